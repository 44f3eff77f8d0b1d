import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configurationJsonSchema } from '../configuration/jsonSchema.ts';
import { rules } from '../lint/index.ts';

test('E1 the shipped JSON schema is the one the configuration is checked with, and knows every rule', () => {
  const shipped = readFileSync(join(import.meta.dirname, '../../../../migrate.config.schema.json'), 'utf8');
  expect(shipped).toBe(configurationJsonSchema(rules));
  const { properties } = JSON.parse(shipped) as {
    properties: { lint: { properties: { rules: { properties: object; additionalProperties: boolean } } } };
  };
  const known = properties.lint.properties.rules;
  expect(Object.keys(known.properties)).toEqual(rules.map(({ id }) => id));
  expect(known.additionalProperties).toBe(false);
});
