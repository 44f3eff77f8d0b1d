import type { Step } from '../plan/step.ts';
import type { Schema } from '../schema/model.ts';
import { classify } from '../sql/index.ts';
import type { RunContext } from './context.ts';

const tableObjects = new Set(['TABLE', 'INDEX', 'UNIQUE INDEX', 'FULLTEXT INDEX', 'SPATIAL INDEX']);

/** The schema as it is before a step that cannot be rolled back: of the tables it names, or all where it does more. */
export async function takeSnapshot(step: Step, context: RunContext): Promise<Schema> {
  const only = touchedTables(step, context);
  return context.database.introspect({
    exclude: context.history.ownTables,
    ...(only === null ? {} : { onlyTables: only }),
  });
}

/**
 * The tables a step's statements name, null when it has a statement that may touch anything else (a view, a routine,
 * a call, code): the whole schema is the measure then.
 */
export function touchedTables(
  step: Step,
  context: RunContext,
): readonly (readonly [string | null, string])[] | null {
  if (step.mode === 'code') return null;
  const tables = new Map<string, readonly [string | null, string]>();
  for (const statement of step.statements) {
    const kind = classify(statement, context.database.syntax);
    const plain =
      kind.class === 'ddl'
        ? tableObjects.has(kind.object ?? '')
        : kind.class === 'dml' || kind.class === 'session';
    if (!plain) return null;
    for (const { parts } of kind.tables) {
      const name = parts.at(-1)!;
      const schema = context.database.capabilities.namespaces ? (parts.at(-2) ?? null) : null;
      if (schema === null && context.database.capabilities.namespaces) return null;
      tables.set(`${schema}.${name}`, [schema, name]);
    }
  }
  return [...tables.values()];
}
