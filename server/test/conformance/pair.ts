import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Two schemas as SQL scripts, and what must be there before either is loaded. */
export interface Pair {
  readonly name: string;
  readonly dialect: 'postgres' | 'mysql' | 'sqlite';
  readonly current: string;
  readonly desired: string;
  readonly roles?: readonly string[];
  readonly prelude?: string;
}

/** Reads every list of pairs in a folder (or in one file); other JSON files are passed over. */
export function readPairs(path: string): readonly Pair[] {
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((file) => file.endsWith('.json'))
        .sort()
        .map((file) => join(path, file))
    : [path];
  return files.flatMap((file) => {
    const list: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(list) ? list.filter(isPair) : [];
  });
}

function isPair(value: unknown): value is Pair {
  const pair = value as Partial<Pair> | null;
  return (
    typeof pair?.current === 'string' && typeof pair.desired === 'string' && typeof pair.name === 'string'
  );
}
