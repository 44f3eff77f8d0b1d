import { basename } from 'node:path';
import type { Diagnostic } from '../diagnostic.ts';
import type { SqlDialect } from '../sql/index.ts';
import { dependencyDiagnostics } from './dependencies.ts';
import { badName, parseFileName } from './fileName.ts';
import { gapDiagnostics } from './gaps.ts';
import type { Migration, MigrationSet, SourceFile } from './migration.ts';
import { placeOfFile } from './place.ts';
import { missingDown, parseSource } from './sections.ts';

/**
 * Puts the files of one directory together to migrations: pairs are joined, versions compared, dependencies checked.
 * Pure: an editor calls it again with one file exchanged for its unsaved text. `others` are findings about files that
 * are no migrations.
 */
export function assemble(
  directory: string,
  sources: readonly SourceFile[],
  others: readonly Diagnostic[] = [],
): MigrationSet {
  const diagnostics: Diagnostic[] = [...others];
  const halves = new Map<string, SourceFile[]>();
  for (const source of sources) {
    if (source.name.direction === 'down') append(halves, keyOf(source), source);
  }
  const suspects = suspectsAmong(sources);
  const migrations: Migration[] = [];
  const unreadable: MigrationSet['unreadable'][number][] = [];
  const leaders: SourceFile[] = [];

  for (const source of sources) {
    if (suspects.has(source)) {
      const { problem, hint, code } = badName(basename(source.path));
      diagnostics.push({ code, severity: 'error', message: problem, hint, place: placeOfFile(source.path) });
      continue;
    }
    diagnostics.push(...source.diagnostics);
    if (source.name.direction === 'down') continue;
    leaders.push(source);
    const down = source.name.layout === 'pair' ? takeHalf(halves, source) : undefined;
    if (source.content === null) unreadable.push(identity(source));
    else migrations.push(migrationOf(source, down));
    const lacksDown =
      source.name.layout === 'pair'
        ? down === undefined
        : source.name.layout === 'code' && source.content?.down === null;
    if (lacksDown) diagnostics.push(missingDownOf(source));
  }
  for (const orphans of halves.values())
    for (const orphan of orphans) diagnostics.push(orphanDown(orphan, leaders));

  migrations.sort((a, b) => order(a.number, b.number) || (a.files[0]! < b.files[0]! ? -1 : 1));
  diagnostics.push(
    ...duplicates(leaders),
    ...gapDiagnostics(migrations),
    ...dependencyDiagnostics(migrations),
  );
  diagnostics.sort(byPlace);
  return {
    directory,
    migrations,
    diagnostics,
    unreadable,
    files: new Map(sources.map((it) => [it.path, it])),
  };
}

/** The same directory with one file's text exchanged, as an editor holds it unsaved. The file need not exist yet. */
export function withText(set: MigrationSet, path: string, text: string, syntax?: SqlDialect): MigrationSet {
  const name = parseFileName(basename(path));
  if (name.kind !== 'migration') return set;
  const files = new Map(set.files);
  files.set(path, { path, name, stamp: null, ...parseSource(path, name, text, syntax) });
  return assemble(
    set.directory,
    [...files.values()],
    set.diagnostics.filter(({ place }) => !set.files.has(place.file)),
  );
}

function migrationOf(source: SourceFile, half: SourceFile | undefined): Migration {
  const { version, number, name, layout } = source.name;
  const content = source.content!;
  const nothing = {
    file: source.path,
    text: content.text,
    start: 0,
    end: 0,
    transaction: true,
    limits: {},
    appliedText: '',
    empty: true,
  };
  return {
    version,
    number,
    name,
    id: `${version}_${name}`,
    checksum: content.checksum,
    up: content.up ?? nothing,
    down: layout === 'pair' ? (half?.content?.down ?? null) : content.down,
    requires: half?.content ? [...content.requires, ...half.content.requires] : content.requires,
    language: layout === 'code' ? 'code' : 'sql',
    layout,
    files: half === undefined ? [source.path] : [source.path, half.path],
  };
}

function identity({ name: { version, number, name } }: SourceFile): MigrationSet['unreadable'][number] {
  return { version, number, name };
}

function keyOf({ name }: SourceFile): string {
  return `${name.number}_${name.name}`;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The down file of a pair: the one with the same spelling of the version first, then `1` for `001`. */
function takeHalf(halves: Map<string, SourceFile[]>, source: SourceFile): SourceFile | undefined {
  const candidates = halves.get(keyOf(source));
  if (candidates === undefined || candidates.length === 0) return undefined;
  const same = candidates.findIndex((half) => half.name.version === source.name.version);
  return candidates.splice(Math.max(same, 0), 1)[0];
}

/** Single files named `…_up.sql` or `…_down.sql` that are misnamed halves of a pair: no marker of their own, or both halves there. */
function suspectsAmong(sources: readonly SourceFile[]): ReadonlySet<SourceFile> {
  const named = sources.filter(({ name }) => name.suspect !== null);
  const stems = new Map<string, Set<string>>();
  const stemOf = ({ name }: SourceFile) => `${name.number}_${name.name.slice(0, -name.suspect!.length)}`;
  for (const source of named) {
    const stem = stemOf(source);
    stems.set(stem, (stems.get(stem) ?? new Set()).add(source.name.suspect!));
  }
  return new Set(
    named.filter((source) => source.content?.markers.length === 0 || stems.get(stemOf(source))!.size === 2),
  );
}

function missingDownOf(source: SourceFile): Diagnostic {
  const base = basename(source.path);
  return {
    code: 'missing-down',
    severity: 'warning',
    message: missingDown(source.name),
    hint:
      source.name.layout === 'code'
        ? 'Export a function down(db) that takes up(db) back.'
        : `Create ${base.replace(/\.up(\.sql)$/i, '.down$1')} with the statements that take it back.`,
    place: placeOfFile(source.path),
    version: source.name.version,
  };
}

function orphanDown(orphan: SourceFile, leaders: readonly SourceFile[]): Diagnostic {
  const base = basename(orphan.path);
  const sibling = leaders.find((leader) => leader.name.number === orphan.name.number);
  const wanted = base.replace(/\.down(\.sql)$/i, '.up$1');
  const hint =
    sibling === undefined
      ? `Create ${wanted}, or delete the file.`
      : `Its version belongs to ${basename(sibling.path)}: give both the same name (letter case counts), or delete the file.`;
  return {
    code: 'orphan-down',
    severity: 'error',
    message: `${base} has no up file ${wanted} beside it.`,
    hint,
    place: placeOfFile(orphan.path),
    version: orphan.name.version,
    ...(sibling === undefined
      ? {}
      : { related: [{ place: { file: sibling.path }, message: basename(sibling.path) }] }),
  };
}

/** One error for each file after the first of a version; it names the file and all others of that version. */
function duplicates(leaders: readonly SourceFile[]): Diagnostic[] {
  const byNumber = new Map<bigint, SourceFile[]>();
  for (const leader of leaders) append(byNumber, leader.name.number, leader);
  const found: Diagnostic[] = [];
  for (const group of byNumber.values()) {
    if (group.length === 1) continue;
    group.sort((a, b) => (a.path < b.path ? -1 : 1));
    for (const source of group.slice(1)) {
      const first = group[0]!;
      found.push({
        code: 'duplicate-version',
        severity: 'error',
        message: `${basename(first.path)} and ${basename(source.path)} have the same version ${source.name.number}.`,
        hint: 'Give one of them another version.',
        place: placeOfFile(source.path),
        version: source.name.version,
        related: group
          .filter((other) => other !== source)
          .map((other) => ({ place: placeOfFile(other.path), message: basename(other.path) })),
      });
    }
  }
  return found;
}

function order(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  if (a.place.file !== b.place.file) return a.place.file < b.place.file ? -1 : 1;
  return (a.place.start ?? 0) - (b.place.start ?? 0);
}
