import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadCode, readMigrations } from './index.ts';

test.each(['ts', 'mts', 'js', 'mjs', 'cjs'])(
  'D10 a rewritten .%s module is loaded afresh',
  async (extension) => {
    const directory = mkdtempSync(join(tmpdir(), 'switchback-code-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    const file = join(directory, `1_code.${extension}`);
    const text = (value: number) =>
      extension === 'cjs' ? `exports.up = () => ${value};` : `export const up = () => ${value};`;
    for (const value of [1, 2, 3]) {
      writeFileSync(file, text(value));
      const { migrations } = await readMigrations(directory);
      const { up } = await loadCode(migrations[0]!);
      expect(up({} as never)).toBe(value);
    }
  },
);
