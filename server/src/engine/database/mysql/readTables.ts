import { type Attributes, idOf, type Table } from '../../schema/model.ts';
import type { Row } from '../database.ts';
import type { Catalog } from './catalog.ts';
import { namesIn } from './expression.ts';
import type { Flavour } from './flavour.ts';
import { columnNeedsStatement, readColumn } from './readColumns.ts';
import { readCheck, readForeignKey } from './readConstraints.ts';
import { indexNeedsStatement, readIndexes } from './readIndexes.ts';
import { partitionSource, readPartitions } from './readPartitions.ts';

/** SHOW CREATE TABLE of one table. */
type ShowTable = (name: string) => Promise<string>;

/** The tables of the catalog, in the order of their names. `showTable` is asked only where the catalog is not the whole truth. */
export async function readTables(
  catalog: Catalog,
  flavour: Flavour,
  database: string,
  showTable: ShowTable,
): Promise<readonly Table[]> {
  const by = {
    columns: groupBy(catalog.columns),
    indexParts: groupBy(catalog.indexParts),
    foreignKeyColumns: groupBy(catalog.foreignKeyColumns),
    foreignKeyRules: groupBy(catalog.foreignKeyRules),
    checks: groupBy(catalog.checks),
    checkNames: groupBy(catalog.checkNames),
    periods: groupBy(catalog.periods),
    partitions: groupBy(catalog.partitions),
  };
  const rows = catalog.tables.filter((row) => row.type === 'BASE TABLE' || row.type === 'SYSTEM VERSIONED');
  const own = new Set(catalog.tables.map((row) => String(row.name)));
  const tables: Table[] = [];
  for (const row of rows) {
    const name = String(row.name);
    const of = (rowsByTable: ReadonlyMap<string, readonly Row[]>) => rowsByTable.get(name) ?? [];
    const periods = new Set(of(by.periods).map((period) => String(period.name)));
    const parts = {
      columns: of(by.columns),
      indexParts: of(by.indexParts),
      checks: of(by.checks).filter((check) => !periods.has(String(check.name))),
      partitions: of(by.partitions),
    };
    const known = new Set(parts.checks.map((check) => String(check.name)));
    // A check without a clause stands for a period.
    const hasPeriod = of(by.checkNames).some((check) => !known.has(String(check.name)));
    const ask =
      hasPeriod ||
      parts.columns.some((column) => columnNeedsStatement(column, flavour)) ||
      parts.indexParts.some(indexNeedsStatement) ||
      parts.checks.some((check) => String(check.clause).includes('?')) ||
      parts.partitions.length > 0;
    const statement = ask ? await showTable(name) : null;
    const ofColumns = new Map(
      parts.checks
        .filter((check) => check.level === 'Column')
        .map((check) => [String(check.name), String(check.clause)]),
    );
    const columns = parts.columns.map((column) =>
      readColumn(column, {
        flavour,
        database,
        own,
        statement,
        check: ofColumns.get(String(column.name)) ?? null,
      }),
    );
    const { primaryKey, indexes } = readIndexes(parts.indexParts, String(row.engine), statement);
    const rules = new Map(of(by.foreignKeyRules).map((rule) => [String(rule.name), rule]));
    const foreignKeys = [...groupBy(of(by.foreignKeyColumns), 'name')].map(([key, keyRows]) =>
      readForeignKey(keyRows, rules.get(key), flavour, database),
    );
    const checks = parts.checks
      .filter((check) => check.level !== 'Column')
      .map((check) => readCheck(check, flavour, statement));
    const period = hasPeriod ? /\n {2}(PERIOD FOR `[^\n]*?),?\n/.exec(statement ?? '')?.[1] : undefined;
    const source = partitionSource(statement);
    tables.push({
      ...(source === undefined ? {} : { source }),
      schema: null,
      name,
      columns,
      constraints: [...(primaryKey === null ? [] : [primaryKey]), ...checks, ...foreignKeys],
      indexes,
      comment: row.comment === '' || row.comment === null ? null : String(row.comment),
      attributes: {
        engine: String(row.engine),
        collation: String(row.collation),
        ...createOptions(String(row.options ?? '')),
        ...(row.type === 'SYSTEM VERSIONED' ? { systemVersioning: true } : {}),
        ...(period === undefined ? {} : { period }),
        ...readPartitions(parts.partitions, statement),
      },
      dependsOn: sequencesIn(parts.columns, catalog, database),
      estimatedRows: row.estimate === null || row.estimate === undefined ? null : Number(row.estimate),
    });
  }
  return tables;
}

/** `row_format=COMPRESSED COMPRESSION="zlib" partitioned` as attributes by the option's name. */
function createOptions(text: string): Attributes {
  const options: Record<string, string> = {};
  for (const match of text.matchAll(/(`[^`]+`|[A-Za-z_]+(?: DIRECTORY)?)=("[^"]*"|'[^']*'|\S+)/g)) {
    options[`option ${match[1]!.startsWith('`') ? match[1] : match[1]!.toUpperCase()}`] =
      match[2]!.replaceAll('"', "'");
  }
  return options;
}

function sequencesIn(columns: readonly Row[], catalog: Catalog, database: string): readonly string[] {
  if (catalog.sequences.length === 0) return [];
  const sequences = new Set(catalog.sequences.map((row) => String(row.name)));
  const used = columns.flatMap((row) => [...namesIn(String(row.default_value ?? ''), database).qualified]);
  return [...new Set(used)]
    .filter((name) => sequences.has(name))
    .map((name) => idOf({ kind: 'sequence', schema: null, name }));
}

function groupBy(rows: readonly Row[], key = 'table_name'): Map<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = String(row[key]);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [row]);
    else group.push(row);
  }
  return groups;
}
