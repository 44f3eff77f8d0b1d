import { z } from 'zod';
import { configurationSchema } from './schema.ts';

/** The JSON schema of `migrate.config.json`, as text: what `migrate.config.schema.json` holds. */
export function configurationJsonSchema(): string {
  const schema = z.toJSONSchema(configurationSchema, { target: 'draft-7' });
  return `${JSON.stringify({ ...schema, title: 'Switchback configuration' }, null, 2)}\n`;
}
