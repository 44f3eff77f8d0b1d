import type { Attributes, Index, SchemaObject } from '../../../schema/model.ts';
import { qualifiedName, quoteName } from '../names.ts';
import { grantLines, privilegeLines } from './grants.ts';
import type { Registry } from './registry.ts';
import { indexId } from './registry.ts';
import { type ColumnRow, type RelationRow, relationId } from './relations.ts';
import type { Scope } from './scope.ts';
import { storageOf } from './tables.ts';

/** Views and materialized views, and the indexes of the latter. */
export function viewObjects(
  relations: readonly RelationRow[],
  columns: ReadonlyMap<number, readonly ColumnRow[]>,
  indexes: ReadonlyMap<number, readonly Index[]>,
  registry: Registry,
  scope: Scope,
): readonly SchemaObject[] {
  const objects: SchemaObject[] = [];
  for (const row of relations) {
    if (row.kind !== 'v' && row.kind !== 'm') continue;
    const own = columns.get(row.oid) ?? [];
    objects.push(view(row, own, registry, scope));
    for (const index of indexes.get(row.oid) ?? []) objects.push(indexObject(index, row));
  }
  return objects;
}

function view(
  row: RelationRow,
  columns: readonly ColumnRow[],
  registry: Registry,
  scope: Scope,
): SchemaObject {
  const id = relationId(row);
  const materialized = row.kind === 'm';
  const name = qualifiedName(row.schema, row.name, scope.namespace);
  const options = [...(row.options ?? [])].sort();
  const checkOption = options
    .find((option) => option.startsWith('check_option='))
    ?.slice('check_option='.length);
  const kept = materialized ? options : options.filter((option) => !option.startsWith('check_option='));
  const comments = columns.flatMap((column) => {
    const comment = registry.comment('pg_class', row.oid, column.number);
    return comment === null ? [] : [`${quoteName(column.name)}: ${comment}`];
  });
  const defaults = columns.flatMap((column) =>
    column.default === null ? [] : [`${quoteName(column.name)}: ${column.default}`],
  );
  const method = materialized && row.method !== null && row.method !== 'heap' ? row.method : null;
  const head = materialized ? 'CREATE MATERIALIZED VIEW' : 'CREATE VIEW';
  const query = (row.view ?? '').trim().replace(/;$/, '');
  // A query that cannot be read back by its column names alone carries them outside.
  const using = method === null ? '' : ` USING ${quoteName(method)}`;
  const withOptions = kept.length === 0 ? '' : ` WITH (${kept.map(optionSql).join(', ')})`;
  const tail = checkOption === undefined ? '' : `\n  WITH ${checkOption.toUpperCase()} CHECK OPTION`;
  const noData = materialized && !row.populated ? '\n  WITH NO DATA' : '';
  const attributes: Attributes = {
    query,
    columns: columns.map(
      (column) =>
        `${quoteName(column.name)} ${column.type}${column.collation === null ? '' : ` COLLATE ${column.collation}`}`,
    ),
    ...(kept.length === 0 ? {} : { options: kept }),
    ...(checkOption === undefined ? {} : { checkOption }),
    ...(comments.length === 0 ? {} : { columnComments: comments }),
    ...(defaults.length === 0 ? {} : { columnDefaults: defaults }),
    ...(method === null ? {} : { accessMethod: method }),
    ...(materialized ? settingsOf(columns) : {}),
  };
  return {
    kind: materialized ? 'materializedView' : 'view',
    schema: row.schema,
    name: row.name,
    parent: null,
    definition: `${head} ${name}${using}${withOptions} AS\n${query}${tail}${noData}`,
    attributes,
    dependsOn: registry.needs(id).filter((need) => !need.endsWith(`@${id}`)),
    comment: registry.comment('pg_class', row.oid),
    ...(row.owner === undefined
      ? {}
      : {
          owner: row.owner,
          privileges: [
            ...privilegeLines(row),
            ...columns.flatMap((column) => grantLines(column.grants, column.name)),
          ].sort(),
        }),
  };
}

/** What its query does not say of its columns: `body storage=external`, `id option n_distinct=5`. */
function settingsOf(columns: readonly ColumnRow[]): Attributes {
  const lines = columns.flatMap((column) => {
    const said = Object.entries(storageOf(column)).map(([key, value]) => `${key}=${value}`);
    const options = [...(column.options ?? [])].sort().map((option) => `option ${option}`);
    return [...said, ...options].map((setting) => `${quoteName(column.name)} ${setting}`);
  });
  return lines.length === 0 ? {} : { columnSettings: lines };
}

/** `name=value` as the catalog keeps it, as SQL. */
export function optionSql(option: string): string {
  const at = option.indexOf('=');
  const value = option.slice(at + 1);
  const plain = /^[a-z_]+$|^-?[\d.]+$/.test(value);
  return `${option.slice(0, at)}=${plain ? value : `'${value.replaceAll("'", "''")}'`}`;
}

function indexObject(index: Index, view: RelationRow): SchemaObject {
  const id = relationId(view);
  return {
    kind: 'index',
    schema: view.schema,
    name: index.name,
    parent: id,
    definition: index.definition,
    attributes: index.attributes,
    dependsOn: [...new Set([id, ...index.dependsOn])]
      .filter((need) => need !== indexId(view.schema, index.name))
      .sort(),
    comment: index.comment,
  };
}
