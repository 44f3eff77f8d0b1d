import type { SchemaObject, Table, Unmodelled } from '../schema/model.ts';
import type { Change } from './change.ts';
import { differingKeys } from './equal.ts';
import { type DiffItem, displayName, type SummaryOptions } from './item.ts';
import { summarizeTable } from './tableSummary.ts';

/** The difference as a list to read, in the order of `changes`; empty when there is none. */
export function summarize(changes: readonly Change[], options: SummaryOptions = {}): readonly DiffItem[] {
  const owners = comingAndGoing(changes);
  return changes.flatMap((change) => (goesWithItsOwner(change, owners) ? [] : itemsOf(change, options)));
}

/** The columns that are made or dropped, alone or with their tables: `users.id` and `public.users.id`. */
function comingAndGoing(changes: readonly Change[]): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (table: Table, column: string) => {
    names.add(`${table.name}.${column}`);
    names.add(`${table.schema}.${table.name}.${column}`);
  };
  for (const change of changes) {
    if (change.kind === 'createTable' || change.kind === 'dropTable') {
      for (const column of change.table.columns) add(change.table, column.name);
    } else if (change.kind === 'alterTable') {
      for (const inner of change.changes) {
        if (inner.kind === 'addColumn' || inner.kind === 'dropColumn') add(change.after, inner.column.name);
      }
    }
  }
  return names;
}

/** A sequence that a column owns comes and goes with the column, and is not worth a line of its own. */
function goesWithItsOwner(change: Change, owners: ReadonlySet<string>): boolean {
  if (change.kind !== 'createObject' && change.kind !== 'dropObject') return false;
  const { ownedBy } = change.object.attributes;
  return typeof ownedBy === 'string' && owners.has(ownedBy.replaceAll('"', ''));
}

function itemsOf(change: Change, options: SummaryOptions): readonly DiffItem[] {
  switch (change.kind) {
    case 'createTable':
      return [wholeTable(change.table, options)];
    case 'dropTable':
      return [
        {
          ...wholeTable(change.table, options),
          ...gone,
          text: `DROP TABLE ${tableName(change.table, options)}`,
        },
      ];
    case 'alterTable':
      return summarizeTable(change.before, change.after, change.changes, options);
    case 'createObject':
      return [objectItem(change.object, 'CREATE', '', options)];
    case 'dropObject':
      return [objectItem(change.object, 'DROP', '', options)];
    case 'alterObject':
      return [objectItem(change.after, 'ALTER', whatDiffers(change.before, change.after), options)];
    case 'unmodelled':
      return [unmodelledItem(change.before, change.after)];
  }
}

const gone = { mark: '!', action: 'drop', destructive: true } as const;

function tableName(table: Table, options: SummaryOptions): string {
  return displayName(table.schema, table.name, options);
}

function wholeTable(table: Table, options: SummaryOptions): DiffItem {
  return {
    ...{ mark: '+', action: 'create', object: 'table', schema: table.schema, table: null, name: table.name },
    ...{ aspect: null, before: null, after: null, destructive: false },
    text: `CREATE TABLE ${tableName(table, options)}`,
  };
}

const actions = { CREATE: 'create', DROP: 'drop', ALTER: 'alter' } as const;
const marks = { CREATE: '+', DROP: '-', ALTER: '~' } as const;

function objectItem(
  object: SchemaObject,
  verb: 'CREATE' | 'DROP' | 'ALTER',
  aspect: string,
  options: SummaryOptions,
): DiffItem {
  const parent = object.parent === null ? null : parentName(object.parent, options);
  const name =
    parent === null ? displayName(object.schema, object.name, options) : `${object.name} ON ${parent}`;
  const words = object.kind.replace(/[A-Z]/g, (letter) => ` ${letter}`).toUpperCase();
  return {
    ...{
      mark: marks[verb],
      action: actions[verb],
      object: object.kind,
      schema: object.schema,
      table: parent,
    },
    ...{ name: object.name, aspect: aspect === '' ? null : aspect, destructive: false },
    before: verb === 'DROP' ? object.definition : null,
    after: verb === 'DROP' ? null : object.definition,
    text: `${verb} ${words} ${name}${aspect === '' ? '' : ` (${aspect})`}`,
  };
}

/** `table:public.users` → `users`. */
function parentName(id: string, options: SummaryOptions): string {
  const name = id.slice(id.indexOf(':') + 1);
  const schema = `${options.defaultSchema ?? 'public'}.`;
  return name.startsWith(schema) ? name.slice(schema.length) : name;
}

function whatDiffers(before: SchemaObject, after: SchemaObject): string {
  const keys = differingKeys(before.attributes, after.attributes);
  const parts = [
    before.definition !== after.definition ? 'definition' : keys.join(', '),
    before.comment !== after.comment ? 'comment' : '',
    before.owner !== after.owner ? 'owner' : '',
    JSON.stringify(before.privileges) !== JSON.stringify(after.privileges) ? 'privileges' : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function unmodelledItem(before: Unmodelled | null, after: Unmodelled | null): DiffItem {
  const thing = (after ?? before)!;
  if (before === null && thing.create !== undefined) return madeItem(thing, thing.create);
  const what = before === null ? 'is missing' : after === null ? 'is one too many' : 'differs';
  return {
    ...{ mark: '?', action: 'unmodelled', object: 'unmodelled', schema: null, table: null, name: thing.name },
    ...{ aspect: thing.kind, before: before?.fingerprint ?? null, after: after?.fingerprint ?? null },
    destructive: false,
    text: `${thing.kind.toUpperCase()} ${thing.name} ${what} (unmodelled: no statement is written)`,
  };
}

function madeItem({ kind, name }: Unmodelled, create: string): DiffItem {
  return {
    ...{ mark: '+', action: 'create', object: 'unmodelled', schema: null, table: null, name },
    ...{ aspect: kind, before: null, after: create, destructive: false },
    text: `CREATE ${kind.toUpperCase()} ${name}`,
  };
}
