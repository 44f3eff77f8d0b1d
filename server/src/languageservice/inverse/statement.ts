import type { Catalog, CatalogColumn } from '../../engine/catalog/catalog.ts';
import type { Effect, WrittenName } from '../../engine/catalog/facts.ts';
import { indexClauses } from '../../engine/catalog/names.ts';
import type { SqlDialect } from '../../engine/sql/index.ts';
import type { AnalysedStatement } from '../analysis.ts';

/** One line of a generated down: a statement, or a comment about what cannot be written. */
export type Line =
  | { readonly kind: 'statement'; readonly sql: string }
  | { readonly kind: 'comment'; readonly text: string };

const sql = (text: string): Line => ({ kind: 'statement', sql: text });
const comment = (text: string): Line => ({ kind: 'comment', text });

/**
 * What takes one statement back, given the catalog as it was before it; in the order to run. Nothing for a statement
 * that changes nothing. Where the text does not tell, a comment says so.
 */
export function inverseOf(
  statement: AnalysedStatement,
  before: Catalog,
  dialect: SqlDialect,
): readonly Line[] {
  const { effects, kind } = statement;
  if (effects.length > 0) {
    return effects
      .map((effect) => inverseOfEffect(effect, statement, before, dialect))
      .reverse()
      .flat();
  }
  if (kind.class === 'query' || kind.class === 'session' || kind.class === 'transaction') return [];
  if (kind.class === 'dml')
    return [comment(`Rows that this wrote are not taken back: ${brief(statement.text)}`)];
  return [otherInverse(statement, dialect) ?? unknown(statement)];
}

function inverseOfEffect(
  effect: Effect,
  statement: AnalysedStatement,
  before: Catalog,
  dialect: SqlDialect,
): readonly Line[] {
  switch (effect.kind) {
    case 'createTable': {
      const { table, ifNotExists } = effect;
      return [sql(`DROP TABLE ${ifNotExists ? 'IF EXISTS ' : ''}${table.text}`)];
    }
    case 'createView': {
      if (effect.replace && before.table(effect.table.key) !== null) return [unknown(statement)];
      return [sql(`DROP ${effect.materialized ? 'MATERIALIZED ' : ''}VIEW ${effect.table.text}`)];
    }
    case 'dropTable':
      return dropped(effect.table, before);
    case 'renameTable':
      return [sql(renamedBack(effect.table, effect.to, dialect))];
    case 'addColumn':
      return [sql(`ALTER TABLE ${effect.table.text} DROP COLUMN ${effect.column.name.text}`)];
    case 'dropColumn': {
      const column = columnOf(before, effect.table, effect.column);
      if (column === null) return [unknown(statement)];
      return [
        comment(`The data of ${effect.table.name}.${column.name} is gone: the column comes back empty.`),
        sql(`ALTER TABLE ${effect.table.text} ADD COLUMN ${definitionOf(column, effect.column)}`),
      ];
    }
    case 'renameColumn':
      return [
        sql(`ALTER TABLE ${effect.table.text} RENAME COLUMN ${effect.to.text} TO ${effect.column.text}`),
      ];
    case 'replaceColumn': {
      const column = columnOf(before, effect.table, effect.column);
      if (column === null) return [unknown(statement)];
      const now = effect.by.name.text;
      return [
        sql(`ALTER TABLE ${effect.table.text} CHANGE COLUMN ${now} ${definitionOf(column, effect.column)}`),
      ];
    }
    case 'alterColumn':
      return [alteredBack(effect, statement, before)];
    case 'createIndex': {
      const { index, table, concurrently } = effect;
      if (index === null) return [unknown(statement)];
      if (indexClauses(dialect)) return [sql(`DROP INDEX ${index.text} ON ${table.text}`)];
      const schema = table.schema !== null && index.schema === null ? `${schemaText(table)}.` : '';
      return [sql(`DROP INDEX ${concurrently ? 'CONCURRENTLY ' : ''}${schema}${index.text}`)];
    }
    case 'addConstraint':
      return [constraintDropped(effect, statement, dialect)];
    case 'createTrigger':
      return [otherInverse(statement, dialect) ?? unknown(statement)];
    case 'dropTrigger':
    case 'dropConstraint':
    case 'dropIndex':
    case 'unclear':
      return [unknown(statement)];
  }
}

function dropped(table: WrittenName, before: Catalog): readonly Line[] {
  const known = before.table(table.key);
  if (known?.statement == null) {
    return [comment(`${table.name} was dropped: write the statement that creates it as it was.`)];
  }
  return [comment(`The rows of ${table.name} are gone: it comes back empty.`), sql(known.statement)];
}

function renamedBack(from: WrittenName, to: WrittenName, dialect: SqlDialect): string {
  if (to.schema !== null && to.name === from.name && !indexClauses(dialect)) {
    return `ALTER TABLE ${to.text} SET SCHEMA ${from.schema ?? 'public'}`;
  }
  const now = from.schema !== null && to.schema === null ? `${schemaText(from)}.${to.text}` : to.text;
  return `ALTER TABLE ${now} RENAME TO ${indexClauses(dialect) ? from.text : bareText(from)}`;
}

function schemaText(name: WrittenName): string {
  return name.text.slice(0, name.text.length - bareText(name).length).replace(/\.\s*$/, '');
}

function bareText(name: WrittenName): string {
  return name.text.slice(name.text.length - (name.end - name.start));
}

function columnOf(before: Catalog, table: WrittenName, column: WrittenName): CatalogColumn | null {
  return before.table(table.key)?.columns.find(({ key }) => key === column.key) ?? null;
}

function definitionOf(column: CatalogColumn, as: WrittenName): string {
  if (column.definition !== null) return column.definition;
  const options = [
    column.nullable ? '' : ' NOT NULL',
    column.default === null ? '' : ` DEFAULT ${column.default}`,
  ];
  return `${as.text} ${column.type}${options.join('')}`;
}

function alteredBack(
  effect: Effect & { kind: 'alterColumn' },
  statement: AnalysedStatement,
  before: Catalog,
): Line {
  const column = columnOf(before, effect.table, effect.column);
  const alter = `ALTER TABLE ${effect.table.text} ALTER COLUMN ${effect.column.text}`;
  if (effect.change.what === 'nullable') {
    return sql(`${alter} ${effect.change.nullable ? 'SET' : 'DROP'} NOT NULL`);
  }
  if (column === null) return unknown(statement);
  if (effect.change.what === 'type') {
    return column.type === '' ? unknown(statement) : sql(`${alter} TYPE ${column.type}`);
  }
  return sql(column.default === null ? `${alter} DROP DEFAULT` : `${alter} SET DEFAULT ${column.default}`);
}

function constraintDropped(
  effect: Effect & { kind: 'addConstraint' },
  statement: AnalysedStatement,
  dialect: SqlDialect,
): Line {
  const alter = `ALTER TABLE ${effect.table.text} DROP`;
  if (indexClauses(dialect) && effect.type === 'primaryKey') return sql(`${alter} PRIMARY KEY`);
  if (effect.name === null) return unknown(statement);
  const mysqlWord = { foreignKey: 'FOREIGN KEY', unique: 'INDEX', index: 'INDEX' } as const;
  const word =
    indexClauses(dialect) && effect.type in mysqlWord
      ? mysqlWord[effect.type as keyof typeof mysqlWord]
      : 'CONSTRAINT';
  return sql(`${alter} ${word} ${effect.name.text}`);
}

/** Objects that `DROP` takes by name alone. */
const byName: ReadonlySet<string> = new Set(
  'SCHEMA TYPE DOMAIN SEQUENCE EXTENSION FUNCTION PROCEDURE ROLE USER EVENT COLLATION STATISTICS PUBLICATION'.split(
    ' ',
  ),
);

function otherInverse({ kind, text }: AnalysedStatement, dialect: SqlDialect): Line | null {
  const { qualifiedName: name, object } = kind;
  if (kind.verb !== 'CREATE' || name === null || object === null || /^CREATE\s+OR\b/i.test(text)) return null;
  const written = text.slice(name.start, name.end);
  if (byName.has(object)) return sql(`DROP ${object} ${written}`);
  if (object !== 'TRIGGER' && object !== 'POLICY' && object !== 'RULE') return null;
  const table = kind.tables[0];
  if (indexClauses(dialect) || dialect.stringsAsNames) return sql(`DROP ${object} ${written}`);
  return table === undefined
    ? null
    : sql(`DROP ${object} ${written} ON ${text.slice(table.start, table.end)}`);
}

function unknown(statement: AnalysedStatement): Line {
  return comment(`Write what takes this back: ${brief(statement.text)}`);
}

function brief(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 80 ? line : `${line.slice(0, 79)}…`;
}
