import type { WrittenName } from '../catalog/facts.ts';
import { columnsOf, constraintsOf } from './columns.ts';
import type { LintStatement } from './rule.ts';
import type { Node } from './structure/tree.ts';

/** Names that a statement gives: to tables, columns, keys, and what else it creates. */
export function madeNames(node: Node, { kind }: LintStatement): readonly WrittenName[] {
  const names: WrittenName[] = [];
  if (node.kind === 'createTable') names.push(node.table);
  else if (node.kind === 'createIndex') names.push(...(node.index === null ? [] : [node.index]));
  else if (node.kind === 'rename') names.push(...node.pairs.map(([, to]) => to));
  else if (node.kind === 'alterTable') {
    for (const action of node.actions)
      if (action.kind === 'renameTable' || action.kind === 'renameColumn' || action.kind === 'renameKey')
        names.push(action.to);
  } else if (kind.verb === 'CREATE' && kind.qualifiedName !== null) {
    const { parts, quoted, start, end } = kind.qualifiedName;
    const name = parts.at(-1) ?? '';
    const text = quoted.at(-1) ? `"${name}"` : name;
    names.push({ schema: null, name, key: name, text, start, end });
  }
  names.push(...columnsOf(node).map(({ column }) => column.name));
  names.push(...constraintsOf(node).flatMap(({ name }) => name ?? []));
  return names;
}
