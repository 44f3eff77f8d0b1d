import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isTooNew, readPairs, runsOn } from '../conformance/pair.ts';
import { runPair } from '../conformance/runPair.ts';
import { targetOn } from '../conformance/testTarget.ts';
import { databases, versionOf } from '../servers/testDatabases.ts';

const changes = readPairs(join(import.meta.dirname, '../../../test-fixtures/diff'));

/**
 * Each change on tables with rows: two copies do not differ, the dump loads to the same, the up gives the wanted schema,
 * the down the one before, told by the database's own words; and every row and value that was not dropped is still there.
 */
describe.each(databases)('$name', (database) => {
  const target = targetOn(database);
  const own = changes.filter((pair) => runsOn(pair, target) && !isTooNew(pair, versionOf(database)?.[0]));

  test.each(own)('S3 S8 S9 $name, there and back with rows', async (pair) => {
    const result = await runPair(pair, target, true);
    expect(result.failures).toEqual([]);
    expect(result).toMatchObject({ unusable: false, conflict: false, filled: result.tables });
  });
});
