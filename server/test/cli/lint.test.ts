import { describe, expect, test } from 'vitest';
import { configuration, startClient } from '../languageserver/client.ts';
import { databases, type TestDatabase } from '../servers/testDatabases.ts';
import { createWorkspace, migration, tableMigration } from './workspace.ts';

/** Two mistakes in one section, what a rule finds between them, and a third in the other section. */
const broken = migration('CREATE TABEL b (id int);\nDROP TABLE a;\nSELECT 1 FORM a;', '\u{1f600}SELEC 1;');
const files = { '001_a.sql': tableMigration('a'), '002_b.sql': broken };
const hasGrammar = ({ dialect }: TestDatabase): boolean => dialect === 'postgres' || dialect === 'sqlite';

describe.each(databases)('$name: lint', (database) => {
  test('E1 what does not parse is an error in every format, beside what the rules find', async () => {
    const workspace = await createWorkspace(database, files);
    await workspace.run('up 1');
    const json = await workspace.run('lint --format json');
    const { diagnostics } = json.json() as { diagnostics: { code: string; line: number; column: number }[] };
    const unparsed = diagnostics.filter(({ code }) => code === 'syntax-error');
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'drop-table', line: 3 }));
    const human = await workspace.run('lint');
    if (!hasGrammar(database)) {
      expect(unparsed).toEqual([]);
      expect([json.exit, human.exit]).toEqual([0, 0]);
      return;
    }
    expect(unparsed.map(({ line }) => line)).toEqual([2, 4, 7]);
    expect(unparsed[0]).toMatchObject({
      severity: 'error',
      message: expect.stringMatching(/^(?:Syntax error at or n|N)ear "TABEL"(?:: syntax error)?\.$/),
      column: 8,
    });
    expect(diagnostics.map(({ line }) => line)).toEqual(diagnostics.map(({ line }) => line).sort());
    expect([json.exit, human.exit, (await workspace.run('lint --check')).exit]).toEqual([4, 4, 4]);
    expect(human.stderr).toContain('error[syntax-error]');
    expect(human.stderr).toContain('--> migrations/002_b.sql:2:8');
    const github = await workspace.run('lint --format github');
    expect(github).toMatchObject({ exit: 4 });
    expect(github.stdout).toContain('::error file=migrations/002_b.sql,line=2,col=8,title=syntax-error::');
    const sarif = (await workspace.run('lint --format sarif')).json() as {
      runs: { results: { ruleId: string; level: string }[] }[];
    };
    expect(sarif.runs[0]!.results).toContainEqual(
      expect.objectContaining({ ruleId: 'syntax-error', level: 'error' }),
    );
  });

  test('E1 of what has run, nothing is said unless it is named', async () => {
    const workspace = await createWorkspace(database, { '001_a.sql': tableMigration('a') });
    await workspace.run('up');
    workspace.write({ 'migrations/001_a.sql': broken });
    expect((await workspace.run('lint')).exit).toBe(0);
    expect((await workspace.run('lint 1')).exit).toBe(hasGrammar(database) ? 4 : 0);
  });

  test('E1 the editor and the command line say the same of the same place', async () => {
    const workspace = await createWorkspace(database, files);
    const { dialect } = database;
    const linted = (await workspace.run(`lint 2 --dialect ${dialect} --json`)).json() as {
      diagnostics: { code: string; message: string; line: number; column: number }[];
    };
    const path = 'migrations/002_b.sql';
    const url = dialect === 'sqlite' ? 'sqlite:none.db' : `${dialect}://nobody@localhost:1/none`;
    const client = await startClient({
      'migrate.config.json': configuration({ dev: url }),
      'migrations/001_a.sql': files['001_a.sql'],
      [path]: broken,
    });
    client.open(path, broken);
    const wanted = linted.diagnostics.map(({ code, message, line, column }) => ({
      ...{ code, message },
      start: { line: line - 1, character: column - 1 },
    }));
    const seen = await client.until(path, (all) => all.length >= wanted.length);
    const said = seen.map(({ code, message, range }) => ({
      ...{ code, message: String(message).split('\n')[0] },
      start: range.start,
    }));
    expect(said).toEqual(expect.arrayContaining(wanted));
    expect(seen.filter(({ code }) => code === 'syntax-error')).toHaveLength(hasGrammar(database) ? 3 : 0);
  });
});
