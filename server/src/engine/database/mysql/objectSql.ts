import type { Schema, SchemaObject } from '../../schema/model.ts';
import type { DdlStatement } from '../ddl.ts';
import { identifier, literal } from './literal.ts';
import { statement } from './statement.ts';

/** DROP of one object. */
export function dropObject(object: SchemaObject): DdlStatement {
  return statement(`DROP ${object.kind.toUpperCase()} ${identifier(object.name)}`);
}

export interface CreateOptions {
  /** The definer to name: the object's own where it is not the connected user, else that of the one it takes the place of. */
  readonly owner: string | undefined;
  /** OR REPLACE. */
  readonly replace?: boolean;
  /** Its own text where it is known: nothing there says what it stands behind. */
  readonly asTyped?: boolean;
}

/** CREATE of one object. */
export function createObject(
  object: SchemaObject,
  { owner, replace = false, asTyped = false }: CreateOptions,
): DdlStatement {
  const head = `CREATE${replace ? ' OR REPLACE' : ''}`;
  const text = asTyped ? (object.source ?? object.definition) : object.definition;
  const algorithm = /^CREATE (ALGORITHM=\w+ )?/.exec(text)?.[1] ?? '';
  const rest = text.slice('CREATE '.length + algorithm.length);
  const definer = owner === undefined || object.kind === 'sequence' ? '' : `DEFINER=${definerSql(owner)} `;
  return statement(`${head} ${algorithm}${definer}${rest}`);
}

/** `user@host` of a catalog as a DEFINER clause takes it. */
export function definerSql(owner: string): string {
  const at = owner.lastIndexOf('@');
  return at < 0 ? identifier(owner) : `${identifier(owner.slice(0, at))}@${identifier(owner.slice(at + 1))}`;
}

const savedSettings = [
  ['sqlMode', 'sql_mode'],
  ['timeZone', 'time_zone'],
  ['collationConnection', 'collation_connection'],
] as const;

/**
 * Programs keep the `sql_mode` (events also the time zone, all and views the connection's collation) under which they
 * are created: sets it in front of those that need another than the session's, and sets it back behind them. `schema`
 * says what the session has.
 */
export function underSettings(
  items: readonly { readonly object: SchemaObject | null; readonly statement: DdlStatement }[],
  schema: Schema,
): readonly DdlStatement[] {
  const statements: DdlStatement[] = [];
  const current = new Map<string, unknown>(savedSettings.map(([key]) => [key, schema.attributes[key]]));
  const put = (key: string, variable: string, value: unknown) => {
    if (value === undefined || schema.attributes[key] === undefined || current.get(key) === value) return;
    current.set(key, value);
    statements.push(statement(`SET ${variable} = ${literal(String(value))}`));
  };
  for (const { object, statement } of items) {
    for (const [key, variable] of savedSettings)
      put(key, variable, object?.attributes[key] ?? object?.madeUnder?.[key] ?? schema.attributes[key]);
    statements.push(statement);
  }
  for (const [key, variable] of savedSettings) put(key, variable, schema.attributes[key]);
  return statements;
}
