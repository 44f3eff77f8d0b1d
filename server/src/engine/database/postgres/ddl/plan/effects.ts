import type { Change, TableChange } from '../../../../diff/change.ts';
import { type Column, type SchemaObject, type Table, tableId } from '../../../../schema/model.ts';
import { columnId, constraintId, indexId } from '../../introspect/registry.ts';
import { needsNewColumn } from '../alterColumn.ts';
import { alterObject } from '../alterObject.ts';
import { sameFamily } from '../casts.ts';
import { list } from '../comments.ts';
import { defaultId, type Unit, type Units, unitId } from '../units.ts';
import type { Words } from '../words.ts';
import { parentOf } from './attached.ts';
import { isPartitionKey, needsNewTable } from './newTable.ts';

/** What becomes of each unit, as far as it does not stay as it is. */
export interface Effects {
  /** Ids of the old schema that are taken away, also those that come back. */
  readonly gone: Set<string>;
  /** Ids of the new schema that are made. */
  readonly made: Set<string>;
  /** Types that are made anew under their name while columns of them stay: the old one's id, and the new one's. */
  readonly newTypes: Map<string, string>;
  /** Columns that take on the new form of such a type: their id, and the type's. */
  readonly retyped: Map<string, string>;
  /** Tables that are made anew with their rows. */
  readonly newTables: Set<string>;
  /** Tables that only change, with what changes in them. */
  readonly altered: ReadonlyMap<
    string,
    { readonly before: Table; readonly after: Table; readonly changes: readonly TableChange[] }
  >;
  /** Objects that only change. */
  readonly alteredObjects: Map<string, { readonly before: SchemaObject; readonly after: SchemaObject }>;
}

const namedTypes = new Set(['enum', 'domain', 'compositeType', 'rangeType']);
const typeKinds = new Set([...namedTypes, 'collation']);
/** What stays when a column of its table gets another type. */
const indifferent = new Set([
  'statistics',
  'sequence',
  'publication',
  'userMapping',
  'foreignServer',
  'extension',
]);

/** Follows the changes to everything that cannot stay because of them. */
export function effectsOf(changes: readonly Change[], from: Units, to: Units, words: Words): Effects {
  const altered = new Map<string, { before: Table; after: Table; changes: readonly TableChange[] }>();
  const effects: Effects = {
    gone: new Set(),
    made: new Set(),
    newTypes: new Map(),
    retyped: new Map(),
    newTables: new Set(),
    altered,
    alteredObjects: new Map(),
  };
  const spread = new Spread(effects, from, to, words);
  for (const [before, after] of typesOfAnotherKind(changes)) effects.newTypes.set(before, after);
  for (const change of changes) {
    switch (change.kind) {
      case 'createTable':
        spread.makeTable(tableId(change.table));
        break;
      case 'dropTable':
        spread.dropTable(tableId(change.table));
        break;
      case 'alterTable':
        if (needsNewTable(change.before, change.after, change.changes, to, words))
          spread.renewWhole(change.before, change.after, change.changes);
        else altered.set(tableId(change.after), change);
        break;
      case 'createObject':
        effects.made.add(unitId(change.object));
        break;
      case 'dropObject':
        spread.drop(unitId(change.object));
        break;
      case 'alterObject':
        effects.alteredObjects.set(unitId(change.after), change);
        break;
      case 'unmodelled':
        break;
    }
  }
  for (const [id, { before, after }] of [...effects.alteredObjects]) {
    const used = before.kind === 'compositeType' && changesMembers(before, after) && holdsColumns(id, from);
    if (!used && alterObject(before, after, words) !== null) continue;
    spread.renew(id);
  }
  for (const { before, after, changes: inside } of altered.values())
    spread.table(before, after, inside, words);
  spread.run();
  for (const id of lostWithParent(effects, from)) spread.renew(id);
  spread.run();
  for (const id of effects.gone) {
    effects.alteredObjects.delete(id);
    altered.delete(id);
  }
  return effects;
}

/** Parts of a parent's index or key that goes, and that are to stay: they go with it and are made again. */
function lostWithParent(effects: Effects, from: Units): readonly string[] {
  return [...effects.altered.values()].flatMap(({ before, changes }) =>
    changes.flatMap((change) => {
      if (change.kind !== 'alterIndex' && change.kind !== 'alterConstraint') return [];
      const { attachedTo } = change.before.attributes;
      if (attachedTo === undefined || change.before.name !== change.after.name) return [];
      const own =
        change.kind === 'alterIndex'
          ? indexId(before.schema ?? '', change.before.name)
          : constraintId(change.before.name ?? '', tableId(before));
      const unit = from.get(own);
      if (unit?.kind !== 'index' && unit?.kind !== 'constraint') return [];
      const parent = parentOf(unit, from);
      return parent !== undefined && effects.gone.has(parent.id) ? [own] : [];
    }),
  );
}

/** Types that go while one of another kind takes their name: an enum that becomes a domain. */
function typesOfAnotherKind(changes: readonly Change[]): readonly (readonly [string, string])[] {
  const named = ({ schema, name }: SchemaObject) => JSON.stringify([schema, name]);
  const made = new Map(
    changes.flatMap((change) =>
      change.kind === 'createObject' && namedTypes.has(change.object.kind)
        ? [[named(change.object), unitId(change.object)] as const]
        : [],
    ),
  );
  return changes.flatMap((change) => {
    const next =
      change.kind === 'dropObject' && namedTypes.has(change.object.kind)
        ? made.get(named(change.object))
        : undefined;
    return change.kind === 'dropObject' && next !== undefined ? [[unitId(change.object), next] as const] : [];
  });
}

/** Whether a column is of that type, or of one that is made of it. */
function holdsColumns(type: string, units: Units): boolean {
  return units
    .dependents(type)
    .some(
      (unit) =>
        unit.kind === 'column' ||
        (unit.kind === 'object' && typeKinds.has(unit.object.kind) && holdsColumns(unit.id, units)),
    );
}

function changesMembers(before: SchemaObject, after: SchemaObject): boolean {
  const next = new Set(list(after.attributes.members));
  const names = new Set(list(after.attributes.members).map((member) => member.split(' ')[0]));
  return list(before.attributes.members).some(
    (member) => !next.has(member) && names.has(member.split(' ')[0]),
  );
}

type Level = 'gone' | 'retyped';

class Spread {
  readonly #words: Words;
  readonly #effects: Effects;
  readonly #from: Units;
  readonly #to: Units;
  readonly #queue: (readonly [string, Level])[] = [];
  readonly #seen = new Set<string>();

  constructor(effects: Effects, from: Units, to: Units, words: Words) {
    this.#words = words;
    this.#effects = effects;
    this.#from = from;
    this.#to = to;
  }

  run(): void {
    // It grows while it is read.
    for (const [id, level] of this.#queue) {
      for (const unit of this.#from.dependents(id)) this.#touch(unit, id, level);
    }
  }

  #push(id: string, level: Level): void {
    const key = `${level} ${id}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#queue.push([id, level]);
  }

  drop(id: string): void {
    this.#effects.gone.add(id);
    this.#push(id, 'gone');
  }

  /** Takes it away and makes it again, as it is to be then. */
  renew(id: string): void {
    const unit = this.#from.get(id);
    if (unit?.kind === 'object' && typeKinds.has(unit.object.kind)) this.#effects.newTypes.set(id, id);
    this.drop(id);
    if (this.#to.get(id) !== undefined) this.#effects.made.add(id);
  }

  makeTable(id: string): void {
    this.#effects.made.add(id);
    for (const part of this.#to.parts(id)) if (part.kind !== 'object') this.#effects.made.add(part.id);
  }

  dropTable(id: string): void {
    this.drop(id);
    for (const part of this.#from.parts(id)) if (part.kind !== 'object') this.drop(part.id);
  }

  renewTable(before: string, after: string): void {
    this.#effects.newTables.add(after);
    this.dropTable(before);
    this.makeTable(after);
    for (const part of this.#from.parts(before)) if (part.kind === 'object') this.renew(part.id);
  }

  /** With all above it where a column that it is partitioned by changes: that can be said of no table of the tree. */
  renewWhole(before: Table, after: Table, changes: readonly TableChange[]): void {
    const losesKey = changes.some(
      (change) =>
        (change.kind === 'dropColumn' && isPartitionKey(before, change.column.name)) ||
        (change.kind === 'alterColumn' &&
          change.aspects.some(
            (aspect) => aspect !== 'comment' && aspect !== 'default' && aspect !== 'nullable',
          ) &&
          isPartitionKey(before, change.before.name)),
    );
    const root = losesKey ? this.#rootOf(before) : tableId(before);
    if (this.#to.get(root) === undefined) this.renewTable(tableId(before), tableId(after));
    else if (!this.#effects.newTables.has(root))
      this.renewTable(root, root === tableId(before) ? tableId(after) : root);
  }

  #touch(unit: Unit, cause: string, level: Level): void {
    const { gone } = this.#effects;
    if (gone.has(unit.id)) return;
    switch (unit.kind) {
      case 'table':
        if (level === 'gone' && this.#goesAlong(unit.table, cause)) this.#renewWith(unit.id);
        return;
      case 'column':
        this.#touchColumn(unit, cause, level);
        return;
      case 'default':
        if (level === 'gone' && !cause.startsWith('column:') && !this.#isTypeOf(cause, unit.column))
          this.renew(unit.id);
        return;
      case 'constraint':
        if (level === 'gone') this.renew(unit.id);
        else if (unit.constraint.kind === 'foreignKey' && !this.#keepsFamily(cause)) this.renew(unit.id);
        return;
      case 'index':
        if (level === 'gone') this.renew(unit.id);
        return;
      case 'object':
        // The rows of a publication are chosen by an expression over the columns as they are.
        if (
          level === 'retyped' &&
          indifferent.has(unit.object.kind) &&
          !(unit.object.kind === 'publication' && unit.object.definition.includes(' WHERE ('))
        )
          return;
        if (unit.object.kind === 'sequence') return;
        if (level === 'gone' && unit.object.kind === 'publication' && !this.#effects.newTables.has(cause))
          return;
        this.renew(unit.id);
    }
  }

  /** A partition or a child of a table made anew, and a foreign table of a server made anew, which holds nothing itself. */
  #goesAlong(table: Table, cause: string): boolean {
    if (table.attributes.foreignServer !== undefined && cause.startsWith('foreignServer:')) return true;
    const { partitionBound, inherits } = table.attributes;
    return this.#effects.newTables.has(cause) && (partitionBound !== undefined || inherits !== undefined);
  }

  #renewWith(id: string): void {
    if (this.#to.get(id) === undefined) this.dropTable(id);
    else this.renewTable(id, id);
  }

  #touchColumn(unit: Unit & { readonly kind: 'column' | 'default' }, cause: string, level: Level): void {
    const table = tableId(unit.table);
    if (cause === table) return;
    const computed = unit.column.generated !== null;
    if (computed && (cause.startsWith('column:') || level === 'gone')) {
      this.#renewColumn(unit.id);
      return;
    }
    if (level !== 'gone') return;
    if (!this.#isTypeOf(cause, unit.column) || this.#to.get(unit.id) === undefined) return;
    if (isPartitionKey(unit.table, unit.column.name)) {
      const root = this.#rootOf(unit.table);
      this.renewTable(root, root);
      return;
    }
    this.#effects.retyped.set(unit.id, cause);
    this.#push(unit.id, 'retyped');
  }

  /** The table at the top that a partition belongs to: its own id where it is none. */
  #rootOf(table: Table): string {
    const above = table.attributes.partitionOf;
    for (const need of above === undefined ? [] : table.dependsOn) {
      const parent = this.#from.get(need);
      if (parent?.kind === 'table' && this.#words.table(parent.table) === above)
        return this.#rootOf(parent.table);
    }
    return tableId(table);
  }

  /** A column may also need a type for its default alone. */
  #isTypeOf(id: string, column: Column): boolean {
    const unit = this.#from.get(id);
    if (!this.#effects.newTypes.has(id) || unit?.kind !== 'object') return false;
    const name = this.#words.name(unit.object.schema, unit.object.name);
    return column.type.replace(/(\[\])+$/, '') === name || column.collation === name;
  }

  #renewColumn(id: string): void {
    this.renew(id);
    if (this.#effects.made.has(id)) this.#effects.made.add(id.replace(/^column:/, 'default:'));
  }

  #keepsFamily(column: string): boolean {
    const before = this.#from.get(column);
    const after = this.#to.get(column);
    return (
      before?.kind === 'column' &&
      after?.kind === 'column' &&
      sameFamily(before.column.type, after.column.type) &&
      !this.#effects.retyped.has(column)
    );
  }

  /** Rows that refer to a partitioned table keep its partitions from being detached, if only to be attached again. */
  #letGo(partition: Table): void {
    const above = partition.attributes.partitionOf;
    for (const need of above === undefined ? [] : partition.dependsOn) {
      const parent = this.#from.get(need);
      if (parent?.kind !== 'table' || this.#words.table(parent.table) !== above) continue;
      for (const unit of this.#from.dependents(need)) {
        const target = unit.kind === 'constraint' ? unit.constraint.references : null;
        if (target !== null && need === `table:${target.schema}.${target.table}`) this.renew(unit.id);
      }
      this.#letGo(parent.table);
    }
  }

  /** The changes inside a table. */
  table(before: Table, after: Table, changes: readonly TableChange[], words: Words): void {
    const old = tableId(before);
    const id = tableId(after);
    const { made } = this.#effects;
    if (isReattached(before, after, changes)) this.#letGo(before);
    for (const change of changes) {
      switch (change.kind) {
        case 'addColumn':
          made.add(columnId(change.column.name, id));
          made.add(defaultId(change.column.name, id));
          break;
        case 'dropColumn':
          this.drop(columnId(change.column.name, old));
          this.drop(defaultId(change.column.name, old));
          break;
        case 'alterColumn': {
          const column = columnId(change.after.name, id);
          const aspects = new Set(change.aspects);
          if (needsNewColumn({ before: change.before, after: change.after, aspects }, words.version))
            this.#renewColumn(column);
          else if (aspects.has('type') || aspects.has('collation')) this.#push(column, 'retyped');
          else if (aspects.has('generated')) this.#push(column, 'retyped');
          break;
        }
        case 'addConstraint':
          made.add(constraintId(change.constraint.name ?? '', id));
          break;
        case 'dropConstraint':
          this.drop(constraintId(change.constraint.name ?? '', old));
          break;
        case 'addIndex':
          made.add(indexId(after.schema ?? '', change.index.name));
          break;
        case 'dropIndex':
          this.drop(indexId(before.schema ?? '', change.index.name));
          break;
        default:
          break;
      }
    }
  }
}

/** Whether a partition is detached to be attached again: with other bounds, or to give its NOT NULLs their names. */
function isReattached(before: Table, after: Table, changes: readonly TableChange[]): boolean {
  const [a, b] = [before.attributes, after.attributes];
  if (a.partitionOf === undefined || a.partitionOf !== b.partitionOf) return false;
  const renamed = changes.some(
    (change) =>
      (change.kind === 'addConstraint' || change.kind === 'dropConstraint') &&
      change.constraint.attributes.inherited === true,
  );
  return renamed || a.partitionBound !== b.partitionBound;
}
