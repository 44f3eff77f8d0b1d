import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Diagnostic, Migrator } from '../../src/engine/index.ts';
import type { FreshDatabase } from '../servers/testDatabases.ts';
import { caseFile, filesOf, places } from './cases/all.ts';

describe.each(places)('$title: check', ({ cases, open }) => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await open();
  });
  afterAll(() => fresh.drop());

  test.each(cases)('$title', async (one) => {
    const { finding } = one;
    const directory = mkdtempSync(join(inject('runDirectory'), 'check-'));
    for (const [name, text] of Object.entries(filesOf(one))) writeFileSync(join(directory, name), text);
    const { diagnostics, notChecked } = await new Migrator({ url: fresh.url, directory }).check({
      version: '004',
    });
    const found = diagnostics.map((diagnostic) => shown(diagnostic, finding?.within));
    const place = finding?.within === undefined ? { at: finding?.at } : { within: true };
    expect(found).toEqual(finding === undefined ? [] : [{ code: finding.code, file: caseFile, ...place }]);
    if (finding?.says !== undefined) expect(diagnostics[0]!.message).toContain(finding.says);
    expect(notChecked).toEqual([]);
    rmSync(directory, { recursive: true });
  });
});

/** A finding with the text it stands at, or whether it lies inside a statement. */
function shown({ code, place }: Diagnostic, within: string | undefined) {
  const text = readFileSync(place.file, 'utf8');
  const found = { code, file: place.file.slice(place.file.lastIndexOf('/') + 1) };
  if (within === undefined) return { ...found, at: text.slice(place.start, place.end) };
  const start = text.indexOf(within);
  return { ...found, within: start <= place.start! && place.end! <= start + within.length };
}
