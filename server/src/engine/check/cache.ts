/** Bytes of images that are kept; the least recently used go first. */
const defaultLimit = 64 * 1024 * 1024;

interface Known {
  readonly image: Uint8Array;
  /** How many migrations it holds. */
  readonly count: number;
}

/**
 * Databases as they were after a number of migrations, by what these said: after an edit only what comes after the
 * unchanged beginning is replayed. Lives in memory and never grows over its limit.
 */
export class BaseCache {
  readonly #limit: number;
  readonly #images = new Map<string, Uint8Array>();
  #size = 0;

  constructor(limit = defaultLimit) {
    this.#limit = limit;
  }

  /** Bytes held now. */
  get size(): number {
    return this.#size;
  }

  /** The image for the last of `keys` that has one; null when none has. */
  longest(keys: readonly string[]): Known | null {
    const index = keys.findLastIndex((key) => this.#images.has(key));
    if (index < 0) return null;
    const image = this.#images.get(keys[index]!)!;
    this.#images.delete(keys[index]!);
    this.#images.set(keys[index]!, image);
    return { image, count: index + 1 };
  }

  keep(key: string, image: Uint8Array): void {
    if (image.byteLength === 0 || image.byteLength > this.#limit || this.#images.has(key)) return;
    this.#images.set(key, image);
    this.#size += image.byteLength;
    for (const [oldest, { byteLength }] of this.#images) {
      if (this.#size <= this.#limit) return;
      this.#images.delete(oldest);
      this.#size -= byteLength;
    }
  }
}
