import { type Client, configuration } from './client.ts';

/** Two migrations of a project whose database nobody can reach. */
export const first = '-- migrate:up\nCREATE TABLE users (id int);\n-- migrate:down\nDROP TABLE users;\n';
export const second =
  '-- migrate:requires 001\n-- migrate:up\nALTER TABLE users ADD COLUMN name text;\n-- migrate:down\nALTER TABLE users DROP COLUMN name;\n';
export const files = {
  'migrate.config.json': configuration({ dev: 'postgres://ann@nowhere.invalid/app' }),
  'migrations/001_users.sql': first,
  'migrations/002_name.sql': second,
};

/** What a client declares that can create, rename and delete files. */
export const fileEdits = {
  workspace: {
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create', 'rename', 'delete'] as ('create' | 'rename' | 'delete')[],
    },
  },
};

/** A variable of the environment, as a configuration names it. */
export const variable = (name: string) => `\${env:${name}}`;

/** A place in a file, as requests name it. */
export const at = (client: Client, path: string, line: number, character: number) => ({
  textDocument: { uri: client.uri(path) },
  position: { line, character },
});
