import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Diagnostic, Migrator } from '../../src/engine/index.ts';
import { databases, type FreshDatabase } from '../servers/testDatabases.ts';
import { base, type Case, shop } from './cases/case.ts';
import { commonCases } from './cases/common.ts';
import { mariadbCases } from './cases/mariadb.ts';
import { mysqlCases } from './cases/mysql.ts';
import { mysqlOnlyCases } from './cases/mysqlOnly.ts';
import { mysqlShopCases } from './cases/mysqlShop.ts';
import { postgresCases } from './cases/postgres.ts';
import { postgresShopCases } from './cases/postgresShop.ts';
import { shopCases } from './cases/shop.ts';
import { sqliteCases } from './cases/sqlite.ts';
import { sqliteShopCases } from './cases/sqliteShop.ts';

const own: Readonly<Record<string, readonly Case[]>> = {
  postgres: [...postgresCases, ...postgresShopCases],
  mysql: [...mysqlCases, ...mysqlShopCases, ...mysqlOnlyCases],
  mariadb: [...mysqlCases, ...mysqlShopCases, ...mariadbCases],
  sqlite: [...sqliteCases, ...sqliteShopCases],
};

describe.each(databases)('$name: check', (database) => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await database.create();
  });
  afterAll(() => fresh.drop());

  test.each([...commonCases, ...shopCases, ...own[database.name.replace(/\d+$/, '')]!])(
    '$title',
    async (one) => {
      const { before, up, down, finding } = one;
      const folder = mkdtempSync(join(inject('runDirectory'), 'check-'));
      const directory = join(folder, 'migrations');
      mkdirSync(directory);
      writeFileSync(join(directory, '001_base.sql'), fileOf(base.up, base.down));
      writeFileSync(join(directory, '002_shop.sql'), fileOf(shop.up, shop.down));
      if (before !== undefined) writeFileSync(join(directory, '003_before.sql'), fileOf(before, null));
      writeFileSync(join(directory, '004_case.sql'), fileOf(up, down));
      const migrator = new Migrator({ url: fresh.url, directory });
      const { diagnostics, notChecked } = await migrator.check({ version: '004' });
      const found = diagnostics.map((one) => shown(one, finding?.within));
      const place = finding?.within === undefined ? { at: finding?.at } : { within: true };
      expect(found).toEqual(
        finding === undefined ? [] : [{ code: finding.code, file: '004_case.sql', ...place }],
      );
      if (finding?.says !== undefined) expect(diagnostics[0]!.message).toContain(finding.says);
      expect(notChecked).toEqual([]);
      rmSync(folder, { recursive: true });
    },
  );
});

function fileOf(up: string, down: string | null): string {
  const section = (direction: string, text: string) =>
    text.startsWith('-- transaction:false')
      ? `-- migrate:${direction} transaction:false${text.slice('-- transaction:false'.length)}\n`
      : `-- migrate:${direction}\n${text}\n`;
  return section('up', up) + (down === null ? '' : section('down', down));
}

/** A finding with the text it stands at, or whether it lies inside a statement. */
function shown({ code, place }: Diagnostic, within: string | undefined) {
  const text = readFileSync(place.file, 'utf8');
  const found = { code, file: place.file.slice(place.file.lastIndexOf('/') + 1) };
  if (within === undefined) return { ...found, at: text.slice(place.start, place.end) };
  const start = text.indexOf(within);
  return { ...found, within: start <= place.start! && place.end! <= start + within.length };
}
