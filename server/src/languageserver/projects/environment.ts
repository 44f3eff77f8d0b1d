import {
  type Configuration,
  environmentsOf,
  resolveSettings,
  type Settings,
} from '../../engine/configuration/index.ts';
import type { MigratorOptions } from '../../engine/index.ts';
import type { HistoryReading } from '../../languageservice/statusBook.ts';
import type { Environment, Problem } from '../../protocol.ts';
import { locationOf } from '../location.ts';
import { problemOf } from '../problem.ts';
import { uriOfPath } from '../uris.ts';

/** One environment of a project, with what is known of its database now. */
export interface EnvironmentState {
  readonly name: string;
  readonly production: boolean;
  /** Null when they cannot be told; `problem` says why. */
  readonly settings: Settings | null;
  connection: Environment['connection'];
  product: string | null;
  problem: Problem | null;
  history: HistoryReading | null;
  /** Of the last reading, so that an unchanged one is not sent again. */
  digest: string | null;
  /** ISO 8601. */
  readAt: string | null;
  /** Given by the user, for as long as the server lives. */
  password: string | null;
  /** The database file does not exist yet. */
  absent: boolean;
  /** How many rows its tables hold, about; empty while it is not connected. */
  rows: ReadonlyMap<string, number>;
}

/** The name of the environment that is only a variable. */
export const variableName = 'DATABASE_URL';

/**
 * The environments that a configuration gives, in its order; the variable DATABASE_URL is one where none is written.
 * Of those in `before` that are still the same, what is known of them is kept.
 */
export function environmentStates(
  configuration: Configuration,
  before: ReadonlyMap<string, EnvironmentState>,
): ReadonlyMap<string, EnvironmentState> {
  const written = environmentsOf(configuration);
  const states = written.map(({ name, production }) => stateOf(configuration, name, production, name));
  if (states.length === 0 && (configuration.variables.DATABASE_URL ?? '') !== '') {
    states.push(stateOf(configuration, variableName, false, undefined));
  }
  return new Map(
    states.map((state) => {
      const known = before.get(state.name);
      return [state.name, known !== undefined && sameSettings(known, state) ? known : state];
    }),
  );
}

/** The one that is used without a choice; null where there are several and no default. */
export function defaultEnvironment(
  configuration: Configuration,
  states: ReadonlyMap<string, EnvironmentState>,
): string | null {
  const chosen = environmentsOf(configuration).find(({ isDefault }) => isDefault);
  if (chosen !== undefined) return chosen.name;
  return states.size === 1 ? [...states.keys()][0]! : null;
}

function stateOf(
  configuration: Configuration,
  name: string,
  production: boolean,
  flag: string | undefined,
): EnvironmentState {
  const unknown = {
    ...{ name, production, connection: 'disconnected' as const, product: null, history: null, digest: null },
    ...{ readAt: null, password: null, absent: false, rows: new Map<string, number>() },
  };
  try {
    const settings = resolveSettings(configuration, flag === undefined ? {} : { environment: flag }, {
      workingDirectory: configuration.folder,
      database: 'required',
    });
    return {
      ...unknown,
      production: production || settings.production !== undefined,
      settings,
      problem: null,
    };
  } catch (error) {
    return { ...unknown, settings: null, problem: problemOf(error) };
  }
}

function sameSettings(a: EnvironmentState, b: EnvironmentState): boolean {
  return (
    a.settings !== null &&
    a.production === b.production &&
    JSON.stringify(a.settings) === JSON.stringify(b.settings)
  );
}

/** What the engine is made with for this environment. Throws nothing; without settings there is no database. */
export function engineOptions(state: EnvironmentState, directory: string): MigratorOptions {
  const { settings } = state;
  if (settings === null) return { directory };
  const { environment, schemaFile, scratch, lint, notes, ...options } = settings;
  return { ...options, ...(state.password === null ? {} : { password: state.password }) };
}

/** The environment as the protocol shows it. */
export function shownEnvironment(state: EnvironmentState, directory: string): Environment {
  const url = state.settings?.url;
  const absent = 'The database file does not exist yet: applying a migration creates it.';
  return {
    name: state.name,
    production: state.production,
    location: url === undefined ? null : locationOf(url),
    directory: uriOfPath(state.settings?.directory ?? directory),
    connection: state.connection,
    product: state.product,
    problem: state.problem,
    notes: [...(state.settings?.notes ?? []), ...(state.absent ? [absent] : [])],
  };
}
