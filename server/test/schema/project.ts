import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Migrator, type MigratorOptions } from '../../src/engine/index.ts';
import { splitStatements } from '../../src/engine/sql/index.ts';
import { targetOn } from '../conformance/testTarget.ts';
import { connectRaw, type Row, type TestDatabase } from '../servers/testDatabases.ts';

/** A folder with a database of its own; `await using` removes both. */
export interface Project extends AsyncDisposable {
  readonly folder: string;
  readonly url: string;
  readonly migrator: Migrator;
  path(...parts: readonly string[]): string;
  write(file: string, text: string): string;
  read(file: string): string;
  /** Runs a script, statement by statement, over a plain driver; gives the rows of the last statement. */
  sql(script: string): Promise<readonly Row[]>;
}

export async function createProject(
  database: TestDatabase,
  options: Partial<MigratorOptions> = {},
): Promise<Project> {
  const folder = mkdtempSync(join(tmpdir(), 'switchback-schema-'));
  const { url, drop } = await database.create();
  const { syntax } = targetOn(database);
  const path = (...parts: readonly string[]) => join(folder, ...parts);
  mkdirSync(path('migrations'));
  return {
    ...{ folder, url, path },
    migrator: new Migrator({ url, directory: path('migrations'), workingDirectory: folder, ...options }),
    write: (file, text) => {
      mkdirSync(dirname(path(file)), { recursive: true });
      writeFileSync(path(file), text);
      return path(file);
    },
    read: (file) => readFileSync(path(file), 'utf8'),
    sql: async (script) => {
      const connection = await connectRaw(url);
      try {
        let rows: readonly Row[] = [];
        for (const { text } of splitStatements(script, syntax)) rows = await connection.query(text);
        return rows;
      } finally {
        await connection.close();
      }
    },
    [Symbol.asyncDispose]: async () => {
      await drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
