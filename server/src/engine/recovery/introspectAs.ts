import type { RunContext } from '../run/context.ts';
import type { Snapshot } from '../run/snapshot.ts';
import type { Schema } from '../schema/model.ts';

/** The schema now, of what a snapshot holds: without the tool's own tables, and of the same tables only. */
export async function introspectAs(snapshot: Snapshot, { database, history }: RunContext): Promise<Schema> {
  return database.introspect({
    exclude: history.ownTables,
    ...(snapshot.onlyTables === null ? {} : { onlyTables: snapshot.onlyTables }),
  });
}
