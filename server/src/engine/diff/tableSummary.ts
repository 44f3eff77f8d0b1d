import type { AttributeValue, Column, Constraint, Index, Table } from '../schema/model.ts';
import type { ColumnAspect, TableChange } from './change.ts';
import { differingKeys } from './equal.ts';
import { type DiffItem, displayName, type SummaryOptions } from './item.ts';

type Said = Partial<DiffItem> & Pick<DiffItem, 'object' | 'name' | 'text'>;

/** The lines of one changed table. A constraint or index dropped and added under one name is said as one change. */
export function summarizeTable(
  before: Table,
  after: Table,
  changes: readonly TableChange[],
  options: SummaryOptions,
): readonly DiffItem[] {
  const table = displayName(after.schema, after.name, options);
  const dropped = new Map<string, Constraint | Index>();
  for (const change of changes) {
    if (change.kind === 'dropIndex') dropped.set(`index ${change.index.name}`, change.index);
    if (change.kind === 'dropConstraint')
      dropped.set(`constraint ${change.constraint.name}`, change.constraint);
  }
  const replaced = new Set<unknown>();
  const item = (mark: DiffItem['mark'], action: DiffItem['action'], said: Said): DiffItem => ({
    ...{ mark, action, schema: after.schema, table: after.name, aspect: null, before: null, after: null },
    ...{ destructive: false, ...said },
  });
  const shape = (column: Column) => describeColumn(column, options);

  function itemsOf(change: TableChange): readonly DiffItem[] {
    switch (change.kind) {
      case 'renameTable': {
        const text = `RENAME TABLE ${displayName(before.schema, change.from, options)} TO ${change.to}`;
        return [
          item('~', 'rename', {
            object: 'table',
            name: change.to,
            table: null,
            before: change.from,
            after: change.to,
            text,
          }),
        ];
      }
      case 'renameColumn': {
        const text = `RENAME COLUMN ${table}.${change.from} TO ${change.to}`;
        return [
          item('~', 'rename', {
            object: 'column',
            name: change.to,
            before: change.from,
            after: change.to,
            text,
          }),
        ];
      }
      case 'addColumn': {
        const { name } = change.column;
        const text = `ADD COLUMN ${table}.${name} ${shape(change.column)}`;
        return [item('+', 'create', { object: 'column', name, after: shape(change.column), text })];
      }
      case 'dropColumn': {
        const { name } = change.column;
        const said = {
          object: 'column',
          name,
          before: shape(change.column),
          text: `DROP COLUMN ${table}.${name}`,
        } as const;
        return [item('!', 'drop', { ...said, destructive: true })];
      }
      case 'alterColumn':
        return change.aspects.map((aspect) => {
          const said = alteredAspect(aspect, change.before, change.after, options);
          const text = `ALTER COLUMN ${table}.${change.after.name} ${said.text}`;
          return item('~', 'alter', { ...said, object: 'column', name: change.after.name, aspect, text });
        });
      case 'reorderColumns': {
        const text = `REORDER COLUMNS ${table} (${change.after.join(', ')})`;
        const lists = { before: change.before.join(', '), after: change.after.join(', ') };
        return [
          item('~', 'alter', {
            object: 'table',
            name: after.name,
            table: null,
            aspect: 'columnOrder',
            ...lists,
            text,
          }),
        ];
      }
      case 'addConstraint':
      case 'addIndex': {
        const made =
          change.kind === 'addIndex'
            ? indexWords(change.index, table)
            : constraintWords(change.constraint, table);
        if (change.kind === 'addConstraint' && isNameOnly(change.constraint, before, after))
          return [
            item('~', 'alter', { ...made, aspect: 'name', text: `ALTER CONSTRAINT ${made.place} (name)` }),
          ];
        const old = dropped.get(`${made.object} ${made.name}`);
        if (old === undefined || made.name === '') {
          return [item('+', 'create', { ...made, text: `${made.verb} ${made.text}` })];
        }
        replaced.add(old);
        const text = `ALTER ${made.object.toUpperCase()} ${made.place} ${old.definition} -> ${made.after}`;
        return [item('~', 'alter', { ...made, aspect: 'definition', before: old.definition, text })];
      }
      case 'dropConstraint':
      case 'dropIndex': {
        const lost = change.kind === 'dropIndex' ? change.index : change.constraint;
        if (replaced.has(lost)) return [];
        const made =
          change.kind === 'dropIndex'
            ? indexWords(change.index, table)
            : constraintWords(change.constraint, table);
        if (change.kind === 'dropConstraint' && isNameOnly(change.constraint, before, after))
          return [
            item('~', 'alter', { ...made, aspect: 'name', text: `ALTER CONSTRAINT ${made.place} (name)` }),
          ];
        const text = `DROP ${made.object.toUpperCase()} ${made.place}`;
        return [item('-', 'drop', { ...made, before: made.after, after: null, text })];
      }
      case 'alterConstraint':
      case 'alterIndex': {
        const object = change.kind === 'alterIndex' ? 'index' : 'constraint';
        const old = change.before.name ?? '';
        const name = change.after.name ?? '';
        const place = object === 'index' ? old : `${table}.${old}`;
        const renamed = old !== name;
        const keys = differingKeys(change.before.attributes, change.after.attributes);
        const aspects = change.before.comment === change.after.comment ? keys : ['comment', ...keys];
        const text = renamed
          ? `RENAME ${object.toUpperCase()} ${place === `${table}.` ? table : place} TO ${name}`
          : `ALTER ${object.toUpperCase()} ${place} (${aspects.join(', ')})`;
        return [item('~', renamed ? 'rename' : 'alter', { object, name, before: old, after: name, text })];
      }
      case 'setAttributes':
        return differingKeys(change.before, change.after).map((key) => {
          const values = { before: value(change.before[key]), after: value(change.after[key]) };
          const text = `ALTER TABLE ${table} ${key} ${values.before} -> ${values.after}`;
          return item('~', 'alter', {
            object: 'table',
            name: after.name,
            table: null,
            aspect: key,
            ...values,
            text,
          });
        });
      case 'setComment':
      case 'setOwner':
      case 'setPrivileges': {
        const aspect = change.kind.slice(3).toLowerCase();
        const values = { before: value(change.before), after: value(change.after) };
        const text = `ALTER TABLE ${table} ${aspect} ${values.before} -> ${values.after}`;
        return [
          item('~', 'alter', { object: 'table', name: after.name, table: null, aspect, ...values, text }),
        ];
      }
    }
  }
  return changes.flatMap(itemsOf);
}

function value(value: AttributeValue | undefined): string {
  if (value === null || value === undefined) return 'none';
  return typeof value === 'object' ? `(${value.join(', ')})` : String(value);
}

function describeColumn(column: Column, options: SummaryOptions): string {
  const type = options.displayType?.(column.type) ?? column.type;
  const generated = column.generated === null ? '' : ` GENERATED AS (${column.generated.expression})`;
  const fallback = column.default === null ? '' : ` DEFAULT ${column.default}`;
  return `${type}${generated}${fallback}${column.nullable ? '' : ' NOT NULL'}`;
}

function alteredAspect(aspect: ColumnAspect, a: Column, b: Column, options: SummaryOptions) {
  const arrow = (before: string, after: string, word = '') => ({
    before,
    after,
    text: `${word}${before} -> ${after}`,
  });
  switch (aspect) {
    case 'type':
      return arrow(options.displayType?.(a.type) ?? a.type, options.displayType?.(b.type) ?? b.type);
    case 'nullable':
      return {
        ...arrow(nullability(a), nullability(b)),
        text: b.nullable ? 'DROP NOT NULL' : 'SET NOT NULL',
      };
    case 'default':
      return {
        before: a.default,
        after: b.default,
        text: b.default === null ? 'DROP DEFAULT' : `SET DEFAULT ${b.default}`,
      };
    case 'generated':
      return arrow(a.generated?.expression ?? 'none', b.generated?.expression ?? 'none', 'GENERATED ');
    case 'identity':
      return arrow(a.identity?.generation ?? 'none', b.identity?.generation ?? 'none', 'IDENTITY ');
    case 'attributes': {
      const keys = differingKeys(a.attributes, b.attributes);
      const said = keys.map((key) => `${key} ${value(a.attributes[key])} -> ${value(b.attributes[key])}`);
      return { before: null, after: null, text: said.join(', ') };
    }
    default:
      return arrow(a[aspect] ?? 'none', b[aspect] ?? 'none', `${aspect.toUpperCase()} `);
  }
}

function nullability(column: Column): string {
  return column.nullable ? 'NULL' : 'NOT NULL';
}

function constraintWords(constraint: Constraint, table: string) {
  const name = constraint.name ?? '';
  const place = name === '' ? `${table} ${constraint.definition}` : `${table}.${name}`;
  const text = name === '' ? place : `${place} ${constraint.definition}`;
  return {
    object: 'constraint',
    name,
    place,
    verb: 'ADD CONSTRAINT',
    after: constraint.definition,
    text,
  } as const;
}

function indexWords(index: Index, table: string) {
  const parts = index.parts.map(
    (part) => `${part.column ?? part.expression}${part.descending ? ' DESC' : ''}`,
  );
  const where = index.where === null ? '' : ` WHERE ${index.where}`;
  const verb = index.unique ? 'CREATE UNIQUE INDEX' : 'CREATE INDEX';
  const text = `${index.name} ON ${table} (${parts.join(', ')})${where}`;
  return {
    object: 'index',
    name: index.name,
    place: index.name,
    verb,
    after: index.definition,
    text,
  } as const;
}

/** Whether a NOT NULL stays and only its name comes or goes: under the one it gets by itself it is not worth saying. */
function isNameOnly(constraint: Constraint, before: Table, after: Table): boolean {
  const must = ({ columns }: Table) =>
    columns.some((column) => column.name === constraint.columns[0] && !column.nullable);
  return constraint.kind === 'notNull' && must(before) && must(after);
}
