import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type MigrationText, migrationTexts } from '../ddl/fileText.ts';
import { MigrateError } from '../errors.ts';
import { compareVersions, parseFileName } from '../migrations/index.ts';
import { newVersion } from '../migrations/newVersion.ts';
import type { DiffReport } from './diff.ts';

export interface WriteDiffOptions {
  /** `migrations/20240115160000_schema_update.sql`: version and name of the first migration; or a directory. */
  readonly out: string;
  /** One file with both sections instead of a pair. */
  readonly singleFile?: boolean;
  readonly workingDirectory?: string;
  readonly now?: Date;
}

/**
 * Writes the migrations of a comparison as files, the further ones with the next versions; gives their absolute paths
 * in order. Nothing to carry out: nothing is written, and the list is empty. Never overwrites. Throws `bad-file-name`,
 * `file-exists`, `duplicate-version`, `file-unwritable`; then nothing stays behind.
 */
export function writeDiff(report: DiffReport, options: WriteDiffOptions): readonly string[] {
  const texts = report.generated === null ? [] : migrationTexts(report.generated, report.suggestions);
  if (texts.length === 0) return [];
  const out = resolve(options.workingDirectory ?? '.', options.out);
  const { directory, version, name } = isDirectory(out)
    ? inDirectory(out, options.now)
    : named(out, options.out);
  const taken = versionsIn(directory);
  if (taken.has(BigInt(version))) {
    throw new MigrateError(
      'duplicate-version',
      `${directory} has a migration with version ${version} already.`,
      {
        version,
        hint: 'Choose a later version for --out.',
      },
    );
  }
  let next = version;
  const files = texts.flatMap((text, index) => {
    if (index > 0) {
      do next = following(next);
      while (taken.has(BigInt(next)));
    }
    return filesOf(
      join(directory, `${next}_${name}${index === 0 ? '' : suffix(text, index, texts)}`),
      text,
      options.singleFile ?? false,
    );
  });
  writeAll(directory, files);
  return files.map(({ path }) => path);
}

/** One more than a version, in its style. */
function following(version: string): string {
  return newVersion(version, new Date(0));
}

function suffix(text: MigrationText, index: number, all: readonly MigrationText[]): string {
  const word = text.kind === 'concurrent' ? '_concurrently' : '_after_commit';
  const before = all.slice(1, index).filter(({ kind }) => kind === text.kind).length;
  return before === 0 ? word : `${word}_${before + 1}`;
}

function filesOf(base: string, text: MigrationText, single: boolean) {
  if (single) return [{ path: `${base}.sql`, text: `${text.up}\n${text.down}` }];
  return [
    { path: `${base}.up.sql`, text: text.up },
    { path: `${base}.down.sql`, text: text.down },
  ];
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function inDirectory(directory: string, now = new Date()) {
  const versions = readdirSync(directory).flatMap((file) => /^\d+/.exec(file)?.[0] ?? []);
  const latest = versions.sort(compareVersions).at(-1) ?? null;
  return { directory, version: newVersion(latest, now), name: 'schema_update' };
}

function named(path: string, asGiven: string) {
  const file = parseFileName(basename(path));
  if (file.kind !== 'migration' || file.layout === 'code') {
    throw new MigrateError('bad-file-name', `--out ${asGiven} is not a name for a migration.`, {
      place: { file: asGiven },
      hint: 'Write it as VERSION_NAME.sql, like migrations/20240115160000_schema_update.sql.',
    });
  }
  return { directory: dirname(path), version: file.version, name: file.name };
}

function versionsIn(directory: string): ReadonlySet<bigint> {
  if (!isDirectory(directory)) return new Set();
  return new Set(
    readdirSync(directory).flatMap((file) => (/^\d+/.test(file) ? [BigInt(/^\d+/.exec(file)![0])] : [])),
  );
}

function writeAll(
  directory: string,
  files: readonly { readonly path: string; readonly text: string }[],
): void {
  const written: string[] = [];
  try {
    mkdirSync(directory, { recursive: true });
    for (const { path, text } of files) {
      writeFileSync(path, text, { flag: 'wx' });
      written.push(path);
    }
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    const path = files[written.length]!.path;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') {
      throw new MigrateError('file-exists', `${path} exists already.`, {
        place: { file: path },
        hint: 'Choose another name.',
      });
    }
    throw new MigrateError('file-unwritable', `${path} cannot be written (${code}).`, {
      place: { file: path },
      hint: 'Check the directory and its permissions.',
      cause: error,
    });
  }
}
