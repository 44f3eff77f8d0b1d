import { isSynchronous } from '../engine/database/scheme.ts';
import type { MigratorOptions } from '../engine/index.ts';
import type { CallOptions } from './host/engineProcess.ts';
import type { EngineLanes } from './host/lanes.ts';
import type { EngineCalls, EngineMethod } from './host/messages.ts';
import { hasPassword, locationOf } from './location.ts';
import { ProblemError, problemOf, refuse, untrusted } from './problem.ts';
import { type EnvironmentState, engineOptions } from './projects/environment.ts';
import type { Project } from './projects/project.ts';

/** Asks the user for a password; null when there is none to be had. */
export type AskPassword = (question: {
  readonly project: string;
  readonly environment: string;
  readonly location: string;
  readonly rejected: boolean;
}) => Promise<string | null>;

export interface ConnectionListener {
  /** A connection was made, lost or is being tried. */
  connectionChanged(project: Project, environment: EnvironmentState): void;
  /** A history holds something else than at the last reading. */
  historyChanged(project: Project, environment: EnvironmentState): void;
  /** How many rows its tables hold is known anew. */
  rowsRead(project: Project, environment: EnvironmentState): void;
}

const passwordTries = 3;
/**
 * The databases of all projects. Nothing is opened but through `connect`, and by a call that somebody asked for; an
 * untrusted workspace refuses both. The engine keeps no connection open: to be connected is to have read the history
 * and to read it again from time to time.
 */
export class Connections {
  readonly #lanes: EngineLanes;
  readonly #ask: AskPassword | null;
  readonly #listener: ConnectionListener;
  readonly #reading = new Map<EnvironmentState, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(lanes: EngineLanes, ask: AskPassword | null, listener: ConnectionListener) {
    this.#lanes = lanes;
    this.#ask = ask;
    this.#listener = listener;
  }

  /** Reads the history for the first time, asking for a password when the database wants one. Never throws. */
  async connect(project: Project, state: EnvironmentState): Promise<void> {
    if (!project.trusted) {
      state.problem = untrusted;
      return;
    }
    if (state.settings?.url === undefined) return;
    state.connection = 'connecting';
    state.problem = null;
    this.#listener.connectionChanged(project, state);
    await this.refresh(project, state, true);
  }

  disconnect(project: Project, state: EnvironmentState): void {
    forget(state, 'disconnected');
    state.problem = null;
    this.#listener.connectionChanged(project, state);
  }

  /** Reads the history of a connected environment anew. What goes wrong is the environment's problem. Never throws. */
  async refresh(project: Project, state: EnvironmentState, asking = false): Promise<void> {
    const running = this.#reading.get(state);
    if (running !== undefined && !asking) return running;
    const reading = this.#read(project, state, asking).finally(() => {
      if (this.#reading.get(state) === reading) this.#reading.delete(state);
    });
    this.#reading.set(state, reading);
    return reading;
  }

  /** One call for an environment. Connects first, since a password may be needed. Throws a `ProblemError`. */
  async call<M extends EngineMethod>(
    project: Project,
    state: EnvironmentState,
    method: M,
    params: EngineCalls[M]['params'],
    options: CallOptions = {},
  ): Promise<EngineCalls[M]['result']> {
    if (!project.trusted) throw new ProblemError(untrusted);
    const { settings } = state;
    if (settings === null) throw new ProblemError(state.problem!);
    if (settings.url === undefined)
      refuse('no-database-url', `Environment "${state.name}" names no database.`);
    if (state.connection !== 'connected') await this.connect(project, state);
    // Connecting has changed it.
    if ((state.connection as string) !== 'connected' && state.problem !== null)
      throw new ProblemError(state.problem);
    const runs = method === 'run';
    const lane = runs ? this.#lanes.running(project.id, state.name) : this.#lanes.reading;
    const stoppable = !isSynchronous(settings.url);
    const from = engineOptions(state, project.disk.path);
    return lane.call(method, from, params, { ...options, stoppable });
  }

  /** Looks at every connected history from time to time; 0 stops that. */
  watch(seconds: number, connected: () => Iterable<readonly [Project, EnvironmentState]>): void {
    clearInterval(this.#timer);
    if (seconds === 0) return;
    this.#timer = setInterval(() => {
      for (const [project, state] of connected()) void this.refresh(project, state);
    }, seconds * 1000);
    this.#timer.unref();
  }

  end(): void {
    clearInterval(this.#timer);
    this.#lanes.leave();
  }

  async #read(project: Project, state: EnvironmentState, asking: boolean): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        const options = engineOptions(state, project.disk.path);
        const answer = await this.#history(options, state.digest);
        if (state.connection === 'disconnected') return;
        const before = JSON.stringify([state.connection, state.problem]);
        const wasConnected = state.connection === 'connected';
        const changed = answer.report !== null;
        state.connection = 'connected';
        state.readAt = new Date().toISOString();
        state.digest = answer.digest;
        if (answer.report !== null) {
          const { rows, unfinished, product, problem } = answer.report;
          state.problem = problem;
          state.absent = product === '';
          state.product = product === '' ? null : product;
          state.history = { rows, unfinished };
        }
        if (before !== JSON.stringify([state.connection, state.problem]))
          this.#listener.connectionChanged(project, state);
        if (changed) this.#listener.historyChanged(project, state);
        if (changed || !wasConnected) void this.#readRows(project, state, options);
        return;
      } catch (error) {
        const about = problemOf(error);
        if (asking && about.code === 'authentication-failed' && tries < passwordTries) {
          if (await this.#askFor(project, state)) continue;
        }
        if (state.connection === 'disconnected') return;
        const before = JSON.stringify([state.connection, state.problem]);
        forget(state, 'failed');
        state.problem = about;
        if (before !== JSON.stringify([state.connection, state.problem]))
          this.#listener.connectionChanged(project, state);
        return;
      }
    }
  }

  /** Nobody waits for it, and what cannot be read is not known. */
  async #readRows(project: Project, state: EnvironmentState, options: MigratorOptions): Promise<void> {
    try {
      const rows = await this.#lanes.reading.call('tableRows', options, null);
      if (state.connection !== 'connected') return;
      state.rows = new Map(rows);
      if (rows.length > 0) this.#listener.rowsRead(project, state);
    } catch {
      state.rows = new Map();
    }
  }

  /** The history; of a database file that does not exist yet it is empty. */
  async #history(options: MigratorOptions, known: string | null): Promise<EngineCalls['history']['result']> {
    try {
      return await this.#lanes.reading.call('history', options, { known });
    } catch (error) {
      if (problemOf(error).code !== 'database-file-missing') throw error;
      const location = locationOf(options.url ?? '');
      const report = { rows: [], unfinished: [], problem: null, location, product: '' };
      return { digest: 'absent', report: known === 'absent' ? null : report };
    }
  }

  /** True when there is a password to try. One that stands in the URL is not asked for. */
  async #askFor(project: Project, state: EnvironmentState): Promise<boolean> {
    const url = state.settings?.url;
    if (this.#ask === null || url === undefined || hasPassword(url)) return false;
    const given = await this.#ask({
      project: project.id,
      environment: state.name,
      location: locationOf(url),
      rejected: state.password !== null,
    });
    state.password = given;
    return given !== null;
  }
}

function forget(state: EnvironmentState, connection: EnvironmentState['connection']): void {
  state.connection = connection;
  state.history = null;
  state.digest = null;
  state.readAt = null;
  state.rows = new Map();
}
