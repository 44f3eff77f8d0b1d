import { type Attributes, type Schema, tableId } from '../../schema/model.ts';
import { mariadbSyntax, mysqlSyntax } from '../../sql/dialect.ts';
import type { IntrospectOptions, Row } from '../database.ts';
import { brokenViews } from './brokenViews.ts';
import { type Catalog, type Query, readCatalog } from './catalog.ts';
import type { Flavour } from './flavour.ts';
import { type AskApart, readLabels } from './labels.ts';
import { objectsToShow, readObjects } from './readObjects.ts';
import { readTables, tablesOf } from './readTables.ts';
import { type AskMany, showCreate } from './show.ts';

/** How the catalog is asked. */
export interface CatalogAccess {
  readonly query: Query;
  readonly askMany: AskMany;
  readonly askApart: AskApart;
  readonly flavour: Flavour;
  readonly database: string;
  /** What the session has at its start: the DDL that is made of the schema will run under it. */
  readonly session: Attributes;
}

/**
 * Reads the schema of one database: a fixed number of catalog queries, and SHOW CREATE for views, programs and the
 * few tables that the catalog tables do not tell the whole truth of (full-text parsers, vector options, periods). Labels
 * that the servers show nowhere are asked of a temporary table.
 *
 * Not compared: the counter of AUTO_INCREMENT (nor dumped), the collation of the connection that made a view or program
 * (dumped where it is not the session's own), and the definer where that is the connected user (nor dumped). A definer
 * that is somebody else is `owner`; with `privileges` every definer is.
 */
export async function introspect(access: CatalogAccess, options: IntrospectOptions): Promise<Schema> {
  const { query, flavour, database } = access;
  const whole = await readCatalog(query, flavour, database, options, access.askApart);
  const scoped = withoutExcluded(whole, options);
  const labels = await readLabels(scoped.columns, access.askApart);
  const catalog = { ...scoped, columns: labels.columns };
  const { tables: rows, toShow } = tablesOf(catalog, flavour);
  const shown = await showCreate([...toShow, ...objectsToShow(catalog)], database, access.askMany);
  const tables = readTables(rows, catalog, shown, flavour, database);
  const syntax = flavour.mariadb ? mariadbSyntax : mysqlSyntax;
  const definers = options.privileges === true;
  const broken = brokenViews(whole, database, flavour);
  const objects = readObjects({
    ...{ catalog, shown, database, syntax, definers, broken },
    searchesNulls: !flavour.mariadb,
  });
  const { charset, collation } = catalog.session;
  return {
    tables: tables.tables,
    objects: objects.objects,
    unmodelled: [...tables.unmodelled, ...objects.unmodelled],
    attributes: {
      ...{ charset: String(charset), collation: String(collation), ...access.session },
      ...(options.onlyTables === undefined ? {} : { partial: true }),
      ...missingElsewhere(catalog, database),
      ...(labels.unread.length === 0 ? {} : { unreadLabels: labels.unread }),
    },
  };
}

/** Tables of other databases that foreign keys refer to and that are not there; as an attribute, if there are any. */
function missingElsewhere({ foreignKeyColumns, foreignTables }: Catalog, database: string): Attributes {
  const id = ({ target_schema, name }: Row) =>
    tableId({ schema: String(target_schema), name: String(name) }).toLowerCase();
  const there = new Set(foreignTables.map(id));
  const missing = foreignKeyColumns
    .filter((row) => row.target_schema !== database)
    .map(({ target_schema, target }) => id({ target_schema, name: target }))
    .filter((each) => !there.has(each));
  return missing.length === 0 ? {} : { missingElsewhere: [...new Set(missing)] };
}

/** Without the tables of `exclude`, and with those of `onlyTables` as spelled where the server tells upper from lower case. */
function withoutExcluded(catalog: Catalog, options: IntrospectOptions): Catalog {
  const folded = Number(catalog.session.lower_case) !== 0;
  const fold = (name: unknown) => (folded ? String(name).toLowerCase() : String(name));
  const excluded = new Set(options.exclude?.map(([, name]) => fold(name)));
  const wanted =
    options.onlyTables === undefined ? null : new Set(options.onlyTables.map(([, name]) => fold(name)));
  if (excluded.size === 0 && wanted === null) return catalog;
  const keep = (name: unknown) => !excluded.has(fold(name)) && (wanted === null || wanted.has(fold(name)));
  const kept = (rows: readonly Row[]) => rows.filter((row) => keep(row.table_name));
  return {
    ...catalog,
    tables: catalog.tables.filter(
      (row) => keep(row.name) || (row.type === 'SEQUENCE' && !excluded.has(fold(row.name))),
    ),
    views: catalog.views.filter((row) => keep(row.name)),
    triggers: kept(catalog.triggers),
  };
}
