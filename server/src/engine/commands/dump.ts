import type { Database } from '../database/database.ts';
import { type SchemaDumpFile, schemaFiles } from '../ddl/schemaFiles.ts';
import { sectionText } from '../ddl/sectionText.ts';
import type { Unmodelled } from '../schema/model.ts';
import type { CommandOptions, MigratorOptions } from './options.ts';
import { introspectionOf, withDatabase } from './schemaSession.ts';

export interface DumpOptions extends CommandOptions {
  /** PostgreSQL schemas to dump; default: the configuration's, else all that the user owns. */
  readonly schemas?: readonly string[];
  /** Owners and grants too. */
  readonly privileges?: boolean;
  /** One file per table instead of one text. */
  readonly perTable?: boolean;
}

export interface DumpReport {
  /** The whole schema as SQL that loads into an empty database; the same schema gives the same text. */
  readonly sql: string;
  /** With `perTable`: the same as files, each with its path below the directory; else empty. */
  readonly files: readonly SchemaDumpFile[];
  /** What stands in the database and not in the dump. */
  readonly unmodelled: readonly Unmodelled[];
  readonly location: string;
}

/** Reads the schema and says it as SQL; writes nothing. The tool's own tables are left out. An empty database: no text. */
export async function dump(options: MigratorOptions, command: DumpOptions): Promise<DumpReport> {
  return withDatabase(options, command, async (database: Database) => {
    const schema = await database.introspect(introspectionOf(options, command, database));
    return {
      sql: command.perTable ? '' : sectionText(database.ddl.create(schema), database.syntax),
      files: command.perTable ? schemaFiles(schema, database) : [],
      unmodelled: schema.unmodelled.filter(({ create }) => create === undefined),
      location: database.location,
    };
  });
}
