import type { Column, SchemaObject } from '../../../schema/model.ts';
import type { DdlStatement } from '../../ddl.ts';
import { columnSettings } from './columnSql.ts';
import { list } from './comments.ts';
import { statement } from './statement.ts';
import type { Words } from './words.ts';

/** How the columns of a materialized view are stored and estimated, from what it was (null: it is new). */
export function viewColumnSettings(
  before: SchemaObject | null,
  after: SchemaObject,
  words: Words,
): readonly DdlStatement[] {
  const old = columnsOf(before);
  const next = columnsOf(after);
  return list(after.attributes.columns).flatMap((line) => {
    const [name, type] = splitName(line);
    const [is, was] = [next.get(name) ?? {}, old.get(name) ?? {}];
    return columnSettings(column(name, type, is), column(name, type, was), words.version).map((clause) =>
      statement(`ALTER ${words.object(after)} ${clause}`),
    );
  });
}

type Settings = Record<string, string | readonly string[]>;

/** From lines such as `body storage=external` and `"Id" option n_distinct=5`. */
function columnsOf(view: SchemaObject | null): ReadonlyMap<string, Settings> {
  const columns = new Map<string, Settings>();
  for (const line of list(view?.attributes.columnSettings)) {
    const [name, setting] = splitName(line);
    const settings = columns.get(name) ?? {};
    columns.set(name, settings);
    const at = setting.indexOf('=');
    if (setting.startsWith('option ')) settings.options = [...list(settings.options), setting.slice(7)];
    else settings[setting.slice(0, at)] = setting.slice(at + 1);
  }
  return columns;
}

/** A name as it is quoted, or not, and what follows it. */
function splitName(line: string): readonly [string, string] {
  const name = /^("(?:[^"]|"")*"|[^ ]*) /.exec(line)?.[1] ?? '';
  const plain = name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
  return [plain, line.slice(name.length + 1)];
}

/** As far as its settings are concerned. */
function column(name: string, type: string, attributes: Settings): Column {
  return {
    ...{ name, type, attributes, nullable: true, default: null, generated: null },
    ...{ identity: null, collation: null, comment: null },
  };
}
