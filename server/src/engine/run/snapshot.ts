import type { JournalEntry } from '../history/history.ts';
import type { Step } from '../plan/step.ts';
import type { Schema } from '../schema/model.ts';
import { classify } from '../sql/index.ts';
import type { RunContext } from './context.ts';

type TableName = readonly [string | null, string];

/** The parts of the schema that a section touches, as they were before it; kept in the journal as JSON. */
export interface Snapshot {
  readonly schema: Schema;
  /** The tables it was limited to; null: the whole schema. */
  readonly onlyTables: readonly TableName[] | null;
  /** The touched tables that held no row: nothing is lost with them. */
  readonly empty: readonly TableName[];
}

/** Whether every table that a name can mean held no row; a name without a namespace can mean several. */
export function heldNoRow(snapshot: Snapshot, schema: string | null, name: string): boolean {
  const means = ([namespace, own]: TableName) =>
    own.toLowerCase() === name.toLowerCase() &&
    (schema === null || namespace === null || namespace === schema);
  const meant = snapshot.schema.tables.filter((table) => means([table.schema, table.name]));
  return (
    meant.length > 0 &&
    meant.every((table) =>
      snapshot.empty.some(([namespace, own]) => namespace === table.schema && own === table.name),
    )
  );
}

const tableObjects = new Set(['TABLE', 'INDEX', 'UNIQUE INDEX', 'FULLTEXT INDEX', 'SPATIAL INDEX']);

/** The schema as it is before a step that cannot be rolled back: of the tables it names, or all where it does more. */
export async function takeSnapshot(step: Step, context: RunContext): Promise<Snapshot> {
  const onlyTables = touchedTables(step, context);
  const schema = await context.database.introspect({
    exclude: context.history.ownTables,
    ...(onlyTables === null ? {} : { onlyTables }),
  });
  return { schema, onlyTables, empty: await emptyTables(step, schema, context) };
}

/** The snapshot that a journal row keeps; null when it has none. */
export function readSnapshot(row: JournalEntry): Snapshot | null {
  return row.snapshot === null ? null : (JSON.parse(row.snapshot) as Snapshot);
}

/**
 * The tables a step's statements name, null when it has a statement that may touch anything else (a view, a routine,
 * a call, code): the whole schema is the measure then.
 */
function touchedTables(step: Step, context: RunContext): readonly TableName[] | null {
  if (step.mode === 'code') return null;
  const { namespaces } = context.database.capabilities;
  const tables = new Map<string, TableName>();
  for (const statement of step.statements) {
    const kind = classify(statement, context.database.syntax);
    const plain =
      kind.class === 'ddl'
        ? tableObjects.has(kind.object ?? '')
        : kind.class === 'dml' || kind.class === 'session';
    if (!plain || (kind.class === 'ddl' && kind.tables.length === 0)) return null;
    for (const { parts } of kind.tables) {
      const name = parts.at(-1)!;
      const schema = namespaces ? (parts.at(-2) ?? null) : null;
      // Which namespace an unqualified name means is the search path's business.
      if (namespaces && schema === null) return null;
      tables.set(`${schema}.${name}`, [schema, name]);
    }
  }
  return [...tables.values()];
}

/** One query over the tables that the statements name and that exist. */
async function emptyTables(step: Step, schema: Schema, context: RunContext): Promise<readonly TableName[]> {
  const { database } = context;
  const named = new Set(
    step.statements.flatMap((statement) =>
      classify(statement, database.syntax).tables.map(({ parts }) => parts.at(-1)!.toLowerCase()),
    ),
  );
  const tables = schema.tables.filter(({ name }) => named.has(name.toLowerCase()));
  if (tables.length === 0) return [];
  const parts = tables.map(({ schema: namespace, name }, index) => {
    const table = namespace === null ? database.identifier(name) : database.identifier(namespace, name);
    return `SELECT ${index} AS place, CASE WHEN EXISTS (SELECT 1 FROM ${table}) THEN 1 ELSE 0 END AS filled`;
  });
  const rows = await database.query(parts.join(' UNION ALL '));
  return rows
    .filter((row) => Number(row.filled) === 0)
    .map((row) => tables[Number(row.place)]!)
    .map((table) => [table.schema, table.name]);
}
