import { BaseCache, type CommandOptions, type Diagnostic, type Migrator } from '../../engine/index.ts';
import type { MigrationSet } from '../../engine/migrations/index.ts';
import type { EngineCalls } from './messages.ts';

/** Lives as long as the process: an edit replays one file, and the memory goes with the process. */
const cache = new BaseCache();
const read = new Map<string, MigrationSet>();

/** Tries one migration as it is in the editor. Code runs only when it is asked for: a history with any is not tried. */
export async function checkText(
  migrator: Migrator,
  { version, texts }: EngineCalls['check']['params'],
  command: CommandOptions,
): Promise<readonly Diagnostic[]> {
  const { directory } = migrator.options;
  const previous = read.get(directory);
  const { diagnostics } = await migrator.check({
    ...command,
    ...{ version, cache, texts: new Map(texts), withoutCode: true },
    ...(previous === undefined ? {} : { previous }),
    onRead: (set) => read.set(directory, set),
  });
  return diagnostics;
}
