import { DatabaseError } from '../database/database.ts';
import { type DiffOptions, diffSchemas } from '../diff/differ.ts';
import { lineOf } from '../diff/item.ts';
import { summarize } from '../diff/summary.ts';
import type { Schema } from '../schema/model.ts';
import type { GeneratedSection } from './segments.ts';

/** A copy of a schema in a scratch database, where sections are tried out. */
export interface Trial {
  /** What the copy reads as. */
  readonly start: Schema;
  /** Runs a section as `up` would, and reads the schema it leaves. Throws `DatabaseError` when a statement fails. */
  run(text: string, transaction: boolean): Promise<Schema>;
}

/**
 * `verified`: the up was applied to a copy and gave the wanted schema, then the down, and gave the one before.
 * `failed`: it did not, and `reason` says where. `skipped`: there was no copy to try it on.
 */
export interface Verification {
  readonly state: 'verified' | 'failed' | 'skipped';
  readonly reason: string | null;
  /** The lines of what differed, at most a few. */
  readonly differences: readonly string[];
}

/**
 * Tries sections out as they are generated: the schemas it sees between them are what the downs are made from. When
 * something fails, it says so once and gives the schemas that were meant to be reached.
 */
export class Verifier {
  #trial: Trial | null;
  #result: Verification;
  readonly #from: Schema;
  readonly #options: DiffOptions;

  constructor(trial: Trial | null, from: Schema, options: DiffOptions, noTrial = 'it was not asked for') {
    this.#trial = trial;
    this.#from = from;
    this.#options = options;
    this.#result =
      trial === null
        ? { state: 'skipped', reason: noTrial, differences: [] }
        : { state: 'verified', reason: null, differences: [] };
    if (trial !== null)
      this.#expect(trial.start, from, 'a copy of the database is not the same as the database');
  }

  get hasCopy(): boolean {
    return this.#trial !== null;
  }

  /** Runs statements that may fail without harm; null when they do. Without a copy: null. */
  async peek(text: string): Promise<Schema | null> {
    try {
      return this.#trial === null ? null : await this.#trial.run(text, true);
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.connectionLost) throw error;
      return null;
    }
  }

  /** The schema after statements that come before the first up; `meant` without a copy. */
  look(text: string, meant: Schema): Promise<Schema> {
    return this.#run({ text, transaction: true }, meant, 'the rename');
  }

  /** Applies the ups in order; gives the schema after each. The last one is `reached`. */
  async up(ups: readonly GeneratedSection[], reached: Schema): Promise<readonly Schema[]> {
    const stages: Schema[] = [];
    for (const [index, section] of ups.entries()) {
      stages.push(
        await this.#run(section, reached, `the up${ups.length > 1 ? ` of migration ${index + 1}` : ''}`),
      );
    }
    if (stages.length > 0) this.#expect(stages.at(-1)!, reached, 'the up does not give the wanted schema');
    return stages.length === 0 ? [] : [...stages.slice(0, -1), reached];
  }

  /** Applies the downs, the last one first, and says what was shown by all of it. */
  async down(downs: readonly GeneratedSection[], stages: readonly Schema[]): Promise<Verification> {
    for (let index = downs.length - 1; index >= 0; index--) {
      const before = index === 0 ? this.#from : stages[index - 1]!;
      const place = downs.length > 1 ? ` of migration ${index + 1}` : '';
      const left = await this.#run(downs[index]!, before, `the down${place}`);
      this.#expect(left, before, `the down${place} does not give the schema before`);
    }
    return this.#result;
  }

  async #run(section: GeneratedSection, meant: Schema, what: string): Promise<Schema> {
    if (this.#trial === null) return meant;
    try {
      return await this.#trial.run(section.text, section.transaction);
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.connectionLost) throw error;
      this.#fail(`${what} failed: ${error.message}`, []);
      return meant;
    }
  }

  #expect(actual: Schema, wanted: Schema, reason: string): void {
    if (this.#trial === null) return;
    // What the model cannot hold is in no dump, and so in no copy.
    const left = diffSchemas(actual, wanted, this.#options).filter(({ kind }) => kind !== 'unmodelled');
    if (left.length > 0) this.#fail(reason, summarize(left).slice(0, 5).map(lineOf));
  }

  #fail(reason: string, differences: readonly string[]): void {
    this.#trial = null;
    this.#result = { state: 'failed', reason, differences };
  }
}
