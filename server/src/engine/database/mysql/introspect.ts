import { emptySchema, type Schema } from '../../schema/model.ts';
import type { IntrospectOptions, Row } from '../database.ts';
import type { Flavour } from './flavour.ts';

export async function introspect(
  _query: (sql: string) => Promise<readonly Row[]>,
  _flavour: Flavour,
  _database: string,
  _options: IntrospectOptions,
): Promise<Schema> {
  return emptySchema;
}
