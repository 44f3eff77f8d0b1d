import type { Command } from 'commander';
import { type Flags, MigrateError } from '../engine/index.ts';

/** What every command understands, as parsed. */
export interface GlobalOptions {
  readonly database?: readonly string[];
  readonly dir?: string;
  readonly env?: string;
  readonly config?: string;
  readonly table?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color: boolean;
}

/** Declares the global options; they are understood before and after the command's name. */
export function addGlobalOptions(program: Command): void {
  const collect = (value: string, before: readonly string[] = []) => [...before, value];
  program
    .option('--database <url>', 'database to work on', collect)
    .option('--dir <dir>', 'migrations directory (default: migrations)')
    .option('--env <name>', 'environment of the configuration')
    .option('--config <file>', 'configuration file (default: migrate.config.json, found upwards)')
    .option('--table <name>', 'history table (default: schema_migrations)')
    .option('--json', 'write one JSON document to standard output')
    .option('-q, --quiet', 'write errors only')
    .option('-v, --verbose', 'write statements and their times')
    .option('--no-color', 'write without colour');
}

/** Throws `two-database-urls`, and `usage` for an option without a value. */
export function flagsOf(options: GlobalOptions): Flags {
  const { database = [], dir, env, config, table } = options;
  if (database.length > 1) {
    throw new MigrateError('two-database-urls', '--database is given twice.', {
      hint: 'Give one database URL.',
    });
  }
  for (const [name, value] of Object.entries({
    '--database': database[0],
    '--dir': dir,
    '--env': env,
    '--config': config,
    '--table': table,
  })) {
    if (value?.trim() === '')
      throw new MigrateError('usage', `${name} is empty.`, { hint: `Give a value after ${name}.` });
  }
  return {
    ...(database[0] === undefined ? {} : { database: database[0] }),
    ...(env === undefined ? {} : { environment: env }),
    ...(dir === undefined ? {} : { directory: dir }),
    ...(table === undefined ? {} : { table }),
  };
}
