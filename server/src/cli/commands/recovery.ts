import type { CommandDefinition } from '../commandDefinition.ts';
import { engineOptions, runOutcome } from './outcome.ts';
import { dryRunOption, lockTimeoutOption, sharedFlags } from './values.ts';

export const resume: CommandDefinition = {
  name: 'resume',
  summary: 'go on with an incomplete migration after its last good statement',
  options: [dryRunOption, lockTimeoutOption],
  database: 'required',
  flags: sharedFlags,
  async run(context) {
    const result = await context.migrator.resume({
      ...engineOptions(context),
      dryRun: context.options.dryRun === true,
    });
    return runOutcome(context, result, 'Nothing to resume');
  },
};

export const recover: CommandDefinition = {
  name: 'recover',
  summary: 'take an incomplete migration back',
  options: [
    { flags: '--accept-data-loss', summary: 'go on although something is lost' },
    dryRunOption,
    lockTimeoutOption,
  ],
  database: 'required',
  flags: sharedFlags,
  async run(context) {
    const { options, migrator } = context;
    const result = await migrator.recover({
      ...engineOptions(context),
      dryRun: options.dryRun === true,
      acceptDataLoss: options.acceptDataLoss === true,
    });
    return runOutcome(context, result, 'Nothing to recover');
  },
};
