import { z } from 'zod';

const duration = z.union([
  z.number().nonnegative().max(2_147_483),
  z.string().regex(/^\d+(\.\d+)?\s*(ms|s|sec|m|min|h)?$/, 'must be a time such as 500ms, 5s or 1min'),
]);

const url = (what: string) =>
  z
    .string()
    .min(1)
    .describe(
      `${what}: postgres://…, mysql://…, mariadb://… or sqlite:FILE. \${env:NAME} takes an environment variable.`,
    );

const table = z
  .string()
  .min(1)
  .describe('Name of the history table, also SCHEMA.TABLE. Default: schema_migrations.');
const schema = z.string().min(1).describe('Namespace of the history table (PostgreSQL).');
const schemas = z
  .array(z.string().min(1))
  .describe(
    'PostgreSQL schemas in scope of fresh, dump and diff. Default: those on the search path for fresh, else all that the user owns.',
  );
const lockTimeout = duration.describe(
  'Wait for another run of migrations: seconds, or 500ms, 5s, 1min. Default: 60.',
);
const statementTimeout = duration.describe("Limit of one statement's time: seconds, or 500ms, 5s, 1min.");
const tableLockTimeout = duration.describe(
  'Limit of the wait for a lock on a table: seconds, or 500ms, 5s, 1min.',
);
const retries = z
  .number()
  .int()
  .min(0)
  .max(100)
  .describe('How often a statement that lost the wait for a table lock is tried again. Default: 0.');
const outOfOrder = z
  .enum(['warn', 'error', 'allow'])
  .describe(
    'What `up` does with a pending migration that is older than the newest applied one. Default: warn.',
  );
const scratch = url('Server for scratch databases (diff, check)');
const production = z
  .boolean()
  .describe(
    'Marks a production environment: `fresh` then needs --confirm. Environments named production or prod are marked unless this is false.',
  );

const environment = z
  .strictObject({
    database: url('Where its migrations run').optional(),
    production: production.optional(),
    migrations: z.string().min(1).describe('Migrations directory of this environment.').optional(),
    table: table.optional(),
    schema: schema.optional(),
    schemas: schemas.optional(),
    outOfOrder: outOfOrder.optional(),
    lockTimeout: lockTimeout.optional(),
    statementTimeout: statementTimeout.optional(),
    tableLockTimeout: tableLockTimeout.optional(),
    retries: retries.optional(),
    scratch: scratch.optional(),
  })
  .describe('One database and how to treat it.');

/** `migrate.config.json`, as written. */
export const configurationSchema = z
  .strictObject({
    $schema: z.string().optional(),
    migrations: z
      .string()
      .min(1)
      .describe('Migrations directory, relative to this file. Default: migrations.')
      .optional(),
    schemaFile: z
      .string()
      .min(1)
      .describe('The desired schema: a .sql file or a directory of them, relative to this file.')
      .optional(),
    ignore: z
      .array(z.string().min(1))
      .describe(
        'Names of files in the migrations directory that are no migrations; *, ? and {a,b} are understood.',
      )
      .optional(),
    defaultEnvironment: z.string().min(1).describe('The environment that is used without --env.').optional(),
    environments: z
      .record(z.string().min(1), z.union([url('Where its migrations run'), environment]))
      .describe('Environments by name: a database URL, or an object with more.')
      .optional(),
    table: table.optional(),
    schema: schema.optional(),
    schemas: schemas.optional(),
    outOfOrder: outOfOrder.optional(),
    lockTimeout: lockTimeout.optional(),
    statementTimeout: statementTimeout.optional(),
    tableLockTimeout: tableLockTimeout.optional(),
    retries: retries.optional(),
    scratch: scratch.optional(),
    lint: z
      .strictObject({
        rules: z
          .record(z.string(), z.enum(['off', 'hint', 'information', 'warning', 'error']))
          .describe('Severity of a rule by its id.')
          .optional(),
      })
      .describe('Rules of `migrate lint` and of the editor.')
      .optional(),
  })
  .describe('Configuration of Switchback, read by the migrate command line and by the editor.');

export type ConfigurationFile = z.infer<typeof configurationSchema>;
export type EnvironmentFile = z.infer<typeof environment>;
