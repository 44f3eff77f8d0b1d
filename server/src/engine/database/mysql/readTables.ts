import { createHash } from 'node:crypto';
import { type Attributes, idOf, type Table, type Unmodelled } from '../../schema/model.ts';
import type { Row } from '../database.ts';
import type { Catalog } from './catalog.ts';
import { namesIn } from './expression.ts';
import type { Flavour } from './flavour.ts';
import { columnNeedsStatement, readColumn } from './readColumns.ts';
import { readCheck, readForeignKey } from './readConstraints.ts';
import { indexNeedsStatement, readIndexes } from './readIndexes.ts';
import { partitionSource, readPartitions } from './readPartitions.ts';
import type { Shown, Wanted } from './show.ts';
import { shownOptions } from './shownOnly.ts';

/** What the catalog says of one table. */
interface TableRows {
  readonly row: Row;
  readonly name: string;
  readonly columns: readonly Row[];
  readonly indexParts: readonly Row[];
  readonly foreignKeyColumns: readonly Row[];
  readonly foreignKeyRules: readonly Row[];
  readonly checks: readonly Row[];
  readonly mayHavePeriod: boolean;
  readonly partitions: readonly Row[];
}

/** Engines whose tables are more than the catalog tells (addresses, lists of other tables): shown, never changed. */
const opaque = /^(FEDERATED|MRG_MYISAM|CONNECT|SPIDER|S3|OQGRAPH|SPHINX|COLUMNSTORE|NDBCLUSTER)$/i;

/** The tables, and those for which SHOW CREATE must be asked: where the catalog is not the whole truth. */
export function tablesOf(
  catalog: Catalog,
  flavour: Flavour,
): { readonly tables: readonly TableRows[]; readonly toShow: readonly Wanted[] } {
  const by = {
    columns: groupBy(catalog.columns),
    indexParts: groupBy(catalog.indexParts),
    foreignKeyColumns: groupBy(catalog.foreignKeyColumns),
    foreignKeyRules: groupBy(catalog.foreignKeyRules),
    checks: groupBy(catalog.checks),
    checkNames: groupBy(catalog.checkNames),
    partitions: groupBy(catalog.partitions),
  };
  const rows = catalog.tables.filter((row) => row.type === 'BASE TABLE' || row.type === 'SYSTEM VERSIONED');
  const tables = rows.map((row): TableRows => {
    const name = String(row.name);
    const of = (rowsByTable: ReadonlyMap<string, readonly Row[]>) => rowsByTable.get(name) ?? [];
    const checks = of(by.checks);
    const known = new Set(checks.map((check) => String(check.name)));
    return {
      ...{ row, name, checks },
      columns: of(by.columns),
      indexParts: of(by.indexParts),
      foreignKeyColumns: of(by.foreignKeyColumns),
      foreignKeyRules: of(by.foreignKeyRules),
      // A period stands among the checks: without a clause, or with one that could be written.
      mayHavePeriod:
        flavour.mariadb &&
        (checks.some(({ clause }) => isInOrder.test(String(clause))) ||
          of(by.checkNames).some((check) => !known.has(String(check.name)))),
      partitions: of(by.partitions),
    };
  });
  const extended = new Set(catalog.extended.map((row) => String(row.name)));
  const toShow = tables
    .filter((table) => extended.has(table.name) || needsStatement(table, flavour))
    .map(({ name }) => ({ what: 'TABLE', name }));
  return { tables, toShow };
}

/** `a` < `b` */
const isInOrder = /^`(?:[^`]|``)*` < `(?:[^`]|``)*`$/;

function needsStatement(
  { row, columns, indexParts, checks, mayHavePeriod, partitions }: TableRows,
  flavour: Flavour,
): boolean {
  return (
    mayHavePeriod ||
    // Sizes of the blocks of an index, Aria's options.
    !/^InnoDB$/i.test(String(row.engine)) ||
    /KEY_BLOCK_SIZE/i.test(String(row.options)) ||
    columns.some((column) => columnNeedsStatement(column, flavour)) ||
    indexParts.some(indexNeedsStatement) ||
    checks.some((check) => String(check.clause).includes('?')) ||
    partitions.length > 0
  );
}

/** The tables in the order of their names, and those that the model cannot hold. */
export function readTables(
  tables: readonly TableRows[],
  catalog: Catalog,
  shown: Shown,
  flavour: Flavour,
  database: string,
): { readonly tables: readonly Table[]; readonly unmodelled: readonly Unmodelled[] } {
  const own = new Set(catalog.tables.map((row) => String(row.name)));
  const isOpaque = ({ row }: TableRows) => opaque.test(String(row.engine));
  return {
    tables: tables
      .filter((table) => !isOpaque(table))
      .map((table) => readTable(table, shown.of('TABLE', table.name), catalog, own, flavour, database)),
    unmodelled: tables.filter(isOpaque).map(({ row, name }) => ({
      kind: `${String(row.engine).toLowerCase()} table`,
      name,
      // A hash: such a table may have a password in its address.
      fingerprint: createHash('sha256')
        .update((shown.of('TABLE', name) ?? '').replace(/ AUTO_INCREMENT=\d+/, ''))
        .digest('hex'),
    })),
  };
}

function readTable(
  {
    row,
    name,
    columns,
    indexParts,
    foreignKeyColumns,
    foreignKeyRules,
    checks: allChecks,
    partitions,
  }: TableRows,
  statement: string | null,
  catalog: Catalog,
  own: ReadonlySet<string>,
  flavour: Flavour,
  database: string,
): Table {
  const [, period, periodName] = /\n {2}(PERIOD FOR `((?:[^`]|``)*)`[^\n]*?),?\n/.exec(statement ?? '') ?? [];
  const checks = allChecks.filter(({ name: check }) => String(check) !== periodName);
  const ofColumns = new Map(
    checks
      .filter((check) => check.level === 'Column')
      .map((check) => [String(check.name), String(check.clause)]),
  );
  const { primaryKey, indexes } = readIndexes(indexParts, String(row.engine), statement);
  const rules = new Map(foreignKeyRules.map((rule) => [String(rule.name), rule]));
  const source = partitionSource(statement);
  return {
    schema: null,
    name,
    columns: columns.map((column) =>
      readColumn(column, {
        flavour,
        database,
        own,
        statement,
        check: ofColumns.get(String(column.name)) ?? null,
      }),
    ),
    constraints: [
      ...(primaryKey === null ? [] : [primaryKey]),
      ...checks
        .filter((check) => check.level !== 'Column')
        .map((check) => readCheck(check, flavour, statement)),
      ...[...groupBy(foreignKeyColumns, 'name')].map(([key, rows]) =>
        readForeignKey(rows, rules.get(key), flavour, database),
      ),
    ],
    indexes,
    comment: row.comment === '' || row.comment === null ? null : String(row.comment),
    attributes: {
      engine: String(row.engine),
      collation: String(row.collation),
      ...createOptions(String(row.options ?? ''), String(row.engine)),
      ...shownOptions(statement, row),
      ...(row.type === 'SYSTEM VERSIONED' ? { systemVersioning: true } : {}),
      ...(period === undefined ? {} : { period }),
      ...readPartitions(partitions, statement),
    },
    dependsOn: sequencesIn(columns, catalog, database),
    estimatedRows: row.estimate === null || row.estimate === undefined ? null : Number(row.estimate),
    ...(source === undefined ? {} : { source }),
  };
}

/** `row_format=COMPRESSED COMPRESSION="zlib" partitioned` as attributes by the option's name. */
function createOptions(text: string, engine: string): Attributes {
  const options: Record<string, string> = {};
  for (const match of text.matchAll(/(`[^`]+`|[A-Za-z_]+(?: DIRECTORY)?)=("[^"]*"|'[^']*'|\S+)/g)) {
    options[`option ${match[1]!.startsWith('`') ? match[1] : match[1]!.toUpperCase()}`] =
      match[2]!.replaceAll('"', "'");
  }
  // What HeatWave has loaded is no part of a schema.
  delete options['option SECONDARY_LOAD'];
  // Aria's own are known from SHOW CREATE TABLE.
  if (engine === 'Aria') {
    delete options['option PAGE_CHECKSUM'];
    delete options['option TRANSACTIONAL'];
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
