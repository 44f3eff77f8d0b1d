import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  mariadbSyntax,
  mysqlSyntax,
  postgresSyntax,
  type SqlDialect,
  sqliteSyntax,
} from '../../src/engine/sql/index.ts';
import { connectRaw, type RawConnection } from '../servers/rawQuery.ts';
import { startAll } from '../servers/servers.ts';
import type { ServerName } from '../servers/testServer.ts';
import type { Pair } from './pair.ts';

/** A product that pairs are run on. */
export interface Target {
  readonly name: string;
  readonly dialect: Pair['dialect'];
  readonly syntax: SqlDialect;
  /** An empty database; `wanted` is the name that its scripts expect, where they do. */
  create(wanted?: string): Promise<{ readonly url: string; drop(): Promise<void> }>;
  ensureRoles(roles: readonly string[]): Promise<void>;
  /** Drops the roles that scripts have made since `ensureRoles`: they belong to the server and would be in the way. */
  dropNewRoles(): Promise<void>;
  stop(): Promise<void>;
}

const served: readonly {
  name: string;
  server: ServerName;
  dialect: Pair['dialect'];
  syntax: SqlDialect;
  given: string;
}[] = [
  { name: 'postgres', server: 'postgres18', dialect: 'postgres', syntax: postgresSyntax, given: 'PG18_URL' },
  {
    name: 'postgres17',
    server: 'postgres17',
    dialect: 'postgres',
    syntax: postgresSyntax,
    given: 'PG17_URL',
  },
  {
    name: 'postgres16',
    server: 'postgres16',
    dialect: 'postgres',
    syntax: postgresSyntax,
    given: 'PG16_URL',
  },
  {
    name: 'postgres15',
    server: 'postgres15',
    dialect: 'postgres',
    syntax: postgresSyntax,
    given: 'PG15_URL',
  },
  {
    name: 'postgres14',
    server: 'postgres14',
    dialect: 'postgres',
    syntax: postgresSyntax,
    given: 'PG14_URL',
  },
  {
    name: 'postgres13',
    server: 'postgres13',
    dialect: 'postgres',
    syntax: postgresSyntax,
    given: 'PG13_URL',
  },
  { name: 'mysql', server: 'mysql9', dialect: 'mysql', syntax: mysqlSyntax, given: 'MYSQL_URL' },
  { name: 'mariadb', server: 'mariadb11', dialect: 'mysql', syntax: mariadbSyntax, given: 'MARIADB_URL' },
  { name: 'mariadb10', server: 'mariadb10', dialect: 'mysql', syntax: mariadbSyntax, given: 'MARIADB10_URL' },
];

export const targetNames: readonly string[] = [...served.map(({ name }) => name), 'sqlite'];
export const mainTargets: readonly string[] = ['postgres', 'mysql', 'mariadb', 'sqlite'];

/** The product, on the server that the environment names or on one started for it. */
export async function openTarget(name: string): Promise<Target> {
  if (name === 'sqlite') return sqlite();
  const kind = served.find((each) => each.name === name)!;
  const given = process.env[kind.given];
  const started = given ? [] : await startAll([kind.server]);
  const adminUrl = given ?? started[0]!.url;
  const admin = await connectRaw(adminUrl);
  let known: readonly string[] = [];
  return {
    ...{ name, dialect: kind.dialect, syntax: kind.syntax },
    create: (wanted) => createOn(admin, adminUrl, kind.dialect, wanted),
    ensureRoles: async (roles) => {
      await ensureRoles(admin, roles);
      if (kind.dialect === 'postgres') known = await rolesOf(admin);
    },
    dropNewRoles: async () => {
      const now = kind.dialect === 'postgres' ? await rolesOf(admin) : [];
      for (const role of now.filter((each) => !known.includes(each))) {
        // Another run on the same server may use it.
        await admin.query(`DROP ROLE "${role.replaceAll('"', '""')}"`).catch(() => {});
      }
    },
    stop: async () => {
      await admin.close();
      for (const server of started) await server.stop();
    },
  };
}

async function createOn(admin: RawConnection, adminUrl: string, dialect: Pair['dialect'], wanted?: string) {
  const name = wanted ?? `conformance_${process.pid}_${randomBytes(4).toString('hex')}`;
  const drop = `DROP DATABASE IF EXISTS ${name}${dialect === 'postgres' ? ' WITH (FORCE)' : ''}`;
  if (wanted !== undefined) await admin.query(drop);
  await admin.query(
    dialect === 'postgres' ? `CREATE DATABASE ${name} TEMPLATE template0` : `CREATE DATABASE ${name}`,
  );
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      if (dialect === 'postgres') await dropSubscriptions(admin, name, url.href);
      await admin.query(drop);
    },
  };
}

/** A database that subscribes to another cannot be dropped; its subscriptions are, without asking the publisher. */
async function dropSubscriptions(admin: RawConnection, database: string, url: string): Promise<void> {
  const list = await admin.query(
    `SELECT quote_ident(subname) AS name FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = '${database}')`,
  );
  if (list.length === 0) return;
  const connection = await connectRaw(url);
  for (const { name } of list) {
    await connection.query(`ALTER SUBSCRIPTION ${name} DISABLE`);
    await connection.query(`ALTER SUBSCRIPTION ${name} SET (slot_name = NONE)`);
    await connection.query(`DROP SUBSCRIPTION ${name}`);
  }
  await connection.close();
}

async function rolesOf(admin: RawConnection): Promise<readonly string[]> {
  return (await admin.query('SELECT rolname FROM pg_roles')).map((row) => String(row.rolname));
}

async function ensureRoles(admin: RawConnection, roles: readonly string[]): Promise<void> {
  for (const role of roles) {
    const known = await admin.query(`SELECT 1 FROM pg_roles WHERE rolname = '${role.replaceAll("'", "''")}'`);
    if (known.length === 0) await admin.query(`CREATE ROLE "${role.replaceAll('"', '""')}" NOLOGIN`);
  }
}

function sqlite(): Target {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  let count = 0;
  return {
    ...{ name: 'sqlite', dialect: 'sqlite', syntax: sqliteSyntax },
    create: async () => {
      const file = join(folder, `${++count}.db`);
      return { url: `sqlite:${file}`, drop: async () => rmSync(file, { force: true }) };
    },
    ensureRoles: async () => {},
    dropNewRoles: async () => {},
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
