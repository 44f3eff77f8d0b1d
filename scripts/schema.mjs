// Writes migrate.config.schema.json anew; run by `npm run schema`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationJsonSchema } from '../server/src/engine/configuration/jsonSchema.ts';
import { rules } from '../server/src/engine/lint/registry.ts';

writeFileSync(join(import.meta.dirname, '../migrate.config.schema.json'), configurationJsonSchema(rules));
