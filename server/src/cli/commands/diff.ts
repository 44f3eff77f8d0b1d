import { resolve } from 'node:path';
import {
  type DiffReport,
  type DiffTarget,
  diffLine,
  MigrateError,
  migrationTexts,
  type Rename,
  writeDiff,
} from '../../engine/index.ts';
import type { CommandContext, CommandDefinition, Outcome } from '../commandDefinition.ts';
import { fileText } from '../reporters/errorText.ts';
import type { Style } from '../reporters/style.ts';
import { engineOptions } from './outcome.ts';
import { privilegesOption, schemasOption, sharedFlags } from './values.ts';

export const diff: CommandDefinition = {
  name: 'diff',
  summary:
    'compare the database with a schema file, another database or the migrations, and write what is between',
  options: [
    { flags: '--schema <path>', summary: 'compare with a .sql file, or a directory of them' },
    { flags: '--to <url>', summary: 'compare with another database' },
    { flags: '--to-migrations', summary: 'compare with what the migrations make' },
    { flags: '--check', summary: 'exit 3 when there is a difference' },
    { flags: '--sql', summary: 'print the SQL' },
    { flags: '--out <file>', summary: 'write the SQL as a new migration, VERSION_NAME.sql or a directory' },
    { flags: '--single-file', summary: 'write one file with both sections, not a pair' },
    { flags: '--allow-destructive', summary: 'drop what is to go, not only as comments' },
    {
      flags: '--rename <old=new>',
      summary: 'this is renamed, not dropped and added; may stand several times',
      many: true,
    },
    { flags: '--concurrently', summary: 'build indexes without blocking, in a migration of their own' },
    { flags: '--verify', summary: 'try the SQL out on a scratch database (the default)' },
    { flags: '--no-verify', summary: 'do not try the SQL out on a scratch database' },
    { flags: '--scratch <url>', summary: 'server for scratch databases' },
    schemasOption,
    privilegesOption,
  ],
  database: 'required',
  flags: sharedFlags,
  async run(context) {
    const { options, migrator, settings } = context;
    const writes = options.sql === true || options.out !== undefined;
    const scratchUrl = (options.scratch as string | undefined) ?? settings.scratch;
    const { ask } = context;
    const report = await migrator.diff({
      ...engineOptions(context),
      target: targetOf(context),
      privileges: options.privileges === true,
      renames: (options.rename as readonly string[] | undefined) ?? [],
      generate: writes,
      allowDestructive: options.allowDestructive === true,
      concurrently: options.concurrently === true,
      verify: options.verify !== false,
      ...(scratchUrl === undefined ? {} : { scratchUrl }),
      ...(ask === null || !writes ? {} : { decideRenames: (suggestions) => decide(suggestions, ask) }),
    });
    return outcomeOf(context, report);
  },
};

/** What to compare with: one of the three, else the configuration's schema file. Throws `usage`. */
function targetOf({ options, settings, io }: CommandContext): DiffTarget {
  const given = [options.schema, options.to, options.toMigrations].filter((value) => value !== undefined);
  if (given.length > 1) {
    throw new MigrateError('usage', '--schema, --to and --to-migrations exclude each other.', {
      hint: 'Give one of the three.',
    });
  }
  if (options.toMigrations === true) return { kind: 'migrations' };
  if (options.to !== undefined) return { kind: 'database', url: options.to as string };
  if (options.schema !== undefined) {
    return { kind: 'schema', path: resolve(io.workingDirectory, options.schema as string) };
  }
  if (settings.schemaFile !== undefined) return { kind: 'schema', path: settings.schemaFile };
  throw new MigrateError('usage', 'There is nothing to compare with.', {
    hint: 'Give --schema FILE, --to URL or --to-migrations, or set "schemaFile" in the configuration.',
  });
}

async function decide(
  suggestions: readonly Rename[],
  ask: (question: string) => Promise<string>,
): Promise<readonly Rename[]> {
  const chosen: Rename[] = [];
  for (const rename of suggestions) {
    const answer = await ask(`Is ${oldName(rename)} renamed to ${rename.to}? [y/N] `);
    if (/^\s*y(es)?\s*$/i.test(answer)) chosen.push(rename);
  }
  return chosen;
}

function oldName({ kind, table, from }: Rename): string {
  return kind === 'table' ? from : `${table}.${from}`;
}

function outcomeOf(context: CommandContext, report: DiffReport): Outcome {
  const { options, io } = context;
  const { items, suggestions, generated } = report;
  const texts = generated === null ? [] : migrationTexts(generated, suggestions);
  const files =
    options.out === undefined
      ? []
      : writeDiff(report, {
          out: options.out as string,
          singleFile: options.singleFile === true,
          workingDirectory: io.workingDirectory,
        });
  const written =
    options.out === undefined
      ? []
      : files.length === 0
        ? ['Nothing to write']
        : files.map((file) => `Wrote ${fileText(file, io.workingDirectory)}`);
  return {
    exit: options.check === true && items.length > 0 ? 3 : 0,
    document: {
      changes: items,
      suggestions,
      migrations: texts.map(({ up, down }) => ({ up, down })),
      verification: generated?.verification ?? null,
      files,
    },
    lines: (style) => {
      if (options.sql === true)
        return [...texts.flatMap(({ up }) => up.replace(/\n$/, '').split('\n')), ...written];
      const list = items.map((item) => markColour(item.mark, style)(diffLine(item)));
      return [
        ...(items.length === 0 ? ['No differences'] : ['Diff:', ...list]),
        ...suggestions.map(suggested),
        ...written,
      ];
    },
    product: true,
  };
}

function suggested(rename: Rename): string {
  const name = oldName(rename);
  const next = rename.kind === 'table' ? rename.to : `${rename.table}.${rename.to}`;
  return `${name} may be renamed to ${rename.to}: say so with --rename ${name}=${next}`;
}

function markColour(mark: string, style: Style): (text: string) => string {
  return mark === '+' ? style.green : mark === '~' || mark === '?' ? style.yellow : style.red;
}
