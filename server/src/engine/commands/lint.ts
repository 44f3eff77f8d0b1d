import { dialectNamed, dialectOfUrl } from '../database/dialect.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { MigrateError } from '../errors.ts';
import { lintMigrations, type RuleSeverity, rules, unknownRule } from '../lint/index.ts';
import { type Migration, type MigrationSet, readMigrations, versionNumber } from '../migrations/index.ts';
import type { SqlDialect } from '../sql/index.ts';
import { syntaxChecker } from '../syntax/index.ts';
import type { CommandOptions, MigratorOptions } from './options.ts';
import { withSession } from './session.ts';

export interface LintOptions extends CommandOptions {
  /** As written; without any, what is pending, or everything where that is not known. */
  readonly versions?: readonly string[];
  /** Where no database says it: `postgres`, `mysql`, `mariadb`, `sqlite`. */
  readonly dialect?: string;
  /** Severities by the rules' ids. */
  readonly rules?: Readonly<Record<string, RuleSeverity>>;
}

const ids = rules.map(({ id }) => id);

interface Known {
  readonly set: MigrationSet;
  /** Ids of what has yet to run; null when that is not known. */
  readonly pending: ReadonlySet<string> | null;
  readonly dialect: SqlDialect;
  readonly version: readonly number[] | null;
}

/**
 * What the rules find in migrations, and what the database's own grammar does not accept, by version and place. A database that can be reached says what is pending and which
 * version it is; without one each migration is looked at as if those before it had run. Throws `unknown-version`, and
 * `no-database-url` when nothing says which database the SQL is for.
 */
export async function lint(options: MigratorOptions, command: LintOptions): Promise<readonly Diagnostic[]> {
  for (const id of Object.keys(command.rules ?? {}))
    if (!rules.some((rule) => rule.id === id))
      command.onEvent?.({
        type: 'warning',
        warning: { code: 'config-invalid', message: `lint.rules: ${unknownRule(id, ids).message}` },
      });
  const known = await look(options, command);
  const chosen = chosenOf(known.set.migrations, command.versions ?? []);
  const wanted = (migration: Migration): boolean =>
    chosen === null
      ? known.pending === null || known.pending.has(migration.id)
      : chosen.has(migration.number);
  const settings = {
    dialect: known.dialect,
    version: known.version,
    severities: command.rules ?? {},
    lockTimeout: options.limits?.lockTimeoutMs !== undefined,
  };
  const checkSyntax = await syntaxChecker(known.dialect);
  return lintMigrations(known.set.migrations, wanted, known.pending, settings, checkSyntax);
}

async function look(options: MigratorOptions, command: LintOptions): Promise<Known> {
  const named = command.dialect === undefined ? null : dialectNamed(command.dialect);
  const dialect = named ?? dialectOfUrl(options.url);
  if (dialect === null)
    throw new MigrateError('no-database-url', 'Nothing says which database the migrations are for.', {
      hint: 'Give --dialect postgres, mysql, mariadb or sqlite, or a database.',
    });
  if (options.url !== undefined && named === null) {
    try {
      return await withSession(
        options,
        { access: 'read', overHalfDropped: true },
        command,
        async ({ set, statuses, database }) => ({
          set,
          pending: new Set(statuses.filter(({ record }) => record === null).map(({ id }) => id)),
          dialect: database.syntax,
          version: database.server.version,
        }),
      );
    } catch (error) {
      if (!(error instanceof MigrateError) || error.class !== 'failed') throw error;
      command.onEvent?.({
        type: 'warning',
        warning: {
          code: error.code,
          message: `Each migration is looked at as if those before it had run, as the history cannot be read: ${error.message}`,
        },
      });
    }
  }
  const ignore = options.ignore === undefined ? {} : { ignore: options.ignore };
  const set = await readMigrations(options.directory, { syntax: dialect, ...ignore });
  return { set, pending: null, dialect, version: null };
}

function chosenOf(migrations: readonly Migration[], versions: readonly string[]): ReadonlySet<bigint> | null {
  if (versions.length === 0) return null;
  return new Set(
    versions.map((version) => {
      const number = versionNumber(version);
      if (number === null || !migrations.some((migration) => migration.number === number))
        throw new MigrateError('unknown-version', `There is no migration ${version}.`, {
          version,
          hint: '`migrate status` lists the versions.',
        });
      return number;
    }),
  );
}
