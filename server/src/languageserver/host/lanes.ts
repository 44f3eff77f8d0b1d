import { EngineProcess } from './engineProcess.ts';

/**
 * The processes that the engine runs in: one for all that only reads, one for the runs of each environment, so that a
 * run never keeps a status waiting, and that ending a run ends no other.
 */
export class EngineLanes {
  readonly #program: string;
  readonly #lanes = new Map<string, EngineProcess>();

  constructor(program: string) {
    this.#program = program;
  }

  get reading(): EngineProcess {
    return this.#lane('');
  }

  /** For trying migrations out, which may be ended at any time. */
  get checking(): EngineProcess {
    return this.#lane('check');
  }

  /** For what somebody has asked to be tried: no edit ends it. */
  get trying(): EngineProcess {
    return this.#lane('try');
  }

  running(project: string, environment: string): EngineProcess {
    return this.#lane(JSON.stringify([project, environment]));
  }

  /** Cancels what runs and lets the processes end. */
  leave(): void {
    for (const lane of this.#lanes.values()) lane.leave();
    this.#lanes.clear();
  }

  #lane(key: string): EngineProcess {
    let lane = this.#lanes.get(key);
    if (lane === undefined) {
      lane = new EngineProcess(this.#program);
      this.#lanes.set(key, lane);
    }
    return lane;
  }
}
