import type { Schema } from '../schema/model.ts';

/** Bytes of images that are kept; the least recently used go first. */
const defaultLimit = 64 * 1024 * 1024;

export interface Kept {
  readonly image: Uint8Array;
  /** What `image` has in it, once it was read. */
  schema: Schema | null;
}

interface Known {
  readonly kept: Kept;
  /** How many migrations it holds. */
  readonly count: number;
}

/**
 * Databases as they were after a number of migrations, by what these said: after an edit only what comes after the
 * unchanged beginning is replayed. Lives in memory and never grows over its limit.
 */
export class BaseCache {
  readonly #limit: number;
  readonly #images = new Map<string, Kept>();
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
    const kept = this.#images.get(keys[index]!)!;
    this.#images.delete(keys[index]!);
    this.#images.set(keys[index]!, kept);
    return { kept, count: index + 1 };
  }

  /** Keeps an image. Null when it is too large to be kept. */
  keep(key: string, image: Uint8Array): Kept | null {
    if (image.byteLength === 0 || image.byteLength > this.#limit) return null;
    this.#size += image.byteLength - (this.#images.get(key)?.image.byteLength ?? 0);
    const kept = { image, schema: null };
    this.#images.delete(key);
    this.#images.set(key, kept);
    for (const [oldest, one] of this.#images) {
      if (this.#size <= this.#limit) break;
      this.#images.delete(oldest);
      this.#size -= one.image.byteLength;
    }
    return kept;
  }
}
