import type { RecordsResult } from '../../engine/index.ts';
import type { CommandDefinition, Outcome } from '../commandDefinition.ts';
import { migrations } from '../reporters/runText.ts';
import { engineOptions } from './outcome.ts';
import { lockTimeoutOption, sharedFlags } from './values.ts';

export const baseline: CommandDefinition = {
  name: 'baseline',
  argument: '<version>',
  summary: 'record everything up to and with a version as applied, without running it',
  options: [lockTimeoutOption],
  database: 'required',
  flags: sharedFlags,
  async run(context) {
    const result = await context.migrator.baseline(context.argument!, engineOptions(context));
    return recordsOutcome(result, 'Recorded', 'Everything is recorded already');
  },
};

export const repair: CommandDefinition = {
  name: 'repair',
  argument: '[version]',
  summary: 'accept changed files as they are now: all, or that of a version',
  options: [lockTimeoutOption],
  database: 'required',
  flags: sharedFlags,
  async run(context) {
    const result = await context.migrator.repair(context.argument, engineOptions(context));
    return recordsOutcome(result, 'Accepted', 'Nothing to repair');
  },
};

function recordsOutcome({ changed }: RecordsResult, verb: string, nothing: string): Outcome {
  return {
    exit: 0,
    document: { changed: changed.map(({ version, name }) => ({ version, name })) },
    lines: (style) =>
      changed.length === 0
        ? [nothing]
        : [...changed.map(({ id }) => `${verb} ${style.bold(id)}`), `${verb} ${migrations(changed.length)}`],
  };
}
