import type { CheckReport, Flags, MeasuredStatement, MigrateError } from '../../engine/index.ts';
import type { CommandDefinition, CommandValues } from '../commandDefinition.ts';
import { type ExitCode, highest } from '../exitCode.ts';
import { diagnosticsDocument, errorMembers } from '../reporters/documents.ts';
import { duration } from '../reporters/duration.ts';
import type { Style } from '../reporters/style.ts';
import { engineOptions } from './outcome.ts';

export const check: CommandDefinition = {
  name: 'check',
  argument: '[version]',
  summary: 'try pending migrations on a scratch database: up, down, up again',
  options: [
    {
      flags: '--from-env <name>',
      summary: 'begin with the structure of this environment instead of replaying the migrations',
    },
    { flags: '--check', summary: 'exit 3 when there is any finding' },
    { flags: '--scratch <url>', summary: 'server for scratch databases' },
  ],
  database: 'optional',
  flags: environmentFlag,
  async run(context) {
    const { argument, options, migrator, settings } = context;
    const scratchUrl = (options.scratch as string | undefined) ?? settings.scratch;
    const report = await migrator.check({
      ...engineOptions(context),
      fromEnvironment: options.fromEnv !== undefined,
      ...(argument === undefined ? {} : { version: argument }),
      ...(scratchUrl === undefined ? {} : { scratchUrl }),
    });
    const { diagnostics, migrations, notChecked, insteadOf } = report;
    return {
      exit: exitOf(report, options.check === true),
      document: {
        ...(diagnosticsDocument(diagnostics) as object),
        migrations: migrations.map(({ version, name, statements }) => ({ version, name, statements })),
        notChecked: notChecked.map(({ version, name }) => ({ version, name })),
        ...(insteadOf === undefined ? {} : { insteadOf: errorMembers(insteadOf) }),
      },
      findings: diagnostics,
      lines: (style) => [...(context.verbose ? measured(report, style) : []), ...summary(report)],
    };
  },
};

/** The environment whose structure is copied is also the one whose history counts. */
function environmentFlag({ fromEnv }: CommandValues): Flags {
  return typeof fromEnv === 'string' ? { environment: fromEnv } : {};
}

function exitOf({ diagnostics }: CheckReport, everyFinding: boolean): ExitCode {
  const isBroken = diagnostics.some(({ severity }) => severity === 'error');
  return highest([isBroken ? 4 : 0, everyFinding && diagnostics.length > 0 ? 3 : 0]);
}

function summary({ diagnostics, migrations, notChecked, insteadOf }: CheckReport): readonly string[] {
  if (migrations.length === 0) return ['Nothing to check: no migration is pending.'];
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  const found = diagnostics.length === 0 ? '' : ` ${count(diagnostics.length, 'finding')}.`;
  const left =
    notChecked.length === 0 ? '' : ` ${count(notChecked.length, 'migration')} after it not checked.`;
  const place = insteadOf === undefined ? [] : [instead(insteadOf)];
  return [...place, `Checked ${count(migrations.length, 'migration')}: up, down, up again.${found}${left}`];
}

function instead({ code, message, details }: MigrateError): string {
  const words = (code === 'scratch-failed' ? details.database?.message : undefined) ?? message;
  return `Tried in the built-in PostgreSQL instead of a scratch database on the server: ${words.replace(/\.$/, '')}.`;
}

function measured({ migrations }: CheckReport, style: Style): readonly string[] {
  return migrations.flatMap(({ id, statements }) => [
    style.bold(id),
    ...statements.flatMap((one) => {
      const hazard = hazardText(one);
      const text = one.statement.replace(/\n/g, '\n  ');
      return [
        `  ${text}; ${style.dim(`(${duration(one.durationMs)})`)}`,
        ...(hazard === '' ? [] : [`    ${style.yellow(hazard)}`]),
      ];
    }),
  ]);
}

/** Locks that hold up nobody but other changes of the schema are not worth saying. */
const harmless: ReadonlySet<string> = new Set(['AccessShare', 'RowShare']);

/** `AccessExclusive on users · rewrites the table`; empty when nobody is held up. */
export function hazardText({ locks, rewrites, algorithm }: MeasuredStatement): string {
  const told = locks.filter(({ mode }) => !harmless.has(mode));
  const only = told.length === 1 ? told[0]!.relation : null;
  return [
    told.map(({ relation, mode }) => `${mode} on ${relation}`).join(', '),
    rewrites.length === 0
      ? ''
      : only !== null && rewrites.includes(only)
        ? 'rewrites the table'
        : `rewrites ${rewrites.join(', ')}`,
    algorithm ?? '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
