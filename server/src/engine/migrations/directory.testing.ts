import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Diagnostic } from '../diagnostic.ts';
import type { MigrationSet } from './migration.ts';
import { type ReadOptions, readMigrations } from './read.ts';

/** Text or bytes of a file; null makes a directory, `{ link }` a symbolic link. */
export type Content = string | Uint8Array | null | { readonly link: string };

/** A temporary directory with these files, removed after the test. */
export function directoryWith(files: Readonly<Record<string, Content>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'switchback-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(directory, name);
    if (content === null) mkdirSync(path);
    else if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(path, content);
    else symlinkSync(content.link, path);
  }
  return directory;
}

export function readDirectoryWith(
  files: Readonly<Record<string, Content>>,
  options?: ReadOptions,
): Promise<MigrationSet> {
  return readMigrations(directoryWith(files), options);
}

/** `severity code file:line:column`, one line for each finding. */
export function brief(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(
    ({ severity, code, place }) =>
      `${severity} ${code} ${basename(place.file)}:${place.line}:${place.column}`,
  );
}
