import type { SchemaObject } from '../../../schema/model.ts';
import { quoteName } from '../names.ts';
import { literal } from '../quote.ts';
import { type Owned, ownership } from './grants.ts';
import type { Registry } from './registry.ts';
import type { Scope } from './scope.ts';

export interface WrapperRow extends Owned {
  readonly oid: number;
  readonly name: string;
  readonly handler: string | null;
  readonly validator: string | null;
  readonly options: readonly string[] | null;
}

export function wrappersSql(scope: Scope): string {
  return `SELECT w.oid::int, w.fdwname AS name, nullif(w.fdwhandler, 0)::regproc::text AS handler, nullif(w.fdwvalidator, 0)::regproc::text AS validator, w.fdwoptions AS options
  ${scope.grants("'F'", 'w.fdwacl', 'w.fdwowner')}
FROM pg_foreign_data_wrapper w WHERE ${scope.own('pg_foreign_data_wrapper', 'w.oid')} ORDER BY w.fdwname COLLATE "C"`;
}

export interface ServerRow extends Owned {
  readonly oid: number;
  readonly name: string;
  readonly wrapper: string;
  readonly wrapper_oid: number;
  readonly type: string | null;
  readonly version: string | null;
  readonly options: readonly string[] | null;
}

export function serversSql(scope: Scope): string {
  return `SELECT s.oid::int, s.srvname AS name, w.fdwname AS wrapper, w.oid::int AS wrapper_oid, s.srvtype AS type, s.srvversion AS version, s.srvoptions AS options
  ${scope.grants("'S'", 's.srvacl', 's.srvowner')}
FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw WHERE ${scope.own('pg_foreign_server', 's.oid')} ORDER BY s.srvname COLLATE "C"`;
}

export interface MappingRow {
  readonly oid: number;
  /** null: PUBLIC. */
  readonly user: string | null;
  readonly server: string;
  /** null where the user may not see them. */
  readonly options: readonly string[] | null;
}

export function mappingsSql(_scope: Scope): string {
  return `SELECT m.umid::int AS oid, CASE m.umuser WHEN 0 THEN NULL ELSE m.usename END AS user, m.srvname AS server, m.umoptions AS options
FROM pg_user_mappings m ORDER BY m.srvname COLLATE "C", m.usename COLLATE "C"`;
}

/** `OPTIONS (host 'a', port '1')`, or nothing. The catalog keeps each as `name=value`. */
export function optionsClause(options: readonly string[] | null | undefined): string {
  if (!options || options.length === 0) return '';
  const parts = options.map((option) => {
    const at = option.indexOf('=');
    return `${quoteName(option.slice(0, at))} ${literal(option.slice(at + 1))}`;
  });
  return ` OPTIONS (${parts.join(', ')})`;
}

export function registerForeign(
  wrappers: readonly WrapperRow[],
  servers: readonly ServerRow[],
  mappings: readonly MappingRow[],
  registry: Registry,
): void {
  for (const row of wrappers)
    registry.add('pg_foreign_data_wrapper', row.oid, `foreignDataWrapper:${row.name}`);
  for (const row of servers) registry.add('pg_foreign_server', row.oid, `foreignServer:${row.name}`);
  for (const row of mappings) registry.add('pg_user_mapping', row.oid, mappingId(row));
}

function mappingId(row: MappingRow): string {
  return `userMapping:${row.user ?? 'PUBLIC'}@foreignServer:${row.server}`;
}

export function foreignObjects(
  wrappers: readonly WrapperRow[],
  servers: readonly ServerRow[],
  mappings: readonly MappingRow[],
  registry: Registry,
): readonly SchemaObject[] {
  return [
    ...wrappers.map((row): SchemaObject => {
      const handler = row.handler === null ? '' : ` HANDLER ${row.handler}`;
      const validator = row.validator === null ? '' : ` VALIDATOR ${row.validator}`;
      return {
        kind: 'foreignDataWrapper',
        schema: null,
        name: row.name,
        parent: null,
        definition: `CREATE FOREIGN DATA WRAPPER ${quoteName(row.name)}${handler}${validator}${optionsClause(row.options)}`,
        attributes: {
          ...(row.handler === null ? {} : { handler: row.handler }),
          ...(row.validator === null ? {} : { validator: row.validator }),
          ...(row.options === null ? {} : { options: row.options }),
        },
        dependsOn: registry.needs(`foreignDataWrapper:${row.name}`),
        comment: registry.comment('pg_foreign_data_wrapper', row.oid),
        ...ownership(row),
      };
    }),
    ...servers.map((row): SchemaObject => {
      const type = row.type === null ? '' : ` TYPE ${literal(row.type)}`;
      const version = row.version === null ? '' : ` VERSION ${literal(row.version)}`;
      return {
        kind: 'foreignServer',
        schema: null,
        name: row.name,
        parent: null,
        definition: `CREATE SERVER ${quoteName(row.name)}${type}${version} FOREIGN DATA WRAPPER ${quoteName(row.wrapper)}${optionsClause(row.options)}`,
        attributes: {
          wrapper: row.wrapper,
          ...(row.type === null ? {} : { type: row.type }),
          ...(row.version === null ? {} : { version: row.version }),
          ...(row.options === null ? {} : { options: row.options }),
        },
        dependsOn: registry.needs(`foreignServer:${row.name}`),
        comment: registry.comment('pg_foreign_server', row.oid),
        ...ownership(row),
      };
    }),
    ...mappings.map((row): SchemaObject => {
      const user = row.user === null ? 'PUBLIC' : quoteName(row.user);
      return {
        kind: 'userMapping',
        schema: null,
        name: row.user ?? 'PUBLIC',
        parent: `foreignServer:${row.server}`,
        definition: `CREATE USER MAPPING FOR ${user} SERVER ${quoteName(row.server)}${optionsClause(row.options)}`,
        attributes: { ...(row.options === null ? {} : { options: row.options }) },
        dependsOn: [`foreignServer:${row.server}`],
        comment: null,
      };
    }),
  ];
}
