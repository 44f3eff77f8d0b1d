import { expect, test } from 'vitest';
import { stableFunctions } from '../../src/engine/lint/volatile.ts';
import { allServers, query } from '../servers/testDatabases.ts';

test.each(allServers.filter(({ dialect }) => dialect === 'postgres'))(
  '$name evaluates once what is called stable',
  async ({ adminUrl }) => {
    const names = [...stableFunctions].map((name) => `'${name}'`).join(', ');
    const volatile = await query(
      adminUrl!,
      `SELECT DISTINCT proname::text AS name FROM pg_proc
       WHERE pronamespace = 'pg_catalog'::regnamespace AND provolatile = 'v' AND proname IN (${names})
         -- Up to 14; that of a timestamp, which defaults are written with, never was.
         AND oid <> 'timezone(text, timetz)'::regprocedure ORDER BY 1`,
    );
    expect(volatile).toEqual([]);
  },
);
