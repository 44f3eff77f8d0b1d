import { z } from 'zod';
import { configurationSchema } from './schema.ts';

/**
 * The JSON schema of `migrate.config.json`, as text: what `migrate.config.schema.json` holds. It knows `rules` by their
 * ids, so that an editor offers them and marks any other.
 */
export function configurationJsonSchema(
  rules: readonly { readonly id: string; readonly what: string }[],
): string {
  const schema = z.toJSONSchema(configurationSchema, {
    target: 'draft-7',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema !== (configurationSchema.shape.lint.unwrap().shape.rules.unwrap() as unknown)) return;
      const severity = jsonSchema.additionalProperties as object;
      delete jsonSchema.propertyNames;
      jsonSchema.properties = Object.fromEntries(
        rules.map(({ id, what }) => [id, { ...severity, description: what }]),
      );
      jsonSchema.additionalProperties = false;
    },
  });
  return `${JSON.stringify({ ...schema, title: 'Switchback configuration' }, null, 2)}\n`;
}
