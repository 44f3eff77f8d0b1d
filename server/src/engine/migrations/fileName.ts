import type { Layout } from './migration.ts';

/** What a file's name says it is. `problem` is one sentence about the file, `hint` says what to do. */
export type FileName =
  | {
      readonly kind: 'migration';
      readonly version: string;
      readonly number: bigint;
      readonly name: string;
      readonly layout: Layout;
      /** Of a pair. */
      readonly direction: 'up' | 'down' | null;
      /** A single file whose name ends in `_up` or `_down` is most likely half of a misnamed pair. */
      readonly suspect: 'up' | 'down' | null;
    }
  | { readonly kind: 'hidden' }
  | {
      readonly kind: 'bad';
      readonly code: 'bad-file-name' | 'unsupported-file';
      readonly problem: string;
      readonly hint: string;
    }
  | { readonly kind: 'stray'; readonly problem: string; readonly hint: string };

const codeExtension = /\.(?:ts|mts|cts|js|mjs|cjs)$/i;
const foreignExtension = /\.(go|py|rb|php|java|kt|scala|rs|cs|ex|exs|pl|sh|ps1)$/i;
/** What a folder of JavaScript needs beside its modules. */
const companions = new Set(['package.json', 'tsconfig.json', 'node_modules']);
const ignoreHint = 'Rename or move it, or name it in the configuration\'s "ignore".';

/** Reads a base name such as `001_create_users.up.sql`. */
export function parseFileName(base: string): FileName {
  if (base.startsWith('.') || companions.has(base)) return { kind: 'hidden' };
  const digit = /^\d/.test(base);
  const foreign = foreignExtension.exec(base);
  if (foreign !== null) return foreignFile(base, foreign[1]!.toLowerCase(), digit);
  const sql = /\.sql$/i.test(base);
  const code = codeExtension.test(base) && !/\.d\.[mc]?ts$/i.test(base);
  if (!sql && !code) {
    return { kind: 'stray', problem: `${base} is not a migration and was passed over.`, hint: ignoreHint };
  }
  if (!digit) {
    return {
      kind: 'stray',
      problem: `${base} was passed over: a migration's name begins with its version.`,
      hint: `Name it like 20240115100000_${base.replace(/^\W+/, '')}, or name it in the configuration's "ignore".`,
    };
  }
  return sql ? sqlName(base) : codeName(base);
}

function foreignFile(base: string, extension: string, digit: boolean): FileName {
  const problem = `${base} cannot run here: .${extension} migrations are not supported.`;
  const hint = `Write it as SQL, or as a .ts, .mts, .js or .mjs module that exports up(db) and down(db).`;
  return digit ? { kind: 'bad', code: 'unsupported-file', problem, hint } : { kind: 'stray', problem, hint };
}

function sqlName(base: string): FileName {
  const match = /^(\d+)_(.+?)(?:\.(up|down))?\.sql$/is.exec(base);
  if (match === null || /\.(?:up|down)$/i.test(match[2]!)) return badName(base);
  const direction = (match[3]?.toLowerCase() ?? null) as 'up' | 'down' | null;
  const suspect = direction === null ? /[_-](up|down)$/i.exec(match[2]!)?.[1]?.toLowerCase() : undefined;
  return {
    kind: 'migration',
    version: match[1]!,
    number: BigInt(match[1]!),
    name: match[2]!,
    layout: direction === null ? 'single' : 'pair',
    direction,
    suspect: (suspect ?? null) as 'up' | 'down' | null,
  };
}

function codeName(base: string): FileName {
  const match = /^(\d+)_(.+)\.[mc]?[tj]s$/is.exec(base);
  if (match === null || /\.(?:up|down|test|spec)$/i.test(match[2]!)) return badName(base);
  return {
    kind: 'migration',
    version: match[1]!,
    number: BigInt(match[1]!),
    name: match[2]!,
    layout: 'code',
    direction: null,
    suspect: null,
  };
}

/** What is said of a file that begins with a digit and is no migration. */
export function badName(base: string): FileName & { kind: 'bad' } {
  const wanted = suggestName(base);
  return {
    kind: 'bad',
    code: 'bad-file-name',
    problem: `${base} cannot be read as a migration: the name must be VERSION_NAME.sql, VERSION_NAME.up.sql with VERSION_NAME.down.sql, or VERSION_NAME.ts.`,
    hint: `Rename it${wanted === null ? '' : ` to ${wanted}`}, or name it in the configuration's "ignore".`,
  };
}

/** The name by the convention that a misnamed file most likely means; null when there is no good guess. */
export function suggestName(base: string): string | null {
  const extension = /\.(?:sql|[mc]?[tj]s)$/i.exec(base)?.[0];
  if (extension === undefined) return null;
  const isSql = extension.toLowerCase() === '.sql';
  let stem = base.slice(0, -extension.length);
  let direction = '';
  const ending = /[._-](up|down)$/i.exec(stem);
  if (ending !== null) {
    stem = stem.slice(0, ending.index);
    if (isSql) direction = `.${ending[1]!.toLowerCase()}`;
  }
  if (!isSql) stem = stem.replace(/\.(?:test|spec)$/i, '');
  const match = /^(\d[\d.-]*\d|\d)(?:T(\d+))?(.*)$/s.exec(stem);
  if (match === null) return null;
  const version = `${match[1]}${match[2] ?? ''}`.replace(/\D/g, '');
  const name = match[3]!.replace(/^[^\p{L}\p{N}]+/u, '').replace(/\s+/g, '_') || 'name';
  const wanted = `${version}_${name}${direction}${extension.toLowerCase()}`;
  return wanted === base ? null : wanted;
}
