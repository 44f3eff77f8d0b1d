import { connect } from '../../src/engine/database/connect.ts';
import type { Database } from '../../src/engine/database/database.ts';
import { diffSchemas } from '../../src/engine/diff/differ.ts';
import { lineOf } from '../../src/engine/diff/item.ts';
import { summarize } from '../../src/engine/diff/summary.ts';
import type { Schema } from '../../src/engine/schema/model.ts';
import { connectRaw, type RawConnection } from '../servers/rawQuery.ts';
import { fingerprint } from './fingerprint.ts';
import { loadScript } from './load.ts';
import type { Pair } from './pair.ts';
import type { Fail } from './result.ts';
import type { Target } from './target.ts';

/** Everything is read, owners and grants too. */
export const introspection = { privileges: true } as const;

/** A database with a script of a pair in it. */
export interface Loaded {
  readonly database: Database;
  readonly raw: RawConnection;
  drop(): Promise<void>;
}

/** A new database with a script in it, or why it does not load. */
export async function loaded(pair: Pair, script: string, target: Target): Promise<Loaded | string> {
  const wanted = /\bmysqldef_test\b/.test(pair.current + pair.desired) ? 'mysqldef_test' : undefined;
  const { url, drop } = await target.create(wanted);
  const raw = await connectRaw(url);
  try {
    await loadScript(raw, pair.prelude ?? '', target.syntax);
    await loadScript(raw, script, target.syntax);
    await raw.close();
    const database = await connect(url, { create: true });
    const fresh = await connectRaw(url);
    return {
      database,
      raw: fresh,
      drop: async () => {
        await database.close();
        await fresh.close();
        await drop();
      },
    };
  } catch (error) {
    await raw.close().catch(() => {});
    await drop();
    return (error as Error).message;
  }
}

/** What a database holds: as we read it, and in its own words. */
export interface Seen {
  readonly schema: Schema;
  readonly print: readonly string[];
}

export async function look(loaded: Loaded, fail: Fail, side: string): Promise<Seen | null> {
  try {
    return { schema: await loaded.database.introspect(introspection), print: await printOf(loaded) };
  } catch (error) {
    fail('identity', `introspection of ${side} failed`, (error as Error).message);
    return null;
  }
}

export function printOf(loaded: Loaded): Promise<readonly string[]> {
  return fingerprint(loaded.raw, {
    dialect: loaded.database.syntax.name === 'mariadb' ? 'mysql' : loaded.database.syntax.name,
  } as Target);
}

export function difference(from: Schema, to: Schema, database: Database): readonly string[] {
  return summarize(diffSchemas(from, to, database), { displayType: (type) => type }).map(lineOf);
}
