import { emptySchema, type Schema } from '../../schema/model.ts';
export async function introspect(): Promise<Schema> {
  return emptySchema;
}
