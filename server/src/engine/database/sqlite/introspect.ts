import { emptySchema, type Schema } from '../../schema/model.ts';
import type { IntrospectOptions, Row } from '../database.ts';

/** Reads the schema. */
export async function introspect(
  _query: (sql: string) => Promise<readonly Row[]>,
  _options: IntrospectOptions,
): Promise<Schema> {
  return emptySchema;
}
