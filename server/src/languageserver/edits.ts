/** Milliseconds that taking in an edit may cost before the next ones are taken in less often. */
const cheap = 15;
const longestDelay = 400;

/**
 * Gathers the documents that were edited and takes them in when the loop is free: several edits in a row cost one
 * reading, and a document that is expensive to read is read less often. A request asks for `now` first.
 */
export class Edits {
  readonly #take: (path: string) => void;
  readonly #waiting = new Set<string>();
  #cost = 0;
  #immediate: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(take: (path: string) => void) {
    this.#take = take;
  }

  add(path: string): void {
    this.#waiting.add(path);
    if (this.#immediate !== undefined || this.#timer !== undefined) return;
    if (this.#cost <= cheap) this.#immediate = setImmediate(() => this.now());
    else this.#timer = setTimeout(() => this.now(), Math.min(3 * this.#cost, longestDelay));
  }

  remove(path: string): void {
    this.#waiting.delete(path);
  }

  /** Takes in what waits. */
  now(): void {
    clearImmediate(this.#immediate);
    clearTimeout(this.#timer);
    this.#immediate = undefined;
    this.#timer = undefined;
    if (this.#waiting.size === 0) return;
    const started = performance.now();
    const paths = [...this.#waiting];
    this.#waiting.clear();
    for (const path of paths) this.#take(path);
    this.#cost = performance.now() - started;
  }
}
