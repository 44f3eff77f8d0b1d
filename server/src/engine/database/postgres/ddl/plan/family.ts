import type { Change, TableChange } from '../../../../diff/change.ts';
import {
  type Column,
  type Constraint,
  type Index,
  type Schema,
  type Table,
  tableId,
} from '../../../../schema/model.ts';
import { columnId, constraintId, indexId } from '../../introspect/registry.ts';
import { madeUpName, quoteName } from '../../names.ts';
import { list } from '../comments.ts';
import type { Words } from '../words.ts';

/** What a table has through a parent: keys and indexes under the name that the server makes up for them. */
interface Parts {
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
}

export interface Family {
  readonly changes: readonly Change[];
  readonly from: Schema;
  readonly to: Schema;
  /** Ids of parts that a table has only once it has left its parent, by its id. */
  readonly left: ReadonlyMap<string, ReadonlySet<string>>;
  /** Ids of parts that a table must have before it joins its parent, by its id. */
  readonly joined: ReadonlyMap<string, readonly string[]>;
}

/**
 * A table that leaves its parent keeps what it had through it, and one that is attached must have it, so both are spelled
 * out: what is then wanted of it stays or gets another name, the rest goes or is made.
 */
export function spellOutFamily(changes: readonly Change[], from: Schema, to: Schema, words: Words): Family {
  const left = new Map<string, ReadonlySet<string>>();
  const joined = new Map<string, readonly string[]>();
  const before = new Map<string, Table>();
  const after = new Map<string, Table>();
  const next = changes.map((change) => {
    if (change.kind !== 'alterTable' || !changesParents(change.before, change.after)) return change;
    const kept = missingFrom(partsLeft(change, from, words), change.before);
    const wanted = missingFrom(partsJoined(change, to, words), change.after);
    const result = {
      ...change,
      before: onItsOwn(withParts(change.before, kept), change.after, from, words),
      after: isPartition(change.after)
        ? onItsOwn(withParts(change.after, wanted), change.before, to, words)
        : change.after,
      changes: compared(change, kept, wanted).map(withOwnNames),
    };
    before.set(tableId(change.before), result.before);
    after.set(tableId(change.after), result.after);
    left.set(tableId(change.after), new Set(idsOf(kept, change.before)));
    joined.set(tableId(change.after), idsOf(wanted, change.after));
    return result;
  });
  if (before.size === 0) return { changes, from, to, left, joined };
  return {
    changes: next,
    from: { ...from, tables: from.tables.map((table) => before.get(tableId(table)) ?? table) },
    to: { ...to, tables: to.tables.map((table) => after.get(tableId(table)) ?? table) },
    ...{ left, joined },
  };
}

type AlterTable = Extract<Change, { kind: 'alterTable' }>;

function parentNames(table: Table): readonly string[] {
  const { partitionOf, inherits } = table.attributes;
  return partitionOf === undefined ? list(inherits) : [String(partitionOf)];
}

function isPartition(table: Table): boolean {
  return table.attributes.partitionOf !== undefined;
}

function changesParents(before: Table, after: Table): boolean {
  return parentNames(before).join() !== parentNames(after).join();
}

function partsLeft({ before, after }: AlterTable, from: Schema, words: Words): Parts {
  const stay = parentNames(after);
  return partsOfParents(before, (name) => !stay.includes(name), from, words);
}

/** Only for partitions: a child by INHERITS that joins later has its own besides. */
function partsJoined({ before, after }: AlterTable, to: Schema, words: Words): Parts {
  if (!isPartition(after)) return { constraints: [], indexes: [] };
  const had = parentNames(before);
  return partsOfParents(after, (name) => !had.includes(name), to, words);
}

function partsOfParents(table: Table, which: (name: string) => boolean, schema: Schema, words: Words): Parts {
  const constraints: Constraint[] = [];
  const indexes: Index[] = [];
  const visit = (name: string): void => {
    const parent = schema.tables.find((each) => words.table(each) === name);
    if (parent === undefined) return;
    constraints.push(...parent.constraints.flatMap((each) => partOf(each, parent, table)));
    if (words.version >= 18) constraints.push(...notNullsFor(table, parent));
    if (isPartition(table))
      indexes.push(...parent.indexes.flatMap((each) => indexPart(each, parent, table, words)));
    for (const above of parentNames(parent)) visit(above);
  };
  for (const name of parentNames(table)) if (which(name)) visit(name);
  return { constraints: firstOfName(constraints), indexes: numbered(indexes) };
}

/** The server puts a number behind a made-up name that is taken. */
function numbered(indexes: readonly Index[]): readonly Index[] {
  const taken = new Set<string>();
  return indexes.map((index) => {
    let name = index.name;
    for (let number = 1; taken.has(name); number++) name = `${index.name}${number}`;
    taken.add(name);
    return name === index.name ? index : renamed(index, name);
  });
}

function renamed(index: Index, name: string): Index {
  const [old, next] = [` INDEX ${quoteName(index.name)} ON `, ` INDEX ${quoteName(name)} ON `];
  return { ...index, name, definition: index.definition.replace(old, () => next) };
}

function firstOfName(constraints: readonly Constraint[]): readonly Constraint[] {
  return constraints.filter((each, at) => constraints.findIndex(({ name }) => name === each.name) === at);
}

function moved(needs: readonly string[], parent: Table, child: Table): readonly string[] {
  const [above, own] = [tableId(parent), tableId(child)];
  return needs.map((need) =>
    need === above ? own : need.endsWith(`@${above}`) ? need.slice(0, -above.length) + own : need,
  );
}

function partOf(each: Constraint, parent: Table, child: Table): readonly Constraint[] {
  const { kind } = each;
  if (kind === 'notNull') return [];
  const labels = { primaryKey: 'pkey', unique: 'key', exclude: 'excl' } as const;
  const isKey = kind === 'primaryKey' || kind === 'unique' || kind === 'exclude';
  if (/ NO INHERIT$/.test(each.definition) || each.attributes.invalid === true) return [];
  if (!isPartition(child) && (isKey || kind === 'foreignKey')) return [];
  // A part with a name of its own is told by the child.
  if (isKey && hasOwnPart(child, each.name)) return [];
  const { clustered: _clustered, indexComment: _indexComment, ...attributes } = each.attributes;
  const name = isKey
    ? madeUpName(child.name, kind === 'primaryKey' ? null : each.columns.join('_'), labels[kind])
    : each.name;
  return [{ ...each, name, comment: null, attributes, dependsOn: moved(each.dependsOn, parent, child) }];
}

function hasOwnPart(child: Table, parentPart: string | null): boolean {
  return [...child.constraints, ...child.indexes].some(({ attributes }) => {
    const to = String(attributes.attachedTo ?? '');
    return to !== '' && to.split('.').at(-1) === quoteName(parentPart ?? '');
  });
}

/** From PostgreSQL 18 on every NOT NULL has a name, and a child's is its parent's where it does not tell its own. */
export function notNullsFor(child: Table, parent: Table): readonly Constraint[] {
  const named = new Map(
    parent.constraints.flatMap((each) => (each.kind === 'notNull' ? [[each.columns[0], each.name]] : [])),
  );
  const told = new Set(
    child.constraints.flatMap((each) => (each.kind === 'notNull' ? [each.columns[0]] : [])),
  );
  const id = tableId(child);
  return parent.columns
    .filter((column) => !column.nullable && !told.has(column.name))
    .map((column) => ({
      kind: 'notNull',
      name: named.get(column.name) ?? madeUpName(parent.name, column.name, 'not_null'),
      columns: [column.name],
      definition: `NOT NULL ${quoteName(column.name)}`,
      references: null,
      comment: null,
      attributes: {},
      dependsOn: [id, columnId(column.name, id)],
    }));
}

function indexPart(each: Index, parent: Table, child: Table, words: Words): readonly Index[] {
  if (each.attributes.invalid === true || hasOwnPart(child, each.name)) return [];
  const columns = each.parts.map(({ column, expression }) => column ?? expressionName(expression ?? ''));
  const name = madeUpName(child.name, columns.join('_'), 'idx');
  const head = ` ON ${words.table(parent)} USING `;
  const at = each.definition.indexOf(head);
  if (at < 0) return [];
  return [
    {
      ...each,
      name,
      definition: `CREATE ${each.unique ? 'UNIQUE ' : ''}INDEX ${quoteName(name)} ON ${words.table(child)} USING ${each.definition.slice(at + head.length)}`,
      comment: null,
      attributes: {},
      dependsOn: moved(each.dependsOn, parent, child),
    },
  ];
}

/** What an expression is called in the made-up name of its index: its function, or just that it is one. */
function expressionName(expression: string): string {
  return /^([a-z_][\w$]*)\(.*\)$/s.exec(expression)?.[1] ?? 'expr';
}

/** Parts that the table does not tell itself. */
function missingFrom(parts: Parts, table: Table): Parts {
  const own = new Set(table.constraints.map(({ name }) => name));
  const ownIndexes = new Set(table.indexes.map(({ name }) => name));
  return {
    constraints: parts.constraints.filter(({ name }) => !own.has(name)),
    indexes: parts.indexes.filter(({ name }) => !ownIndexes.has(name)),
  };
}

function withParts(table: Table, parts: Parts): Table {
  return {
    ...table,
    constraints: [...table.constraints, ...parts.constraints],
    indexes: [...table.indexes, ...parts.indexes],
  };
}

/** What a table has through a parent that it has not on the other side is its own business in this change. */
function onItsOwn(table: Table, other: Table, schema: Schema, words: Words): Table {
  const names = parentNames(other);
  const shared = schema.tables.filter(
    (each) => names.includes(words.table(each)) && parentNames(table).includes(words.table(each)),
  );
  const through = new Set(shared.flatMap((parent) => parent.columns.map((column) => column.name)));
  return {
    ...table,
    columns: table.columns.map((column) => (through.has(column.name) ? column : ownColumn(column))),
    constraints: table.constraints.map(ownName),
  };
}

/** The name of a NOT NULL can be changed while the table has no parent. */
function ownName(constraint: Constraint): Constraint {
  const { inherited: _inherited, local: _local, ...attributes } = constraint.attributes;
  return { ...constraint, attributes };
}

function withOwnNames(change: TableChange): TableChange {
  switch (change.kind) {
    case 'addConstraint':
    case 'dropConstraint':
      return { ...change, constraint: ownName(change.constraint) };
    case 'alterConstraint':
      return { ...change, before: ownName(change.before), after: ownName(change.after) };
    default:
      return change;
  }
}

function ownColumn(column: Column): Column {
  const { inherited: _inherited, ...attributes } = column.attributes;
  return { ...column, attributes };
}

function idsOf(parts: Parts, table: Table): readonly string[] {
  const id = tableId(table);
  return [
    ...parts.constraints.map(({ name }) => constraintId(name ?? '', id)),
    ...parts.indexes.map(({ name }) => indexId(table.schema ?? '', name)),
  ];
}

/** The changes of a table, now that it tells `kept` before and `wanted` after. */
function compared(
  { before: was, after: is, changes }: AlterTable,
  kept: Parts,
  wanted: Parts,
): readonly TableChange[] {
  const attached = isPartition(is) && was.attributes.partitionOf !== is.attributes.partitionOf;
  const result = changes.map((change) =>
    change.kind === 'alterColumn' && attached ? { ...change, after: ownColumn(change.after) } : change,
  );
  const take = (which: (change: TableChange) => boolean): TableChange | undefined => {
    const at = result.findIndex(which);
    return at < 0 ? undefined : result.splice(at, 1)[0];
  };
  for (const before of kept.constraints) {
    const found = take((each) => each.kind === 'addConstraint' && same(each.constraint, before));
    if (found?.kind !== 'addConstraint') result.push({ kind: 'dropConstraint', constraint: before });
    else if (differs(before, found.constraint))
      result.push({ kind: 'alterConstraint', before, after: found.constraint });
  }
  for (const before of kept.indexes) {
    const found = take((each) => each.kind === 'addIndex' && unnamed(each.index) === unnamed(before));
    if (found?.kind !== 'addIndex') result.push({ kind: 'dropIndex', index: before });
    else if (differs(before, found.index)) result.push({ kind: 'alterIndex', before, after: found.index });
  }
  for (const after of wanted.constraints) {
    const found = take((each) => each.kind === 'dropConstraint' && same(each.constraint, after));
    if (found?.kind !== 'dropConstraint') {
      // Keys and foreign keys come with the parent's.
      if (after.kind === 'check' || after.kind === 'notNull')
        result.push({ kind: 'addConstraint', constraint: after });
    } else if (differs(found.constraint, after))
      result.push({ kind: 'alterConstraint', before: found.constraint, after });
  }
  for (const after of wanted.indexes) {
    const found = take((each) => each.kind === 'dropIndex' && unnamed(each.index) === unnamed(after));
    if (found?.kind === 'dropIndex' && differs(found.index, after))
      result.push({ kind: 'alterIndex', before: found.index, after });
  }
  return result;
}

function same(a: Constraint, b: Constraint): boolean {
  return a.kind === b.kind && a.definition === b.definition;
}

function unnamed(index: Index): string {
  return index.definition.replace(/ INDEX (?:"(?:[^"]|"")*"|\S+) ON /, ' INDEX ON ');
}

function differs(a: Constraint | Index, b: Constraint | Index): boolean {
  return (
    a.name !== b.name ||
    a.comment !== b.comment ||
    JSON.stringify(a.attributes) !== JSON.stringify(b.attributes)
  );
}
