import { connect } from '../database/connect.ts';
import type { Database, IntrospectOptions } from '../database/database.ts';
import { filledTables } from '../ddl/filled.ts';
import { type Generated, generate } from '../ddl/generate.ts';
import { diffSchemas } from '../diff/differ.ts';
import type { DiffItem } from '../diff/item.ts';
import { letterRenames } from '../diff/letterCase.ts';
import { checkRenames, parseRename, type Rename, renamed } from '../diff/renames.ts';
import { suggestRenames } from '../diff/suggest.ts';
import { summarize } from '../diff/summary.ts';
import { MigrateError } from '../errors.ts';
import { readMigrations } from '../migrations/index.ts';
import type { Schema } from '../schema/model.ts';
import { renameNotes } from '../scratch/annotations.ts';
import type { SchemaCache } from '../scratch/cache.ts';
import { schemaOfFiles, schemaOfMigrations } from '../scratch/desired.ts';
import { resolveNotes } from '../scratch/resolveNotes.ts';
import { readSchemaSource } from '../scratch/schemaSource.ts';
import { openTrial } from '../scratch/trial.ts';
import type { CommandOptions, MigratorOptions } from './options.ts';
import { introspectionOf, withDatabase } from './schemaSession.ts';

/** What the database is compared with. */
export type DiffTarget =
  | { readonly kind: 'schema'; readonly path: string }
  | { readonly kind: 'database'; readonly url: string; readonly password?: string }
  | { readonly kind: 'migrations' };

export interface DiffOptions extends CommandOptions {
  readonly target: DiffTarget;
  /** PostgreSQL schemas to compare; default: the configuration's, else all that the user owns. */
  readonly schemas?: readonly string[];
  /** Owners and grants too. */
  readonly privileges?: boolean;
  /** `old=new`, each a table or `table.column`. */
  readonly renames?: readonly string[];
  /** Asked once about what looks like a rename; gives those that are. Not called when there is none. */
  readonly decideRenames?: (suggestions: readonly Rename[]) => Promise<readonly Rename[]>;
  /** Write the SQL, not only the list. Default false. */
  readonly generate?: boolean;
  readonly allowDestructive?: boolean;
  readonly concurrently?: boolean;
  /** Try the SQL out on a scratch database. Default true. */
  readonly verify?: boolean;
  /** Server for scratch databases; default: the database's own. */
  readonly scratchUrl?: string;
  readonly cache?: SchemaCache;
}

export interface DiffReport {
  /** What differs, for people and for JSON; empty when nothing does. */
  readonly items: readonly DiffItem[];
  /** What looks like a rename and was not decided. */
  readonly suggestions: readonly Rename[];
  /** Null when it was not asked for, or nothing differs. */
  readonly generated: Generated | null;
  /** For people: where it was read. */
  readonly location: string;
}

/**
 * Compares the database with what it should be; writes nothing. No difference: empty lists. Throws
 * `schema-file-missing`, `scratch-failed`, `statement-failed` with the place in the schema file, `usage` for renames
 * that name nothing and for databases of two products.
 */
export async function diff(options: MigratorOptions, command: DiffOptions): Promise<DiffReport> {
  return withDatabase(options, command, async (database) => {
    const introspect = introspectionOf(options, command, database);
    const { from, to, notes } = await bothSides(database, introspect, options, command);
    const asked = (command.renames ?? []).map((text) => parseRename(text, from));
    checkRenames(asked, from, to);
    const renames = [...asked, ...notes(from)];
    renames.push(...letterRenames(from, to, database.capabilities, renames));
    const found = diffSchemas(from, to, database);
    const undecided = renames.length === 0 ? found : diffSchemas(renamed(from, renames).schema, to, database);
    let suggestions = suggestRenames(undecided);
    if (suggestions.length > 0 && command.decideRenames !== undefined) {
      renames.push(...(await command.decideRenames(suggestions)));
      suggestions = suggestions.filter((each) => !renames.includes(each));
    }
    const summary = { displayType: database.ddl.displayType };
    if (found.length === 0 || (!command.generate && renames.length === 0)) {
      return { items: summarize(found, summary), suggestions, generated: null, location: database.location };
    }
    const generated = await generateOn(database, from, to, renames, introspect, command);
    return {
      items: summarize(generated.changes, summary),
      suggestions,
      generated,
      location: database.location,
    };
  });
}

interface Desired {
  readonly to: Schema;
  /** The renames that the schema's files ask for, and that are still to do. */
  readonly notes: (from: Schema) => readonly Rename[];
}

/** The schema that is there and the desired one; of two databases at the same time. */
async function bothSides(
  database: Database,
  introspect: IntrospectOptions,
  options: MigratorOptions,
  command: DiffOptions,
): Promise<Desired & { readonly from: Schema }> {
  const { target } = command;
  if (target.kind === 'database') {
    const [from, to] = await bothDatabases(database, target, introspect, options, command);
    return { from, to, notes: () => [] };
  }
  const desired = await desiredSchema(database, target, introspect, options, command);
  return { ...desired, from: await database.introspect(introspect) };
}

async function desiredSchema(
  database: Database,
  target: Exclude<DiffOptions['target'], { readonly kind: 'database' }>,
  introspect: IntrospectOptions,
  options: MigratorOptions,
  command: DiffOptions,
): Promise<Desired> {
  const scratch = {
    introspect,
    ...(command.scratchUrl === undefined ? {} : { scratch: { url: command.scratchUrl } }),
    ...(command.cache === undefined ? {} : { cache: command.cache }),
    ...(command.signal === undefined ? {} : { signal: command.signal }),
  };
  if (target.kind === 'migrations') {
    const set = await readMigrations(options.directory, {
      syntax: database.syntax,
      ...(options.ignore === undefined ? {} : { ignore: options.ignore }),
    });
    return { to: await schemaOfMigrations(database, set, scratch), notes: () => [] };
  }
  const source = await readSchemaSource(target.path, options.workingDirectory);
  const to = await schemaOfFiles(database, source, scratch);
  return { to, notes: (from) => resolveNotes(renameNotes(source, database.syntax), from, to) };
}

async function bothDatabases(
  database: Database,
  target: { readonly url: string; readonly password?: string },
  introspect: IntrospectOptions,
  options: MigratorOptions,
  command: DiffOptions,
): Promise<readonly [Schema, Schema]> {
  const other = await connect(target.url, {
    readOnly: true,
    ...(target.password === undefined ? {} : { password: target.password }),
    ...(options.workingDirectory === undefined ? {} : { directory: options.workingDirectory }),
    ...(command.signal === undefined ? {} : { signal: command.signal }),
  });
  try {
    if (other.syntax !== database.syntax) {
      const products = `${database.server.product} and ${other.server.product}`;
      throw new MigrateError('usage', `The two databases speak different SQL: ${products}.`, {
        hint: 'Compare databases of one product.',
      });
    }
    // Both end before either is closed, also where one fails.
    const [from, to] = await Promise.allSettled([
      database.introspect(introspect),
      other.introspect(introspect),
    ]);
    if (from.status === 'rejected') throw from.reason;
    if (to.status === 'rejected') throw to.reason;
    return [from.value, to.value];
  } finally {
    await other.close().catch(() => undefined);
  }
}

async function generateOn(
  database: Database,
  from: Schema,
  to: Schema,
  renames: readonly Rename[],
  introspect: IntrospectOptions,
  command: DiffOptions,
): Promise<Generated> {
  const filled = await filledTables(database, diffSchemas(from, to, database));
  const trial = command.verify === false ? null : await trialOf(database, from, introspect, command);
  const opened = trial !== null && 'run' in trial ? trial : null;
  try {
    return await generate({
      ...{ from, to, database, renames, filled, trial: opened },
      ...(trial !== null && opened === null ? { noTrial: (trial as NoTrial).reason } : {}),
      allowDestructive: command.allowDestructive ?? false,
      concurrently: command.concurrently ?? false,
    });
  } finally {
    await opened?.drop();
  }
}

interface NoTrial {
  readonly reason: string;
}

/** A copy to try things out on, or why there is none: a comparison does not end for want of it. */
async function trialOf(
  database: Database,
  from: Schema,
  introspect: IntrospectOptions,
  command: DiffOptions,
) {
  try {
    return await openTrial(database, from, {
      introspect,
      ...(command.scratchUrl === undefined ? {} : { scratch: { url: command.scratchUrl } }),
    });
  } catch (error) {
    if (command.signal?.aborted || !(error instanceof Error)) throw error;
    return { reason: `no copy of the database could be made (${error.message})` } satisfies NoTrial;
  }
}
