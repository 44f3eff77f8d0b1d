import { MigrateError } from '../../../errors.ts';
import { DatabaseError } from '../../database.ts';

/** What the server in the product has no files for, by the words it says so with. */
const lacking: readonly RegExp[] = [
  /^extension ("[^"]+") is not available$/,
  /^could not open extension control file .*?([\w-]+)\.control"/,
  /^could not access file ("[^"]+")/,
  /^could not load library ("[^"]+")/,
];

/**
 * An error that says something of the embedded server and nothing of the statement becomes `scratch-failed`; any other
 * stays what it is.
 */
export function beyondEmbedded(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error;
  const name = lacking
    .map((words) => words.exec(error.database.message)?.[1])
    .find((one) => one !== undefined);
  if (name === undefined) return error;
  return new MigrateError(
    'scratch-failed',
    `The built-in PostgreSQL has no ${name}, so this cannot be tried in it.`,
    {
      database: error.database,
      hint: 'Name a server for scratch databases: "scratch" in migrate.config.json, or --scratch URL.',
    },
  );
}
