/** Milliseconds of one turn, so that a request never waits longer for the background. */
const turn = 8;

/** Work on many files that is done a little at a time, while there is nothing else to do. */
export class Background {
  readonly #work: (path: string) => void;
  readonly #waiting = new Set<string>();
  #scheduled: NodeJS.Immediate | null = null;
  #idle: (() => void)[] = [];

  constructor(work: (path: string) => void) {
    this.#work = work;
  }

  add(paths: Iterable<string>): void {
    for (const path of paths) this.#waiting.add(path);
    if (this.#waiting.size > 0) this.#schedule();
  }

  /** When nothing waits any more; at once when nothing does. */
  settled(): Promise<void> {
    if (this.#waiting.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  clear(): void {
    this.#waiting.clear();
    this.#finish();
  }

  #schedule(): void {
    this.#scheduled ??= setImmediate(() => {
      this.#scheduled = null;
      const end = performance.now() + turn;
      for (const path of this.#waiting) {
        this.#waiting.delete(path);
        this.#work(path);
        if (performance.now() > end) break;
      }
      if (this.#waiting.size > 0) this.#schedule();
      else this.#finish();
    });
  }

  #finish(): void {
    const idle = this.#idle;
    this.#idle = [];
    for (const resolve of idle) resolve();
  }
}
