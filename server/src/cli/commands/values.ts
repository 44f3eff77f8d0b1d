import { type Flags, MigrateError, parseDuration } from '../../engine/index.ts';
import type { CommandValues, OptionDefinition } from '../commandDefinition.ts';

export const toOption: OptionDefinition = { flags: '--to <version>', summary: 'up to and with this version' };
export const dryRunOption: OptionDefinition = {
  flags: '--dry-run',
  summary: 'say what would run, run nothing',
};
export const lockTimeoutOption: OptionDefinition = {
  flags: '--lock-timeout <seconds>',
  summary: 'how long to wait for another run (default: 60)',
};
export const outOfOrderOption: OptionDefinition = {
  flags: '--out-of-order <rule>',
  summary: 'what to do with a pending migration older than an applied one (default: warn)',
  choices: ['warn', 'error', 'allow'],
};

export const schemasOption: OptionDefinition = {
  flags: '--schemas <names>',
  summary: 'schemas to look at, with commas between (PostgreSQL)',
};
export const privilegesOption: OptionDefinition = { flags: '--privileges', summary: 'owners and grants too' };

/** `[count]` and `--to`, which exclude each other. Throws `bad-count` and `usage`. */
export function targetOf(
  argument: string | undefined,
  options: CommandValues,
): { count?: number; to?: string } {
  const to = options.to as string | undefined;
  if (argument === undefined) return to === undefined ? {} : { to };
  if (to !== undefined) {
    throw new MigrateError('usage', 'A count and --to exclude each other.', { hint: 'Give one of the two.' });
  }
  return { count: countOf(argument) };
}

export function countOf(text: string): number {
  const count = /^\+?\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count > 0) return count;
  throw new MigrateError('bad-count', `"${text}" is not a count of migrations.`, {
    hint: 'Give a whole number from 1 on; a version goes after --to.',
  });
}

/** The flags of options that several commands share. Throws `usage`. */
export function sharedFlags(options: CommandValues): Flags {
  return { ...lockTimeoutFlag(options), ...outOfOrderFlag(options), ...schemasFlag(options) };
}

function lockTimeoutFlag({ lockTimeout }: CommandValues): Flags {
  if (typeof lockTimeout !== 'string') return {};
  const ms = parseDuration(lockTimeout);
  if (ms !== null) return { lockTimeoutMs: ms };
  throw new MigrateError('usage', `"${lockTimeout}" is no time for --lock-timeout.`, {
    hint: 'Give seconds, or a time such as 500ms, 5s or 1min.',
  });
}

function outOfOrderFlag({ outOfOrder }: CommandValues): Flags {
  return outOfOrder === 'warn' || outOfOrder === 'error' || outOfOrder === 'allow' ? { outOfOrder } : {};
}

function schemasFlag({ schemas }: CommandValues): Flags {
  if (typeof schemas !== 'string') return {};
  return {
    schemas: schemas
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  };
}
