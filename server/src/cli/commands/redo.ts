import type { CommandDefinition } from '../commandDefinition.ts';
import { engineOptions, runOutcome } from './outcome.ts';
import { countOf, dryRunOption, lockTimeoutOption, sharedFlags } from './values.ts';

export const redo: CommandDefinition = {
  name: 'redo',
  argument: '[count]',
  summary: 'roll back the last migration, or the last COUNT, and apply again',
  options: [dryRunOption, lockTimeoutOption],
  database: 'required',
  flags: sharedFlags,
  async run(context) {
    const { argument, options, migrator } = context;
    const result = await migrator.redo({
      ...engineOptions(context),
      ...(argument === undefined ? {} : { count: countOf(argument) }),
      dryRun: options.dryRun === true,
    });
    return runOutcome(context, result, 'Nothing to redo');
  },
};
