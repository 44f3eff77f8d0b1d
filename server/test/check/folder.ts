import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CheckOptions, type CheckReport, Migrator } from '../../src/engine/index.ts';

/** A folder of migrations that no environment belongs to. */
export interface Folder {
  write(file: string, text: string): void;
  check(options: CheckOptions): Promise<CheckReport>;
  remove(): void;
}

export function createFolder(files: Readonly<Record<string, string>>): Folder {
  const root = mkdtempSync(join(tmpdir(), 'switchback-check-'));
  const directory = join(root, 'migrations');
  mkdirSync(directory);
  const write = (file: string, text: string) => writeFileSync(join(directory, file), text);
  for (const [file, text] of Object.entries(files)) write(file, text);
  const migrator = new Migrator({ directory, workingDirectory: root });
  return {
    write,
    check: (options) => migrator.check(options),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
