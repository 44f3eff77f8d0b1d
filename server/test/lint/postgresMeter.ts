import { type Claim, type LockMode, lockModes } from '../../src/engine/lint/claim.ts';
import { classify, postgresSyntax } from '../../src/engine/sql/index.ts';
import { connectRaw, type RawConnection } from '../servers/rawQuery.ts';
import type { Meter } from './meter.ts';

/** A table that was there, after a statement. */
interface Look {
  readonly name: string;
  readonly mode: LockMode | null;
  readonly scans: number;
  readonly file: string | null;
}

const looks = (pid: string): string => `
SELECT c.oid::regclass::text AS name, pg_relation_filenode(c.oid)::text AS file,
  pg_stat_get_xact_numscans(c.oid)::int AS scans,
  (SELECT array_agg(l.mode) FROM pg_locks l WHERE l.relation = c.oid AND l.pid = ${pid}
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS modes
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`;

function lookOf({ name, file, scans, modes }: Readonly<Record<string, unknown>>): Look {
  const held = ((modes ?? []) as readonly string[]).map((mode) =>
    lockModes.findIndex((one) => `${one.replaceAll(' ', '')}LOCK` === mode.toUpperCase()),
  );
  return {
    name: String(name),
    mode: held.length === 0 ? null : lockModes[Math.max(...held)]!,
    scans: Number(scans),
    file: file === null ? null : String(file),
  };
}

/**
 * Locks are read in `pg_locks`, scans in the statistics of the own transaction, and a table that is written anew has
 * another file. A statement that is refused in a transaction is watched by others, while one of them makes it wait.
 */
export function postgresMeter(connection: RawConnection, url: string): Meter {
  let there = new Map<string, Look>();
  const look = async (by = connection, pid = 'pg_backend_pid()'): Promise<Map<string, Look>> =>
    new Map((await by.query(looks(pid))).map((row) => [String(row.name), lookOf(row)]));

  async function watched(statement: string): Promise<Map<string, Look>> {
    const [{ pid }] = (await connection.query('SELECT pg_backend_pid() AS pid')) as [{ pid: number }];
    const [holder, watcher] = await Promise.all([connectRaw(url), connectRaw(url)]);
    try {
      await holder.query('BEGIN');
      for (const name of there.keys())
        await holder.query(
          `DO $$ BEGIN LOCK TABLE ${name} IN ROW EXCLUSIVE MODE; EXCEPTION WHEN wrong_object_type THEN END $$`,
        );
      let done = false;
      const run = connection.query(statement).finally(() => {
        done = true;
      });
      run.catch(() => undefined);
      let seen = await look(watcher, String(pid));
      const waits = `SELECT 1 AS one FROM pg_locks WHERE pid = ${pid} AND NOT granted`;
      while (!done && (await watcher.query(waits)).length === 0);
      if (!done) seen = await look(watcher, String(pid));
      await holder.query('COMMIT');
      await run;
      const after = await look(watcher, String(pid));
      return new Map([...seen].map(([name, one]) => [name, { ...one, file: after.get(name)?.file ?? null }]));
    } finally {
      await Promise.all([holder.close(), watcher.close()]);
    }
  }

  async function inOwn(statement: string): Promise<Map<string, Look>> {
    await connection.query('BEGIN');
    try {
      await connection.query(statement);
      return await look();
    } finally {
      await connection.query('COMMIT');
    }
  }

  return {
    async begin() {
      there = await look();
    },
    async run(statement, inTransaction, claim) {
      const before = there;
      const { refusedInTransaction, transaction } = classify({ text: statement }, postgresSyntax);
      let after: Map<string, Look>;
      if (inTransaction || transaction !== null) {
        const scans = await look();
        await connection.query(statement);
        after = await look();
        for (const [name, one] of after)
          after.set(name, { ...one, scans: one.scans - (scans.get(name)?.scans ?? 0) });
      } else after = await (refusedInTransaction ? watched(statement) : inOwn(statement));
      const tables = [...before.values()].flatMap((one) => {
        const now = after.get(one.name);
        return now === undefined ? [] : [{ ...now, rewritten: now.file !== one.file }];
      });
      return { holds: blocks(claim, tables), measured: { statement, tables } };
    },
  };
}

function blocks(claim: Claim | null, tables: readonly (Look & { readonly rewritten: boolean })[]): boolean {
  if (claim?.kind !== 'blocks') return false;
  const { mode, work, tables: count = 1 } = claim;
  const blocked = tables.filter(
    (one) =>
      one.mode !== null &&
      lockModes.indexOf(one.mode) >= lockModes.indexOf(mode) &&
      (work === undefined || (work === 'reads' ? one.scans > 0 || one.rewritten : one.rewritten)),
  );
  return blocked.length >= count;
}
