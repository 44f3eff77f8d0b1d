import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inject } from 'vitest';

const fixtures = resolve(import.meta.dirname, '../../test-fixtures/workspaces');

/** A folder that a test opens, of its own. */
export interface Workspace {
  readonly folder: string;
  path(file: string): string;
  write(file: string, text: string): void;
  read(file: string): string;
  /** Names in a folder, in order. */
  list(folder: string): readonly string[];
  /** What an SQLite file in it says; read past the product. */
  query(database: string, sql: string): readonly Record<string, unknown>[];
}

/** A copy of a workspace in test-fixtures. */
export function fixture(name: string): Workspace {
  const workspace = workspaceOf({});
  cpSync(join(fixtures, name), workspace.folder, { recursive: true });
  return workspace;
}

/** A folder with these files. */
export function workspaceOf(files: Readonly<Record<string, string>>): Workspace {
  const folder = mkdtempSync(join(inject('runDirectory'), 'workspace-'));
  const path = (file: string) => join(folder, file);
  const workspace: Workspace = {
    folder,
    path,
    write(file, text) {
      mkdirSync(dirname(path(file)), { recursive: true });
      writeFileSync(path(file), text);
    },
    read: (file) => readFileSync(path(file), 'utf8'),
    list: (name) => readdirSync(path(name)).sort(),
    query(database, sql) {
      const connection = new DatabaseSync(path(database), { readOnly: true });
      try {
        return connection.prepare(sql).all();
      } finally {
        connection.close();
      }
    },
  };
  for (const [file, text] of Object.entries(files)) workspace.write(file, text);
  return workspace;
}

/** A configuration with these environments. */
export function configuration(
  environments: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): string {
  return `${JSON.stringify({ migrations: 'migrations', ...more, environments }, null, 2)}\n`;
}
