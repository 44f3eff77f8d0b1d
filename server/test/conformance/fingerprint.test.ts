import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connect } from '../../src/engine/database/connect.ts';
import { diffSchemas } from '../../src/engine/diff/differ.ts';
import { connectRaw, databases } from '../servers/testDatabases.ts';
import { lostContents } from './contents.ts';
import { compareFingerprints, fingerprint } from './fingerprint.ts';
import { loadScript } from './load.ts';
import { introspection } from './loaded.ts';
import { readPairs, runsOn } from './pair.ts';
import { targetOn } from './testTarget.ts';

const changes = readPairs(join(import.meta.dirname, '../../../test-fixtures/diff'));

/**
 * A fingerprint that misses a kind of change would call a wrong migration right. It and the comparison of our own
 * readings must say the same; a few fixtures are no change at all, only another way to write one.
 */
describe.each(databases)('$name', (database) => {
  const target = targetOn(database);

  async function read(script: string) {
    const { url, drop } = await database.create();
    const raw = await connectRaw(url);
    await loadScript(raw, script, target.syntax);
    const connection = await connect(url);
    try {
      return {
        schema: await connection.introspect(introspection),
        print: await fingerprint(raw, target),
        connection,
      };
    } finally {
      await connection.close();
      await raw.close();
      await drop();
    }
  }

  test.each(changes.filter((pair) => runsOn(pair, target)))('S3 the fingerprint sees $name', async (pair) => {
    const before = await read(pair.current);
    expect(compareFingerprints(before.print, (await read(pair.current)).print)).toEqual([]);
    const after = await read(pair.desired);
    const differs = diffSchemas(before.schema, after.schema, after.connection).length > 0;
    expect(compareFingerprints(before.print, after.print).length > 0).toBe(differs);
  });
});

test('S3 lost rows and values are told', () => {
  const column = { name: 'a', type: 'text', generated: null, nullable: true };
  const schema = {
    tables: [{ schema: null, name: 't', columns: [column, { ...column, name: 'b' }], attributes: {} }],
  } as never;
  const contents = (...rows: readonly Record<string, string | null>[]) => new Map([['null.t', rows]]);
  const before = contents({ a: '1', b: 'x' }, { a: '2', b: null });
  const lost = (after: typeof before) => lostContents(before, after, schema, schema);
  expect(lost(before)).toEqual([]);
  expect(lost(contents({ a: '2', b: null }, { a: '1', b: 'x' }))).toEqual([]);
  expect(lost(contents({ a: '1', b: 'x' }))).toEqual(['null.t: 2 rows before, 1 after']);
  expect(lost(contents({ a: '1', b: 'y' }, { a: '2', b: null }))).toHaveLength(1);
});
