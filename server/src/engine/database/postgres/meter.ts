import type { Database } from '../database.ts';
import type { Measured, Meter, TableLock } from '../meter.ts';

const named = `c.oid::pg_catalog.text AS oid, pg_catalog.pg_relation_filenode(c.oid)::pg_catalog.text AS file,
  CASE WHEN n.nspname = 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END AS name, c.relkind AS kind`;
const ofUsers = `n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`;

const relationsSql = `SELECT ${named} FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm', 'i') AND ${ofUsers}`;

// Who is dropped keeps its lock and has no row in pg_class any more.
const locksSql = `SELECT l.relation::pg_catalog.text AS oid, l.mode, pg_catalog.pg_relation_filenode(l.relation)::pg_catalog.text AS file
FROM pg_catalog.pg_locks l WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted
  AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())`;

/** Weakest first, as the manual's table of conflicts has them. */
const strength = [
  'AccessShare',
  'RowShare',
  'RowExclusive',
  'ShareUpdateExclusive',
  'Share',
  'ShareRowExclusive',
  'Exclusive',
  'AccessExclusive',
];

interface Relation {
  readonly name: string;
  readonly isTable: boolean;
  file: string | null;
}

/**
 * Locks are seen in `pg_locks` of the own process, as long as the transaction is open; a rewritten relation has a new
 * file. What was made in the same section is passed over: nobody else can wait for it.
 */
export function lockMeter(database: Database): Meter {
  let relations = new Map<string, Relation>();
  let held = new Set<string>();
  return {
    async begin() {
      const rows = await database.query(relationsSql);
      held = new Set();
      relations = new Map(
        rows.map(({ oid, name, kind, file }) => [
          String(oid),
          { name: String(name), isTable: kind !== 'i', file: file === null ? null : String(file) },
        ]),
      );
    },
    async run(sql): Promise<Measured> {
      const started = performance.now();
      await database.execute(sql);
      const durationMs = performance.now() - started;
      const strongest = new Map<string, TableLock>();
      const rewrites = new Set<string>();
      for (const { oid, mode, file } of await database.query(locksSql)) {
        const relation = relations.get(String(oid));
        if (relation === undefined) continue;
        if (file !== null && relation.file !== null && file !== relation.file) {
          relation.file = String(file);
          rewrites.add(relation.name);
        }
        const key = `${oid} ${mode}`;
        if (held.has(key) || !relation.isTable) continue;
        held.add(key);
        const lock = { relation: relation.name, mode: String(mode).replace(/Lock$/, '') };
        const known = strongest.get(relation.name);
        if (known === undefined || strength.indexOf(known.mode) < strength.indexOf(lock.mode))
          strongest.set(relation.name, lock);
      }
      return {
        durationMs,
        locks: [...strongest.values()].sort((a, b) => (a.relation < b.relation ? -1 : 1)),
        rewrites: [...rewrites].sort(),
        algorithm: null,
      };
    },
  };
}
