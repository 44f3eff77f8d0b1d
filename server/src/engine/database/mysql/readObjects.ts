import { type Attributes, idOf, type SchemaObject, tableId, type Unmodelled } from '../../schema/model.ts';
import { type SqlDialect, tokenize } from '../../sql/index.ts';
import type { Row } from '../database.ts';
import type { Catalog, Query } from './catalog.ts';
import { namesIn, unquoted, withoutDatabase } from './expression.ts';
import { identifier } from './literal.ts';

export interface ObjectReading {
  readonly query: Query;
  readonly catalog: Catalog;
  readonly database: string;
  readonly syntax: SqlDialect;
  /** The definer of everything, not only where it is somebody else. */
  readonly definers: boolean;
}

export interface ReadObjects {
  readonly objects: readonly SchemaObject[];
  readonly unmodelled: readonly Unmodelled[];
}

const definerClause = /^CREATE (?:OR REPLACE )?DEFINER=([`"])(?:(?!\1).|\1\1)*\1(?:@\1(?:(?!\1).|\1\1)*\1)? /;

/**
 * Views, routines, triggers, events and sequences. Their texts come from SHOW CREATE: the catalog tables have them with
 * escapes undone (`'it\'s'` as `'it's'`) and characters lost. What cannot be shown, for want of a right or because it is
 * of a kind of its own, is `unmodelled`.
 */
export async function readObjects(reading: ObjectReading): Promise<ReadObjects> {
  const { catalog } = reading;
  const objects: SchemaObject[] = [];
  const unmodelled: Unmodelled[] = [];
  const read = async (kind: string, row: Row, make: () => Promise<SchemaObject | null>) => {
    const object = await make();
    if (object === null) unmodelled.push({ kind, name: String(row.name), fingerprint: '' });
    else objects.push(object);
  };
  for (const row of catalog.sequences) objects.push(sequence(row));
  for (const row of catalog.routines)
    await read(String(row.type).toLowerCase(), row, () => routine(row, reading));
  for (const row of catalog.views) await read('view', row, () => view(row, reading));
  const before = new Map<string, string>();
  for (const row of catalog.triggers) {
    const group = `${row.table_name} ${row.timing} ${row.event}`;
    const follows = before.get(group) ?? null;
    before.set(group, String(row.name));
    await read('trigger', row, () => trigger(row, follows, reading));
  }
  for (const row of catalog.events) await read('event', row, () => event(row, reading));
  return { objects, unmodelled };
}

/** What SHOW CREATE gives in the column that begins with `CREATE`; null when it gives none. */
async function show(what: string, name: unknown, { query, database }: ObjectReading): Promise<string | null> {
  const [row] = await query(`SHOW CREATE ${what} ${identifier(database, String(name))}`).catch(() => []);
  const text = Object.values(row ?? {}).find((value) => typeof value === 'string' && /^CREATE /i.test(value));
  return text === undefined ? null : String(text);
}

function common(kind: SchemaObject['kind'], row: Row, reading: ObjectReading) {
  const { catalog, definers } = reading;
  const owner = String(row.definer ?? '');
  const foreign = owner !== '' && (definers || owner !== String(catalog.session.me));
  return {
    kind,
    schema: null,
    name: String(row.name),
    parent: null,
    dependsOn: [],
    comment: null,
    ...(foreign ? { owner } : {}),
    madeUnder: { collationConnection: String(row.collation_connection) },
  };
}

/** Saved with a program and needed to make it again. */
function settings(row: Row): Attributes {
  return { sqlMode: String(row.sql_mode) };
}

async function view(row: Row, reading: ObjectReading): Promise<SchemaObject | null> {
  const text = await show('VIEW', row.name, reading);
  const found =
    /^CREATE ALGORITHM=(\w+) (?:DEFINER=\S+ )?SQL SECURITY (\w+) VIEW (?:`(?:[^`]|``)*`\.)?`(?:[^`]|``)*` ([\s\S]*)$/.exec(
      text ?? '',
    );
  if (found === null) return null;
  const [, algorithm, security, rest] = found;
  const { catalog, database } = reading;
  const own = new Set([...catalog.tables, ...catalog.routines].map((each) => String(each.name)));
  const head = [
    'CREATE',
    ...(algorithm === 'UNDEFINED' ? [] : [`ALGORITHM=${algorithm}`]),
    ...(security === 'DEFINER' ? [] : [`SQL SECURITY ${security}`]),
  ];
  return {
    ...common('view', row, reading),
    definition: `${head.join(' ')} VIEW ${identifier(String(row.name))} ${withoutDatabase(rest!, database, own)}`,
    attributes: {},
    dependsOn: viewNeeds(String(row.definition ?? ''), String(row.name), reading),
  };
}

function viewNeeds(
  definition: string,
  self: string,
  { catalog, database }: ObjectReading,
): readonly string[] {
  const { qualified, called } = namesIn(definition, database);
  const needs: string[] = [];
  for (const row of catalog.tables) {
    const name = String(row.name);
    if (name === self || !qualified.has(name)) continue;
    const kind = row.type === 'VIEW' ? 'view' : row.type === 'SEQUENCE' ? 'sequence' : 'table';
    needs.push(idOf({ kind, schema: null, name }));
  }
  for (const row of catalog.routines) {
    const name = String(row.name);
    if (row.type === 'FUNCTION' && (called.has(name) || qualified.has(name)))
      needs.push(idOf({ kind: 'function', schema: null, name }));
  }
  return needs;
}

async function routine(row: Row, reading: ObjectReading): Promise<SchemaObject | null> {
  const type = String(row.type);
  if (type !== 'FUNCTION' && type !== 'PROCEDURE') return null;
  const text = await show(type, row.name, reading);
  if (text === null) return null;
  return {
    ...common(type === 'FUNCTION' ? 'function' : 'procedure', row, reading),
    definition: text.replace(definerClause, 'CREATE '),
    attributes: settings(row),
  };
}

async function trigger(
  row: Row,
  follows: string | null,
  reading: ObjectReading,
): Promise<SchemaObject | null> {
  const text = await show('TRIGGER', row.name, reading);
  const shown = text === null ? null : readTrigger(text, reading.syntax);
  if (shown === null) return null;
  const table = String(row.table_name);
  const order = follows === null ? '' : ` FOLLOWS ${identifier(follows)}`;
  const parent = tableId({ schema: null, name: table });
  return {
    ...common('trigger', row, reading),
    parent,
    definition: `CREATE TRIGGER ${identifier(String(row.name))} ${row.timing} ${row.event} ON ${identifier(table)} FOR EACH ROW${order}\n${shown.body}`,
    attributes: settings(row),
    dependsOn:
      follows === null ? [parent] : [parent, idOf({ kind: 'trigger', schema: null, name: follows, parent })],
  };
}

/** What stands behind FOR EACH ROW and its FOLLOWS or PRECEDES (`ordered`). */
function readTrigger(
  text: string,
  syntax: SqlDialect,
): { readonly body: string; readonly ordered: boolean } | null {
  const tokens = tokenize(text, syntax).filter(({ kind }) => kind !== 'whitespace' && kind !== 'comment');
  const word = (index: number) => {
    const token = tokens[index];
    return token === undefined ? '' : text.slice(token.start, token.end).toUpperCase();
  };
  for (let i = 0; i < tokens.length; i++) {
    if (word(i) !== 'FOR' || word(i + 1) !== 'EACH' || word(i + 2) !== 'ROW') continue;
    const ordered = /^(FOLLOWS|PRECEDES)$/.test(word(i + 3));
    const start = tokens[ordered ? i + 5 : i + 3]?.start;
    return start === undefined ? null : { body: text.slice(start), ordered };
  }
  return null;
}

async function event(row: Row, reading: ObjectReading): Promise<SchemaObject | null> {
  const text = await show('EVENT', row.name, reading);
  if (text === null) return null;
  const definition = text.replace(definerClause, 'CREATE ');
  const implicit = row.type === 'RECURRING' && Number(row.implicit_start) === 1;
  return {
    ...common('event', row, reading),
    definition: implicit
      ? definition.replace(
          /^(CREATE EVENT `(?:[^`]|``)*` ON SCHEDULE EVERY (?:'[^']*'|\S+) \S+) STARTS '[^']*'/,
          '$1',
        )
      : definition,
    attributes: { ...settings(row), timeZone: String(row.time_zone) },
  };
}

function sequence(row: Row): SchemaObject {
  const name = String(row.name);
  const cache = Number(row.cache_size);
  const options = [
    `START WITH ${row.start_value}`,
    `MINVALUE ${row.minimum_value}`,
    `MAXVALUE ${row.maximum_value}`,
    `INCREMENT BY ${row.increment}`,
    cache === 0 ? 'NOCACHE' : `CACHE ${cache}`,
    Number(row.cycle_option) === 0 ? 'NOCYCLE' : 'CYCLE',
  ];
  return {
    ...{ kind: 'sequence', schema: null, name, parent: null, attributes: {}, dependsOn: [], comment: null },
    definition: `CREATE SEQUENCE ${identifier(name)} ${options.join(' ')}`,
  };
}

/** `user@host` of a catalog as a DEFINER clause takes it. */
export function definerSql(owner: string): string {
  const at = owner.lastIndexOf('@');
  if (owner.startsWith('`')) return unquoted(owner);
  return at < 0 ? identifier(owner) : `${identifier(owner.slice(0, at))}@${identifier(owner.slice(at + 1))}`;
}
