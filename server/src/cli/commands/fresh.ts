import type { CommandContext, CommandDefinition } from '../commandDefinition.ts';
import { engineOptions, runOutcome } from './outcome.ts';
import { dryRunOption, lockTimeoutOption, sharedFlags } from './values.ts';

export const fresh: CommandDefinition = {
  name: 'fresh',
  summary: 'drop everything and apply all migrations again',
  options: [
    { flags: '--confirm', summary: 'do it in a production environment too' },
    { flags: '--schemas <names>', summary: 'schemas to drop from, with commas between (PostgreSQL)' },
    dryRunOption,
    lockTimeoutOption,
  ],
  database: 'required',
  flags: sharedFlags,
  async run(context) {
    const { options, migrator } = context;
    const dryRun = options.dryRun === true;
    const confirmed = options.confirm === true || (!dryRun && (await isConfirmed(context)));
    const result = await migrator.fresh({ ...engineOptions(context), confirmed, dryRun });
    const outcome = runOutcome(context, result, 'No migrations to run');
    return dryRun
      ? { ...outcome, lines: (style) => ['Would drop all tables', ...outcome.lines(style)] }
      : outcome;
  },
};

/** Asks for the name of a production environment, where somebody can be asked. */
async function isConfirmed({ ask, settings: { production } }: CommandContext): Promise<boolean> {
  if (ask === null || production === undefined) return false;
  const answer = await ask(
    `This drops everything in the production environment "${production}". Type its name to go on: `,
  );
  return answer.trim() === production;
}
