import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { MigrateError } from '../errors.ts';
import type { Layout, MigrationSet } from './migration.ts';
import { newVersion } from './newVersion.ts';
import { compareVersions } from './version.ts';

/** How a new migration is written: a layout of SQL, or the extension of a module. */
export type NewLayout = 'pair' | 'single' | 'ts' | 'mts' | 'js' | 'mjs';
export const newLayouts: readonly NewLayout[] = ['pair', 'single', 'ts', 'mts', 'js', 'mjs'];

export interface NewMigrationOptions {
  /** Default: what most migrations of the directory use, `pair` in an empty one. */
  readonly layout?: NewLayout;
  /** Versions the history holds: the new one is later than those too. */
  readonly recorded?: readonly string[];
  readonly now?: Date;
  /** Text of the sections, instead of empty ones. */
  readonly up?: string;
  readonly down?: string;
}

export interface NewMigration {
  readonly version: string;
  readonly name: string;
  readonly id: string;
  /** Absolute paths, the up file first. */
  readonly files: readonly string[];
}

/**
 * Writes the files of a new, empty migration; the directory is made when it is missing. Never overwrites. Throws
 * `name-invalid`, `file-exists` and `file-unwritable`. `set` is what the directory holds, null when it is missing.
 */
export function newMigration(
  directory: string,
  title: string,
  set: MigrationSet | null,
  options: NewMigrationOptions = {},
): NewMigration {
  const name = slug(title);
  const onDisk = set === null ? [] : versionsOnDisk(set);
  const version = newVersion(latestOf([...onDisk, ...(options.recorded ?? [])]), options.now ?? new Date());
  const layout = options.layout ?? usualLayout(set);
  const id = `${version}_${name}`;
  const files = filesOf(id, layout, options).map(({ base, text }) => ({
    path: join(resolve(directory), base),
    text,
  }));
  writeNew(directory, files);
  return { version, name, id, files: files.map(({ path }) => path) };
}

/** `Add phone` and `addPhone` become `add_phone`. Throws `name-invalid` when nothing is left or too much. */
export function slug(title: string): string {
  const name = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]+/g, '')
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .normalize('NFC');
  if (name === '' || Buffer.byteLength(name) > 180) {
    const what = name === '' ? 'has no letter or digit in it' : 'is too long for a file name';
    throw new MigrateError('name-invalid', `The name "${title.slice(0, 60)}" ${what}.`, {
      hint: 'Name the migration by what it does, like add_phone_to_users.',
    });
  }
  return name;
}

/** Every number that a file of the directory begins with, misnamed files included. */
function versionsOnDisk(set: MigrationSet): readonly string[] {
  const misnamed = set.diagnostics.flatMap(({ place }) => /^\d+/.exec(basename(place.file))?.[0] ?? []);
  return [...set.migrations, ...set.unreadable].map(({ version }) => version).concat(misnamed);
}

function latestOf(versions: readonly string[]): string | null {
  return versions.reduce<string | null>(
    (latest, version) =>
      /^\d+$/.test(version) && (latest === null || compareVersions(version, latest) > 0) ? version : latest,
    null,
  );
}

function usualLayout(set: MigrationSet | null): NewLayout {
  const counts = new Map<Layout, number>();
  for (const { layout } of set?.migrations ?? []) counts.set(layout, (counts.get(layout) ?? 0) + 1);
  const last = set?.migrations.at(-1);
  if (last === undefined) return 'pair';
  const usual = [...counts].reduce((best, one) =>
    one[1] > best[1] || (one[1] === best[1] && one[0] === last.layout) ? one : best,
  )[0];
  if (usual !== 'code') return usual;
  const extension = extname(set!.migrations.findLast(({ layout }) => layout === 'code')!.files[0]!).slice(1);
  return newLayouts.find((layout) => layout === extension) ?? 'ts';
}

function filesOf(id: string, layout: NewLayout, { up, down }: NewMigrationOptions) {
  const upText = `-- migrate:up\n${up ?? '\n'}`;
  const downText = `-- migrate:down\n${down ?? '\n'}`;
  if (layout === 'pair') {
    return [
      { base: `${id}.up.sql`, text: upText },
      { base: `${id}.down.sql`, text: downText },
    ];
  }
  if (layout === 'single') return [{ base: `${id}.sql`, text: `${upText}\n${downText}` }];
  return [{ base: `${id}.${layout}`, text: layout.endsWith('ts') ? typescriptTemplate : javascriptTemplate }];
}

const typescriptTemplate = `import type { CodeDatabase } from 'switchback';

export async function up(db: CodeDatabase): Promise<void> {
  // await db.execute('ALTER TABLE users ADD COLUMN phone VARCHAR(20)');
}

export async function down(db: CodeDatabase): Promise<void> {
  // await db.execute('ALTER TABLE users DROP COLUMN phone');
}
`;

const javascriptTemplate = `/** @param {import('switchback').CodeDatabase} db */
export async function up(db) {
  // await db.execute('ALTER TABLE users ADD COLUMN phone VARCHAR(20)');
}

/** @param {import('switchback').CodeDatabase} db */
export async function down(db) {
  // await db.execute('ALTER TABLE users DROP COLUMN phone');
}
`;

function writeNew(
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
    const path = files[written.length]?.path ?? directory;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') {
      throw new MigrateError('file-exists', `${basename(path)} exists already.`, {
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
