import type { CommandDefinition } from '../commandDefinition.ts';
import { engineOptions, runOutcome } from './outcome.ts';
import {
  dryRunOption,
  lockTimeoutOption,
  outOfOrderOption,
  sharedFlags,
  targetOf,
  toOption,
} from './values.ts';

export const up: CommandDefinition = {
  name: 'up',
  argument: '[count]',
  summary: 'apply pending migrations: all, the next COUNT, or up to a version',
  options: [
    toOption,
    dryRunOption,
    { flags: '--check', summary: 'apply nothing; exit 3 when something is pending' },
    { flags: '--single-transaction', summary: 'apply all in one transaction, or none' },
    outOfOrderOption,
    lockTimeoutOption,
  ],
  database: 'required',
  flags: (options) => sharedFlags(options),
  async run(context) {
    const { options, migrator } = context;
    const check = options.check === true;
    const result = await migrator.up({
      ...engineOptions(context),
      ...targetOf(context.argument, options),
      dryRun: check || options.dryRun === true,
      singleTransaction: options.singleTransaction === true,
    });
    const outcome = runOutcome(context, result, 'No pending migrations');
    return check && result.applied.length > 0 ? { ...outcome, exit: 3 } : outcome;
  },
};
