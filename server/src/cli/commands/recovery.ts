import { MigrateError, type RunResult } from '../../engine/index.ts';
import type { CommandContext, CommandDefinition, Outcome } from '../commandDefinition.ts';
import { engineOptions, runOutcome } from './outcome.ts';
import { dryRunOption, lockTimeoutOption, sharedFlags } from './values.ts';

export const resume: CommandDefinition = {
  name: 'resume',
  summary: 'go on with an incomplete migration after its last good statement',
  options: [
    {
      flags: '--from <number>',
      summary: 'the statement to go on with, where nothing shows whether it ended',
    },
    dryRunOption,
    lockTimeoutOption,
  ],
  database: 'required',
  flags: sharedFlags,
  async run(context) {
    const { from, dryRun } = context.options;
    const result = await context.migrator.resume({
      ...engineOptions(context),
      dryRun: dryRun === true,
      ...(typeof from === 'string' ? { from: statementNumber(from) } : {}),
    });
    return spelledOut(context, result, 'Nothing to resume');
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
    return spelledOut(context, result, 'Nothing to recover');
  },
};

/** A dry run shows its statements unasked: they are not those of a file. */
function spelledOut(context: CommandContext, result: RunResult, nothing: string): Outcome {
  return runOutcome({ ...context, verbose: context.verbose || result.dryRun }, result, nothing);
}

function statementNumber(text: string): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (number > 0) return number;
  throw new MigrateError('bad-count', `"${text}" is not the number of a statement.`, {
    hint: 'Give a whole number from 1 on, as `migrate status` names it.',
  });
}
