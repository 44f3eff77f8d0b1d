import { databases, type FreshDatabase, type TestDatabase } from '../../servers/testDatabases.ts';
import { base, type Case, shop } from './case.ts';
import { commonCases } from './common.ts';
import { mariadbCases } from './mariadb.ts';
import { mysqlCases } from './mysql.ts';
import { mysqlOnlyCases } from './mysqlOnly.ts';
import { mysqlShopCases } from './mysqlShop.ts';
import { postgresCases } from './postgres.ts';
import { postgresShopCases } from './postgresShop.ts';
import { shopCases } from './shop.ts';
import { sqliteCases } from './sqlite.ts';
import { sqliteShopCases } from './sqliteShop.ts';

const own: Readonly<Record<string, readonly Case[]>> = {
  postgres: [...postgresCases, ...postgresShopCases],
  mysql: [...mysqlCases, ...mysqlShopCases, ...mysqlOnlyCases],
  mariadb: [...mysqlCases, ...mysqlShopCases, ...mariadbCases],
  sqlite: [...sqliteCases, ...sqliteShopCases],
};

const stride = Number(process.env.CHECK_STRIDE ?? 3);

/** Every case that a database is tried with. */
export function casesOf({ name }: Pick<TestDatabase, 'name'>): readonly Case[] {
  return [...commonCases, ...shopCases, ...own[name.replace(/\d+$/, '')]!];
}

/** Where the cases of a database are tried. */
export interface Place {
  readonly title: string;
  readonly cases: readonly Case[];
  /** An address to try them with; nothing of its own is there. */
  open(): Promise<FreshDatabase>;
}

/**
 * The servers, SQLite, and the PostgreSQL that the product brings along: a fresh one for each try, so only every third of
 * them unless CHECK_STRIDE says otherwise.
 */
export const places: readonly Place[] = [
  ...databases.map((database) => ({
    title: database.name,
    cases: casesOf(database),
    open: () => database.create(),
  })),
  {
    title: 'built-in PostgreSQL',
    cases: casesOf({ name: 'postgres18' }).filter((_, index) => index % stride === 0),
    open: async () => ({ url: 'pglite:', drop: async () => undefined }),
  },
];

/** The file of the case itself: the last one. */
export const caseFile = '004_case.sql';

/** The migrations of a case, by their files' names. */
export function filesOf({ before, up, down }: Case): Readonly<Record<string, string>> {
  return {
    '001_base.sql': fileOf(base.up, base.down),
    '002_shop.sql': fileOf(shop.up, shop.down),
    ...(before === undefined ? {} : { '003_before.sql': fileOf(before, null) }),
    [caseFile]: fileOf(up, down),
  };
}

/** A migration in one file. */
export function fileOf(up: string, down: string | null): string {
  const section = (direction: string, text: string) =>
    text.startsWith('-- transaction:false')
      ? `-- migrate:${direction} transaction:false${text.slice('-- transaction:false'.length)}\n`
      : `-- migrate:${direction}\n${text}\n`;
  return section('up', up) + (down === null ? '' : section('down', down));
}
