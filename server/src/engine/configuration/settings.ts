import { resolve } from 'node:path';
import { parseDuration } from '../duration.ts';
import { MigrateError } from '../errors.ts';
import { databaseOf, type Environment, environmentNamed, environmentsOf } from './environments.ts';
import type { Configuration } from './load.ts';
import { productionVariable } from './production.ts';
import type { ConfigurationFile, EnvironmentFile } from './schema.ts';
import { expand } from './variables.ts';

/** What the command line, or an editor's choice, says; it wins over everything else. */
export interface Flags {
  readonly database?: string;
  readonly environment?: string;
  readonly directory?: string;
  readonly table?: string;
  readonly schemas?: readonly string[];
  readonly outOfOrder?: 'warn' | 'error' | 'allow';
  readonly lockTimeoutMs?: number;
}

export interface SettingsRequest {
  /** What `flags.directory` and a `flags.database` file are relative to. */
  readonly workingDirectory: string;
  /**
   * `required`: no database is an error. `optional`: the command can do without; only an environment that is named must
   * have its variables.
   */
  readonly database: 'required' | 'optional';
}

/** One environment's settings, everything resolved: what the engine is made with, and what stands beside it. */
export interface Settings {
  /** Undefined only where the database is optional. */
  readonly url?: string;
  readonly directory: string;
  readonly ignore: readonly string[];
  readonly table?: string;
  readonly schema?: string;
  readonly schemas?: readonly string[];
  readonly outOfOrder?: 'warn' | 'error' | 'allow';
  readonly lockTimeoutMs?: number;
  readonly limits: { readonly lockTimeoutMs?: number; readonly statementTimeoutMs?: number };
  readonly retries?: number;
  /** The name that makes it production. */
  readonly production?: string;
  readonly workingDirectory: string;
  /** Null when the URL came from a flag or a variable and no environment was named. */
  readonly environment: string | null;
  /** Absolute; where `diff` finds the desired schema. */
  readonly schemaFile?: string;
  readonly scratch?: string;
  readonly lint: NonNullable<ConfigurationFile['lint']>;
  /** What the user should know of the choice that was made. */
  readonly notes: readonly string[];
}

/**
 * Merges flags, variables and the configuration, in that order. The database is `flags.database`, else the variable
 * DATABASE_URL, else the environment's. Throws `unknown-environment`, `variable-missing`, `no-database-url` and, where
 * no environment can be chosen, `usage` with a list of them.
 */
export function resolveSettings(
  configuration: Configuration,
  flags: Flags,
  request: SettingsRequest,
): Settings {
  const { data, folder, variables } = configuration;
  const source = chooseDatabase(configuration, flags, request);
  const { environment, url } = source;
  const own: EnvironmentFile = environment?.settings ?? {};
  const merged = { ...data, ...withoutUndefined(own) };
  const production = productionName(configuration, environment, url);
  const scratch =
    merged.scratch === undefined
      ? undefined
      : expand(merged.scratch, variables, () => configuration.placeOf(['scratch']));
  const directory =
    flags.directory === undefined
      ? resolve(folder, merged.migrations ?? 'migrations')
      : resolve(request.workingDirectory, flags.directory);
  return {
    ...optional('url', url),
    directory,
    ignore: data.ignore ?? [],
    ...optional('table', flags.table ?? merged.table),
    ...optional('schema', merged.schema),
    ...optional('schemas', flags.schemas ?? merged.schemas),
    ...optional('outOfOrder', flags.outOfOrder ?? merged.outOfOrder),
    ...optional('lockTimeoutMs', flags.lockTimeoutMs ?? milliseconds(merged.lockTimeout)),
    limits: {
      ...optional('lockTimeoutMs', milliseconds(merged.tableLockTimeout)),
      ...optional('statementTimeoutMs', milliseconds(merged.statementTimeout)),
    },
    ...optional('retries', merged.retries),
    ...optional('production', production),
    workingDirectory: source.relativeTo,
    environment: environment?.name ?? null,
    ...optional('schemaFile', data.schemaFile === undefined ? undefined : resolve(folder, data.schemaFile)),
    ...optional('scratch', scratch),
    lint: data.lint ?? {},
    notes: source.notes,
  };
}

interface Source {
  readonly url: string | undefined;
  readonly environment: Environment | null;
  /** What a relative SQLite file is relative to. */
  readonly relativeTo: string;
  readonly notes: readonly string[];
}

function chooseDatabase(configuration: Configuration, flags: Flags, request: SettingsRequest): Source {
  const { variables, folder, fromDotEnv } = configuration;
  const named = flags.environment === undefined ? null : environmentNamed(configuration, flags.environment);
  if (flags.database !== undefined) {
    return { url: flags.database, environment: named, relativeTo: request.workingDirectory, notes: [] };
  }
  const variable = variables.DATABASE_URL;
  if (variable !== undefined && variable !== '') {
    const overruled = named?.settings.database !== undefined;
    return {
      url: variable,
      environment: named,
      relativeTo: fromDotEnv.has('DATABASE_URL') ? folder : request.workingDirectory,
      notes: overruled
        ? [`DATABASE_URL is set and wins over the database of environment "${named!.name}".`]
        : [],
    };
  }
  const environment = named ?? onlyOrDefault(configuration, request);
  if (environment === null) return { url: undefined, environment, relativeTo: folder, notes: [] };
  try {
    const url = databaseOf(configuration, environment) ?? undefined;
    if (url === undefined && request.database === 'required')
      throw noDatabase(configuration, environment.name);
    return { url, environment, relativeTo: folder, notes: [] };
  } catch (error) {
    const tolerable = request.database === 'optional' && named === null;
    if (!(tolerable && error instanceof MigrateError && error.code === 'variable-missing')) throw error;
    return { url: undefined, environment, relativeTo: folder, notes: [] };
  }
}

function onlyOrDefault(configuration: Configuration, request: SettingsRequest): Environment | null {
  const environments = environmentsOf(configuration);
  const chosen = environments.find(({ isDefault }) => isDefault);
  if (chosen !== undefined) return chosen;
  if (request.database === 'optional') return null;
  if (environments.length === 0) throw noDatabase(configuration, null);
  throw new MigrateError(
    'usage',
    `The configuration has ${environments.length} environments and no default.`,
    {
      place: { file: configuration.file! },
      hint: `Pass --env with one of ${environments.map(({ name }) => name).join(', ')}, or set "defaultEnvironment".`,
    },
  );
}

function noDatabase(configuration: Configuration, environment: string | null): MigrateError {
  const message =
    environment === null ? 'No database is named.' : `Environment "${environment}" names no database.`;
  return new MigrateError('no-database-url', message, {
    ...(environment === null ? {} : { place: configuration.placeOf(['environments', environment]) }),
    hint: 'Pass --database URL, set DATABASE_URL, or write an environment with "database" in migrate.config.json.',
  });
}

/** An environment counts as production by its mark or name, by the process's variables, or because its URL is the one in use. */
function productionName(
  configuration: Configuration,
  environment: Environment | null,
  url: string | undefined,
): string | undefined {
  if (environment?.production) return environment.name;
  const twin = environmentsOf(configuration).find(
    (other) => other.production && url !== undefined && urlOf(configuration, other) === url,
  );
  return twin?.name ?? productionVariable(configuration.variables) ?? undefined;
}

function urlOf(configuration: Configuration, environment: Environment): string | null {
  try {
    return databaseOf(configuration, environment);
  } catch {
    return null;
  }
}

function milliseconds(duration: string | number | undefined): number | undefined {
  if (duration === undefined) return undefined;
  return typeof duration === 'number' ? Math.round(duration * 1000) : (parseDuration(duration) ?? undefined);
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}

function withoutUndefined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
