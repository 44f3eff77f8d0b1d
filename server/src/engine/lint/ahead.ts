import type { LintStatement } from './rule.ts';
import type { Action } from './structure/tree.ts';

/** By a table's key: the index of the last statement of the section that does it. */
interface Ahead {
  readonly renames: Map<string, number>;
  readonly creations: Map<string, number>;
  readonly primaryKeys: Map<string, number>;
  readonly actions: Map<string, PlacedAction[]>;
}

/** What an ALTER TABLE of the section does, and which statement it is. */
export interface PlacedAction {
  readonly index: number;
  readonly action: Action;
}

const known = new WeakMap<readonly LintStatement[], Ahead>();

/** The last statement that gives some table this name; undefined when none does. */
export function lastRename(statements: readonly LintStatement[], key: string): number | undefined {
  return aheadIn(statements).renames.get(key);
}

/** Whether some table gets another name. */
export function hasRenames(statements: readonly LintStatement[]): boolean {
  return aheadIn(statements).renames.size > 0;
}

/** The last statement that creates the table. */
export function lastCreation(statements: readonly LintStatement[], key: string): number | undefined {
  return aheadIn(statements).creations.get(key);
}

/** The last statement that gives the table a primary key by ALTER TABLE. */
export function lastPrimaryKey(statements: readonly LintStatement[], key: string): number | undefined {
  return aheadIn(statements).primaryKeys.get(key);
}

/** All that the section's ALTER TABLEs do to the table, in order. */
export function actionsOn(statements: readonly LintStatement[], key: string): readonly PlacedAction[] {
  return aheadIn(statements).actions.get(key) ?? [];
}

/** Read once for a section, so that looking ahead costs nothing for each statement. */
function aheadIn(statements: readonly LintStatement[]): Ahead {
  const before = known.get(statements);
  if (before !== undefined) return before;
  const ahead: Ahead = {
    renames: new Map(),
    creations: new Map(),
    primaryKeys: new Map(),
    actions: new Map(),
  };
  for (const { node, index } of statements) {
    if (node.kind === 'createTable') ahead.creations.set(node.table.key, index);
    if (node.kind === 'rename') for (const [, to] of node.pairs) ahead.renames.set(to.key, index);
    if (node.kind !== 'alterTable') continue;
    const actions = ahead.actions.get(node.table.key) ?? [];
    ahead.actions.set(node.table.key, actions);
    for (const action of node.actions) {
      actions.push({ index, action });
      const makesKey =
        (action.kind === 'addConstraint' && action.constraint.type === 'primaryKey') ||
        (action.kind === 'addColumn' && action.column.primaryKey !== null) ||
        (action.kind === 'modifyColumn' && action.to.primaryKey !== null);
      if (action.kind === 'renameTable') ahead.renames.set(action.to.key, index);
      else if (makesKey) ahead.primaryKeys.set(node.table.key, index);
    }
  }
  known.set(statements, ahead);
  return ahead;
}
