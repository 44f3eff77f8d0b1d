import { type ChildProcess, fork } from 'node:child_process';
import type { MigratorOptions, Turn } from '../../engine/index.ts';
import type { RunEvent } from '../../protocol.ts';
import { ProblemError, problem } from '../problem.ts';
import type { EngineCalls, EngineMethod, FromEngine, ToEngine } from './messages.ts';

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
  readonly onTurn?: (turn: Turn) => void;
  /** False: nothing but the end of its process stops a statement of it (SQLite). Default true. */
  readonly stoppable?: boolean;
  /** How long a cancelled call may take to end by itself before its process is ended. */
  readonly graceMs?: number;
}

const usualGraceMs = { stoppable: 20_000, unstoppable: 700 };

interface Pending {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
  readonly onEvent: ((event: RunEvent) => void) | undefined;
  readonly onTurn: ((turn: Turn) => void) | undefined;
  readonly stoppable: boolean;
}

/** A process with the engine in it: started by the first call, ended when it has had nothing to do for a while. */
export class EngineProcess {
  readonly #program: string;
  readonly #idleMs: number;
  readonly #pending = new Map<number, Pending>();
  #child: ChildProcess | null = null;
  #idle: NodeJS.Timeout | undefined;
  #nextId = 1;

  /** `program` is the bundle of `host/main.ts`. */
  constructor(program: string, idleMs = 60_000) {
    this.#program = program;
    this.#idleMs = idleMs;
  }

  /** Rejects with a `ProblemError`; a cancelled call ends as the engine ends it, or when its process is ended. */
  call<M extends EngineMethod>(
    method: M,
    options: MigratorOptions,
    params: EngineCalls[M]['params'],
    call: CallOptions = {},
  ): Promise<EngineCalls[M]['result']> {
    const { signal, stoppable = true } = call;
    if (signal?.aborted) return Promise.reject(cancelled());
    clearTimeout(this.#idle);
    const id = this.#nextId++;
    return new Promise<EngineCalls[M]['result']>((resolve, reject) => {
      let grace: NodeJS.Timeout | undefined;
      const cancel = () => {
        this.#send({ type: 'cancel', id });
        const usual = stoppable ? usualGraceMs.stoppable : usualGraceMs.unstoppable;
        grace = setTimeout(() => this.end(cancelled()), call.graceMs ?? usual);
      };
      const settle = () => {
        this.#pending.delete(id);
        clearTimeout(grace);
        signal?.removeEventListener('abort', cancel);
        if (this.#pending.size === 0) this.#rest();
      };
      this.#pending.set(id, {
        resolve: (result) => {
          settle();
          resolve(result);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
        onEvent: call.onEvent,
        onTurn: call.onTurn,
        stoppable,
      });
      signal?.addEventListener('abort', cancel, { once: true });
      this.#send({ type: 'call', id, method, options, params });
    });
  }

  /** Lets the process end by itself, once what runs in it has been cancelled. Its calls fail as cancelled. */
  leave(): void {
    if ([...this.#pending.values()].some(({ stoppable }) => !stoppable)) {
      this.end();
      return;
    }
    const child = this.#child;
    this.#child = null;
    clearTimeout(this.#idle);
    child?.removeAllListeners();
    if (child?.connected) child.disconnect();
    for (const pending of [...this.#pending.values()]) pending.reject(cancelled());
  }

  /** Ends the process at once; what runs in it fails with `reason`. Locks and transactions go with it. */
  end(reason: Error = cancelled()): void {
    const child = this.#child;
    this.#child = null;
    clearTimeout(this.#idle);
    child?.removeAllListeners();
    child?.kill('SIGKILL');
    for (const pending of [...this.#pending.values()]) pending.reject(reason);
  }

  #send(message: ToEngine): void {
    this.#child ??= this.#start();
    this.#child.send(message, (error) => {
      if (error !== null && message.type === 'call') this.#pending.get(message.id)?.reject(gone());
    });
  }

  #start(): ChildProcess {
    const child = fork(this.#program, [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('message', (message: FromEngine) => {
      const pending = this.#pending.get(message.id);
      if (message.type === 'event') pending?.onEvent?.(message.event);
      else if (message.type === 'turn') pending?.onTurn?.(message.turn);
      else if (message.type === 'result') pending?.resolve(message.result as never);
      else pending?.reject(new ProblemError(message.problem));
    });
    const lost = () => {
      if (this.#child === child) this.end(gone());
    };
    child.on('error', lost);
    child.on('exit', lost);
    return child;
  }

  #rest(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.end(), this.#idleMs);
    this.#idle.unref();
  }
}

function cancelled(): ProblemError {
  return new ProblemError(problem('cancelled', 'Cancelled.', 'The status shows what stands.'));
}

function gone(): ProblemError {
  return new ProblemError(
    problem('internal', 'The process that ran it has ended.', 'Look at the status, then try again.'),
  );
}
