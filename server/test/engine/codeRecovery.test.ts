import { afterEach, describe, expect, test } from 'vitest';
import { fingerprint } from '../crash/fingerprint.ts';
import { databases } from '../servers/testDatabases.ts';
import { createProject, type Project } from './project.ts';

const base =
  '-- migrate:up\nCREATE TABLE kept (id INTEGER PRIMARY KEY, v INTEGER);\nINSERT INTO kept VALUES (1, 1);\n';
const make = 'CREATE TABLE made (id INTEGER PRIMARY KEY)';
const alter = 'ALTER TABLE kept ADD COLUMN w INTEGER';
const insert = 'INSERT INTO kept (id, v) VALUES (2, 2)';
const drop = 'ALTER TABLE kept DROP COLUMN v';

/** What code runs before it fails, and what must be told to stand; null: all of it is taken back. */
interface Failing {
  readonly name: string;
  readonly statements: readonly string[];
  readonly stands: string | null;
}

const inTransaction: readonly Failing[] = [
  { name: 'nothing before', statements: [], stands: null },
  { name: 'schema changes alone', statements: [make, alter], stands: null },
  { name: 'rows alone', statements: [insert], stands: null },
  { name: 'rows after the last schema change', statements: [make, insert, 'DELETE FROM kept'], stands: null },
  {
    name: 'rows that a schema change committed',
    statements: [insert, make],
    stands: 'statement 1 (INSERT INTO kept (id, v) VALUES (2, 2)) changed rows',
  },
  { name: 'a dropped column', statements: [make, drop], stands: 'the contents of kept.v are lost' },
  {
    name: 'rows in a table of its own',
    statements: [make, 'INSERT INTO made VALUES (1)', alter],
    stands: 'statement 2 (INSERT INTO made VALUES (1)) changed rows',
  },
];
const outside: readonly Failing[] = [
  { name: 'schema changes alone', statements: [make, alter], stands: null },
  {
    name: 'rows',
    statements: [make, insert],
    stands: 'statement 2 (INSERT INTO kept (id, v) VALUES (2, 2)) changed rows',
  },
];

const code = (statements: readonly string[], wantsTransaction: boolean) => `
${wantsTransaction ? '' : '// migrate:up transaction:false'}
export async function up(db) {
  for (const sql of ${JSON.stringify(statements)}) await db.execute(sql);
}
export async function down(db) {}
`;

describe.each(databases)('$name: code that fails', (database) => {
  let project: Project;
  afterEach(() => project.drop());

  async function check({ statements, stands }: Failing, wantsTransaction: boolean): Promise<void> {
    project = await createProject(database, { '1_base.sql': base });
    await project.migrator.up();
    const before = await fingerprint(project.url, database.dialect);
    project.write({ '2_code.mjs': code([...statements, 'SELECT * FROM nowhere'], wantsTransaction) });
    const { failed } = await project.migrator.up();
    const incomplete = failed!.error.details.others?.find((other) => other.code === 'incomplete');
    expect({ code: failed!.error.code, why: incomplete?.message }).toEqual({
      code: 'statement-failed',
      why: stands === null ? undefined : expect.stringContaining(stands),
    });
    expect(await project.states()).toBe(stands === null ? '1 applied, 2 pending' : '1 applied, 2 incomplete');
    if (stands === null) expect(await fingerprint(project.url, database.dialect)).toBe(before);
    else await project.migrator.recover({ acceptDataLoss: true });
    project.write({ '2_code.mjs': code([], wantsTransaction) });
    expect((await project.migrator.up()).failed).toBeNull();
    expect(await project.states()).toBe('1 applied, 2 applied');
  }

  const commits = database.dialect === 'mysql';
  test.each(inTransaction.map((one) => (commits ? one : { ...one, stands: null })))(
    'A2 D10 $name',
    (failing) => check(failing, true),
  );
  test.each(outside)('A2 D8 D10 $name, in no transaction', (failing) => check(failing, false));

  test('U7 whether a failure can be taken back is said before it runs, only where it may not be rolled back', async () => {
    project = await createProject(database, { '1_code.mjs': code([make], true) });
    const { warnings } = await project.migrator.up({ dryRun: true });
    expect(warnings.map((warning) => warning.code)).toEqual(commits ? ['not-transactional'] : []);
  });
});
