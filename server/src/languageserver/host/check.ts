import {
  BaseCache,
  type CheckReport,
  type CommandOptions,
  type Migrator,
  type SchemaAtReport,
} from '../../engine/index.ts';
import type { MigrationSet } from '../../engine/migrations/index.ts';
import type { EngineCalls, HostOptions } from './messages.ts';

/** Lives as long as the process: an edit replays one file, and the memory goes with the process. */
const cache = new BaseCache();
const read = new Map<string, MigrationSet>();

/** Tries migrations as they are in the editor, each told as its turn ends. */
export async function tryMigrations(
  migrator: Migrator,
  { versions, texts, withCode }: EngineCalls['check']['params'],
  command: HostOptions,
): Promise<CheckReport> {
  const { directory } = migrator.options;
  const previous = read.get(directory);
  return migrator.check({
    ...(command.signal === undefined ? {} : { signal: command.signal }),
    ...{ versions, cache, texts: new Map(texts), withoutCode: !withCode, onTurn: command.onTurn },
    ...(previous === undefined ? {} : { previous }),
    onRead: (set) => read.set(directory, set),
  });
}

/** The schema that the migrations up to and with a version make; code is not run for it. */
export async function replaySchema(
  migrator: Migrator,
  { version, texts }: EngineCalls['schemaAt']['params'],
  command: CommandOptions,
): Promise<SchemaAtReport> {
  const { directory } = migrator.options;
  const previous = read.get(directory);
  return migrator.schemaAt({
    ...command,
    ...{ version, cache, texts: new Map(texts), withoutCode: true },
    ...(previous === undefined ? {} : { previous }),
    onRead: (set) => read.set(directory, set),
  });
}
