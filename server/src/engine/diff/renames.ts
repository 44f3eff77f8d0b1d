import { MigrateError } from '../errors.ts';
import type { Schema, Table } from '../schema/model.ts';
import type { Change, TableChange } from './change.ts';

/** A thing that goes on under another name. `schema` and `table` are those it has before. */
export interface Rename {
  readonly kind: 'table' | 'column';
  readonly schema: string | null;
  /** The table (its old name); of a renamed table: that table. */
  readonly table: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Reads `--rename old=new`: `old_table=new_table`, `table.old=table.new`, each part with a namespace in front where
 * there are any. The table of a column is named as it is before. Throws `usage` when it is neither, or when `from` has
 * no such table or column.
 */
export function parseRename(text: string, from: Schema): Rename {
  const [old, next, more] = text.split('=').map((side) => side.trim());
  if (!old || !next || more !== undefined) {
    throw new MigrateError('usage', `"${text}" is not a rename.`, {
      hint: 'Write --rename old_table=new_table or --rename table.old_column=table.new_column.',
    });
  }
  const to = next.slice(next.lastIndexOf('.') + 1);
  const table = findTable(from, old);
  if (table !== undefined)
    return { kind: 'table', schema: table.schema, table: table.name, from: table.name, to };
  const dot = old.lastIndexOf('.');
  const owner = dot < 0 ? undefined : findTable(from, old.slice(0, dot));
  const column = owner?.columns.find((each) => each.name === old.slice(dot + 1));
  if (owner !== undefined && column !== undefined) {
    return { kind: 'column', schema: owner.schema, table: owner.name, from: column.name, to };
  }
  throw new MigrateError('usage', `--rename ${text}: the database has no table or column ${old}.`, {
    hint: 'Name what is there now before the = sign, and what it becomes after it.',
  });
}

/**
 * Throws `usage` for a rename to a name that `to` does not have, or that `from` has already and no other rename frees:
 * it would take the values to where nobody looks for them.
 */
export function checkRenames(renames: readonly Rename[], from: Schema, to: Schema): void {
  for (const rename of renames) {
    const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
    const named = (schema: Schema, name: string) =>
      schema.tables.find((table) => table.schema === rename.schema && isSame(table.name, name));
    const asTable = renames.find(
      ({ kind, schema, table }) => kind === 'table' && schema === rename.schema && table === rename.table,
    );
    const wanted = named(to, asTable?.to ?? rename.table);
    const isTable = rename.kind === 'table';
    const isWanted = isTable
      ? wanted !== undefined
      : wanted?.columns.some(({ name }) => isSame(name, rename.to)) === true;
    const isTaken = isTable
      ? named(from, rename.to)?.name === rename.to
      : named(from, rename.table)?.columns.some(({ name }) => name === rename.to) === true;
    const isFreed = renames.some(
      (each) =>
        each.kind === rename.kind && (isTable || each.table === rename.table) && isSame(each.from, rename.to),
    );
    if (isWanted && (!isTaken || isFreed)) continue;
    const thing = isTable ? 'table' : 'column';
    const what = isTable ? rename.to : `${wanted?.name ?? rename.table}.${rename.to}`;
    throw new MigrateError(
      'usage',
      `--rename ${rename.from}=${rename.to}: ${isWanted ? 'the database already has a' : 'the wanted schema has no'} ${thing} ${what}.`,
      { hint: 'Name what is there now before the = sign, and what it becomes after it.' },
    );
  }
}

/** A table by `name` or `schema.name`; without a namespace the one in `public` comes first. */
function findTable(schema: Schema, name: string): Table | undefined {
  const named = schema.tables.filter(
    (table) => table.name === name || (table.schema !== null && `${table.schema}.${table.name}` === name),
  );
  return named.find((table) => table.schema === null || table.schema === 'public') ?? named[0];
}

/** The renames as changes of `from`, and the schema as it then is, as far as the model can tell. */
export function renamed(
  from: Schema,
  renames: readonly Rename[],
): { changes: readonly Change[]; schema: Schema } {
  const changes: Change[] = [];
  const tables = from.tables.map((before) => {
    const own = renames.filter((each) => each.schema === before.schema && each.table === before.name);
    if (own.length === 0) return before;
    const name = own.find((each) => each.kind === 'table')?.to ?? before.name;
    const columns = new Map(own.filter((each) => each.kind === 'column').map((each) => [each.from, each.to]));
    const after = renameIn({ ...before, name }, columns);
    const inside: TableChange[] = [...columns].map(([old, to]) => ({ kind: 'renameColumn', from: old, to }));
    if (name !== before.name) inside.unshift({ kind: 'renameTable', from: before.name, to: name });
    changes.push({ kind: 'alterTable', before, after, changes: inside });
    return after;
  });
  return { changes, schema: { ...from, tables } };
}

/** The same renames backwards. */
export function reversed(renames: readonly Rename[]): readonly Rename[] {
  const tables = new Map(
    renames.filter((each) => each.kind === 'table').map((each) => [`${each.schema}.${each.from}`, each.to]),
  );
  return renames.map((each) => ({
    ...each,
    table: tables.get(`${each.schema}.${each.table}`) ?? each.table,
    from: each.to,
    to: each.from,
  }));
}

function renameIn(table: Table, columns: ReadonlyMap<string, string>): Table {
  const name = (column: string) => columns.get(column) ?? column;
  const text = (sql: string) => renameInText(sql, columns);
  const textOrNull = (sql: string | null) => (sql === null ? null : text(sql));
  // What stands before the first parenthesis names the index, the constraint, the table.
  const inParentheses = (sql: string) => {
    const at = sql.indexOf('(');
    return at < 0 ? sql : sql.slice(0, at) + text(sql.slice(at));
  };
  return {
    ...table,
    columns: table.columns.map((column) => ({
      ...column,
      name: name(column.name),
      generated:
        column.generated === null
          ? null
          : { ...column.generated, expression: text(column.generated.expression) },
    })),
    constraints: table.constraints.map((each) => ({
      ...each,
      columns: each.columns.map(name),
      definition:
        each.kind === 'foreignKey'
          ? ownColumns(each.definition, inParentheses)
          : inParentheses(each.definition),
    })),
    indexes: table.indexes.map(({ source, ...each }) => ({
      ...each,
      ...(source === undefined ? {} : { source: inParentheses(source) }),
      definition: inParentheses(each.definition),
      where: textOrNull(each.where),
      parts: each.parts.map((part) => ({
        ...part,
        column: part.column === null ? null : name(part.column),
        expression: textOrNull(part.expression),
      })),
    })),
  };
}

/** The columns of a foreign key's own table stand before those it refers to. */
function ownColumns(definition: string, change: (sql: string) => string): string {
  const [own, ...target] = definition.split(/(?= REFERENCES )/i);
  return [change(own!), ...target].join('');
}

/** Names in SQL, quoted or not; strings and calls stay. As far as a text can tell: only a copy of the database knows. */
function renameInText(sql: string, columns: ReadonlyMap<string, string>): string {
  return sql.replace(
    /'(?:[^']|'')*'|(["`])((?:(?!\1).)+)\1|(?<![\w$])([A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)(?!\s*\()/g,
    (found, quote: string | undefined, quoted: string | undefined, bare: string | undefined) => {
      const to = columns.get(quoted ?? bare ?? '');
      if (to === undefined) return found;
      return quote === undefined ? to : `${quote}${to.replaceAll(quote, quote + quote)}${quote}`;
    },
  );
}
