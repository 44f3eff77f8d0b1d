import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Migrator } from '../../src/engine/index.ts';
import {
  mariadbSyntax,
  mysqlSyntax,
  postgresSyntax,
  type SqlDialect,
  sqliteSyntax,
} from '../../src/engine/sql/index.ts';
import { generateDown } from '../../src/languageservice/inverse/section.ts';
import { pathOf, snapshotOf } from '../../src/languageservice/snapshot.testing.ts';
import { databases, type FreshDatabase } from '../servers/testDatabases.ts';
import { caseFile, casesOf, filesOf } from './cases/all.ts';

const dialects: Readonly<Record<string, SqlDialect>> = {
  postgres: postgresSyntax,
  mysql: mysqlSyntax,
  mariadb: mariadbSyntax,
  sqlite: sqliteSyntax,
};

/** What goes up by itself: a down is then generated for it. */
describe.each(databases)('$name: the down that is generated', (database) => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await database.create();
  });
  afterAll(() => fresh.drop());
  const runs = casesOf(database).filter(({ finding }) => finding?.code !== 'check-failed');

  test.each(runs)('restores the schema, or says what it does not: $title', async (one) => {
    const alone = filesOf({ ...one, down: null });
    const dialect = dialects[database.name.replace(/\d+$/, '')]!;
    const down = generateDown(snapshotOf(alone, { dialect }), pathOf(caseFile));
    const outside = one.up.startsWith('-- transaction:false') ? '-- transaction:false\n' : '';
    const directory = mkdtempSync(join(inject('runDirectory'), 'down-'));
    const files = filesOf({ ...one, down: `${outside}${down ?? 'SELECT 1;'}` });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
    const { diagnostics } = await new Migrator({ url: fresh.url, directory }).check({ version: '004' });
    rmSync(directory, { recursive: true });
    // A comment leaves the rest to whoever writes it.
    if (/^-- /m.test(down ?? '')) return;
    expect({ down, found: diagnostics.map(({ message }) => message) }).toEqual({ down, found: [] });
  });
});
