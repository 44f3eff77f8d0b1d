/** Milliseconds of one turn, so that a request never waits longer for the background. */
const turn = 8;

/** Work on many files that is done a little at a time, while there is nothing else to do. */
export class Background {
  readonly #work: (path: string) => void;
  readonly #waiting = new Set<string>();
  #scheduled = false;

  constructor(work: (path: string) => void) {
    this.#work = work;
  }

  add(paths: Iterable<string>): void {
    for (const path of paths) this.#waiting.add(path);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled || this.#waiting.size === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      const end = performance.now() + turn;
      for (const path of this.#waiting) {
        this.#waiting.delete(path);
        this.#work(path);
        if (performance.now() > end) break;
      }
      this.#schedule();
    });
  }
}
