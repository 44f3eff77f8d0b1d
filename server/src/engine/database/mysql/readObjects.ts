import { type Attributes, idOf, type SchemaObject, tableId, type Unmodelled } from '../../schema/model.ts';
import { type SqlDialect, tokenize } from '../../sql/index.ts';
import type { Row } from '../database.ts';
import type { Catalog } from './catalog.ts';
import { namesIn, withoutDatabase } from './expression.ts';
import { identifier } from './literal.ts';
import { withoutNullSearches } from './setOperations.ts';
import type { Shown, Wanted } from './show.ts';

export interface ObjectReading {
  readonly catalog: Catalog;
  readonly shown: Shown;
  readonly database: string;
  readonly syntax: SqlDialect;
  /** The server writes its own conditions into the branches of INTERSECT and EXCEPT. */
  readonly searchesNulls: boolean;
  /** The definer of everything, not only where it is somebody else. */
  readonly definers: boolean;
  /** Names of the views that cannot be made again. */
  readonly broken: ReadonlySet<string>;
}

export interface ReadObjects {
  readonly objects: readonly SchemaObject[];
  readonly unmodelled: readonly Unmodelled[];
}

const definerClause = /^CREATE (?:OR REPLACE )?DEFINER=([`"])(?:(?!\1).|\1\1)*\1(?:@\1(?:(?!\1).|\1\1)*\1)? /;

/** What must be shown of the views and programs of a catalog. */
export function objectsToShow(catalog: Catalog): readonly Wanted[] {
  const named = (what: string, rows: readonly Row[]) => rows.map((row) => ({ what, name: String(row.name) }));
  return [
    ...catalog.routines.map((row) => ({ what: String(row.type), name: String(row.name) })),
    ...named('VIEW', catalog.views),
    ...named('TRIGGER', catalog.triggers),
    ...named('EVENT', catalog.events),
  ];
}

/**
 * Views, routines, triggers, events and sequences. Their texts come from SHOW CREATE: the catalog tables have them with
 * escapes undone (`'it\'s'` as `'it's'`) and characters lost. What cannot be shown, for want of a right or because it is
 * of a kind of its own, is `unmodelled`, and so is a view that reads what is not there.
 */
export function readObjects(reading: ObjectReading): ReadObjects {
  const { catalog, shown } = reading;
  const objects: SchemaObject[] = [];
  const unmodelled: Unmodelled[] = [];
  const put = (what: string, row: Row, object: SchemaObject | null) => {
    if (object !== null) objects.push(object);
    else
      unmodelled.push({
        kind: what.toLowerCase(),
        name: String(row.name),
        fingerprint: shown.of(what, row.name) ?? '',
      });
  };
  for (const row of catalog.sequences) objects.push(sequence(row));
  for (const row of catalog.routines) put(String(row.type), row, routine(row, reading));
  const isOwn = ownThings(catalog);
  for (const row of catalog.views) {
    const object = view(row, reading, isOwn);
    if (object === null || !reading.broken.has(object.name)) put('VIEW', row, object);
    else unmodelled.push({ kind: 'view', name: object.name, fingerprint: object.definition });
  }
  const before = new Map<string, string>();
  for (const row of catalog.triggers) {
    const group = `${row.table_name} ${row.timing} ${row.event}`;
    const follows = before.get(group) ?? null;
    before.set(group, String(row.name));
    put('TRIGGER', row, trigger(row, follows, reading));
  }
  for (const row of catalog.events) put('EVENT', row, event(row, reading));
  for (const row of catalog.libraries)
    unmodelled.push({ kind: 'library', name: String(row.name), fingerprint: String(row.definition) });
  return { objects, unmodelled };
}

/** Ids of the tables, views, sequences and functions by their names. */
interface OwnThings {
  readonly names: ReadonlySet<string>;
  readonly relations: ReadonlyMap<string, string>;
  readonly functions: ReadonlyMap<string, string>;
}

function ownThings(catalog: Catalog): OwnThings {
  const kinds: Readonly<Record<string, string>> = { VIEW: 'view', SEQUENCE: 'sequence' };
  const entry = (kind: string, name: string) => [name, idOf({ kind, schema: null, name })] as const;
  return {
    names: new Set([...catalog.tables, ...catalog.routines].map((row) => String(row.name))),
    relations: new Map(
      catalog.tables.map((row) => entry(kinds[String(row.type)] ?? 'table', String(row.name))),
    ),
    functions: new Map(
      catalog.routines
        .filter(({ type }) => type === 'FUNCTION')
        .map((row) => entry('function', String(row.name))),
    ),
  };
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

/** MySQL keeps the semicolon behind a program that came in one message with other statements. */
function withoutEnd(text: string): string {
  return text.replace(/\s*;[\s;]*$/, '');
}

/** Saved with a program and needed to make it again. */
function settings(row: Row): Attributes {
  return { sqlMode: String(row.sql_mode) };
}

function view(row: Row, reading: ObjectReading, own: OwnThings): SchemaObject | null {
  const name = String(row.name);
  const found =
    /^CREATE ALGORITHM=(\w+) (?:DEFINER=.+? )?SQL SECURITY (\w+) VIEW (?:`(?:[^`]|``)*`\.)?`(?:[^`]|``)*` ([\s\S]*)$/.exec(
      reading.shown.of('VIEW', name) ?? '',
    );
  if (found === null) return null;
  const [, algorithm, security, rest] = found;
  const head = [
    'CREATE',
    ...(algorithm === 'UNDEFINED' ? [] : [`ALGORITHM=${algorithm}`]),
    ...(security === 'DEFINER' ? [] : [`SQL SECURITY ${security}`]),
  ];
  const { qualified, called } = namesIn(String(row.definition ?? ''), reading.database);
  const needs = [
    ...[...qualified]
      .filter((each) => each !== name)
      .map((each) => own.relations.get(each) ?? own.functions.get(each)),
    ...[...called].map((each) => own.functions.get(each)),
  ];
  const body = withoutDatabase(rest!, reading.database, own.names);
  return {
    ...common('view', row, reading),
    definition: `${head.join(' ')} VIEW ${identifier(name)} ${reading.searchesNulls ? withoutNullSearches(body, reading.syntax) : body}`,
    attributes: {},
    dependsOn: [...new Set(needs)].filter((id) => id !== undefined),
  };
}

function routine(row: Row, reading: ObjectReading): SchemaObject | null {
  const type = String(row.type);
  if (type !== 'FUNCTION' && type !== 'PROCEDURE') return null;
  const text = reading.shown.of(type, row.name);
  if (text === null) return null;
  return {
    ...common(type === 'FUNCTION' ? 'function' : 'procedure', row, reading),
    definition: withoutEnd(text.replace(definerClause, 'CREATE ')),
    attributes: settings(row),
  };
}

function trigger(row: Row, follows: string | null, reading: ObjectReading): SchemaObject | null {
  const text = reading.shown.of('TRIGGER', row.name);
  const shown = text === null ? null : readTrigger(text, reading.syntax);
  if (shown === null) return null;
  const table = String(row.table_name);
  const order = follows === null ? '' : ` FOLLOWS ${identifier(follows)}`;
  const parent = tableId({ schema: null, name: table });
  return {
    ...common('trigger', row, reading),
    parent,
    definition: `CREATE TRIGGER ${identifier(String(row.name))} ${row.timing} ${row.event} ON ${identifier(table)} FOR EACH ROW${order}\n${withoutEnd(shown.body)}`,
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

function event(row: Row, reading: ObjectReading): SchemaObject | null {
  const text = reading.shown.of('EVENT', row.name);
  if (text === null) return null;
  const definition = withoutEnd(text.replace(definerClause, 'CREATE '));
  const implicit = row.type === 'RECURRING' && Number(row.implicit_start) === 1;
  const shared = common('event', row, reading);
  return {
    ...shared,
    madeUnder: { ...shared.madeUnder, firstStart: Number(row.first_start) === 1 },
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
