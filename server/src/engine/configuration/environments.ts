import { MigrateError } from '../errors.ts';
import type { Configuration } from './load.ts';
import { saysProduction } from './production.ts';
import type { EnvironmentFile } from './schema.ts';
import { expand } from './variables.ts';

/** An environment as the configuration names it. */
export interface Environment {
  readonly name: string;
  readonly production: boolean;
  /** Used without `--env`. */
  readonly isDefault: boolean;
  readonly settings: EnvironmentFile;
}

/** The environments of the configuration, in its order; none when it has none. */
export function environmentsOf({ data }: Configuration): readonly Environment[] {
  const entries = Object.entries(data.environments ?? {});
  return entries.map(([name, value]) => {
    const settings = typeof value === 'string' ? { database: value } : value;
    return {
      name,
      settings,
      production: settings.production ?? saysProduction(name),
      isDefault:
        data.defaultEnvironment === undefined ? entries.length === 1 : data.defaultEnvironment === name,
    };
  });
}

/** The environment of that name. Throws `unknown-environment`, which lists those there are. */
export function environmentNamed(configuration: Configuration, name: string): Environment {
  const environments = environmentsOf(configuration);
  const found = environments.find((environment) => environment.name === name);
  if (found !== undefined) return found;
  const names = environments.map((environment) => environment.name).join(', ');
  const where =
    configuration.file === null ? 'There is no configuration file' : 'The configuration has no environments';
  throw new MigrateError('unknown-environment', `There is no environment "${name}".`, {
    ...(configuration.file === null ? {} : { place: { file: configuration.file } }),
    hint:
      names === ''
        ? `${where}; write it under "environments" in migrate.config.json.`
        : `Use one of ${names}.`,
  });
}

/** The environment's database URL with its variables put in; null when it names none. Throws `variable-missing`. */
export function databaseOf(configuration: Configuration, environment: Environment): string | null {
  const { database } = environment.settings;
  if (database === undefined) return null;
  const value = configuration.data.environments?.[environment.name];
  const path = ['environments', environment.name, ...(typeof value === 'string' ? [] : ['database'])];
  return expand(database, configuration.variables, () => configuration.placeOf(path));
}
