import type { Database, IntrospectOptions, ScratchOptions } from '../database/database.ts';
import { sectionText } from '../ddl/sectionText.ts';
import { segmentsOf } from '../ddl/segments.ts';
import type { Trial } from '../ddl/verify.ts';
import type { Schema } from '../schema/model.ts';
import { runSection } from './runSection.ts';

export interface TrialOptions {
  readonly introspect: IntrospectOptions;
  readonly scratch?: ScratchOptions;
}

/**
 * A copy of `schema`, without rows, in a scratch database. The caller drops it. Throws `scratch-failed` when none can
 * be made, and `SectionFailure` when the schema cannot be loaded.
 */
export async function openTrial(
  database: Database,
  schema: Schema,
  options: TrialOptions,
): Promise<Trial & { drop(): Promise<void> }> {
  const scratch = await database.createScratch(options.scratch);
  const copy = scratch.database;
  try {
    await loadSchema(copy, schema);
    return {
      start: await copy.introspect(options.introspect),
      run: async (text, transaction) => {
        await runSection(copy, text, transaction);
        return copy.introspect(options.introspect);
      },
      drop: () => scratch.drop(),
    };
  } catch (error) {
    await scratch.drop();
    throw error;
  }
}

/** Makes everything of `schema` in an empty database. Throws `SectionFailure`. */
export async function loadSchema(database: Database, schema: Schema): Promise<void> {
  for (const segment of segmentsOf(database.ddl.create(schema))) {
    const text = sectionText(segment.statements, database.syntax);
    await runSection(database, text, segment.kind !== 'concurrent');
  }
}
