import type { CommandDefinition } from '../commandDefinition.ts';
import { engineOptions, runOutcome } from './outcome.ts';
import { dryRunOption, lockTimeoutOption, sharedFlags, targetOf } from './values.ts';

export const down: CommandDefinition = {
  name: 'down',
  argument: '[count]',
  summary: 'roll back the last migration, the last COUNT, or all after a version',
  options: [
    { flags: '--to <version>', summary: 'roll back everything after this version, which stays applied' },
    dryRunOption,
    { flags: '--force', summary: 'where there is no down section, remove the record only' },
    { flags: '--from-history', summary: 'run the downs that were applied, not those of the files' },
    lockTimeoutOption,
  ],
  database: 'required',
  flags: sharedFlags,
  async run(context) {
    const { options, migrator } = context;
    const result = await migrator.down({
      ...engineOptions(context),
      ...targetOf(context.argument, options),
      dryRun: options.dryRun === true,
      force: options.force === true,
      fromHistory: options.fromHistory === true,
    });
    return runOutcome(context, result, 'Nothing to roll back');
  },
};
