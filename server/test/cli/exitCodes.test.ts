import { describe, expect, test } from 'vitest';
import { databases, sql } from '../servers/testDatabases.ts';
import { createWorkspace, migration, tableMigration, type Workspace } from './workspace.ts';

const files = { '001_a.sql': tableMigration('a'), '003_c.sql': tableMigration('c') };

interface Case {
  readonly title: string;
  readonly before?: (workspace: Workspace) => unknown;
  /** Arguments → exit code, in order. */
  readonly exits: readonly (readonly [args: string, exit: number])[];
}

const modify = (workspace: Workspace) =>
  workspace.write({ 'migrations/001_a.sql': `${files['001_a.sql']}-- x\n` });

const cases: readonly Case[] = [
  {
    title: 'C2 C5 pending is 3 only with --check',
    before: (workspace) => workspace.run('init'),
    exits: [
      ['status', 0],
      ['status --check', 3],
      ['up --check', 3],
      ['up --dry-run', 0],
      ['up', 0],
      ['up --check', 0],
      ['status --check', 0],
      ['up', 0],
      ['down 9', 0],
      ['down', 0],
    ],
  },
  {
    title: 'H3 R4 C5 a modified one is 4',
    before: async (workspace) => {
      await workspace.run('up 1');
      modify(workspace);
    },
    exits: [
      ['status', 0],
      ['status --check', 4],
      ['up --check', 4],
      ['up', 4],
      ['down', 4],
      ['redo', 4],
      ['validate', 4],
      ['repair', 0],
      ['status --check', 3],
    ],
  },
  {
    title: 'H4 a missing one: up goes on, down is refused',
    before: async (workspace) => {
      await workspace.run('up 1');
      workspace.write({ 'migrations/001_a.sql': null });
    },
    exits: [
      ['status', 0],
      ['up', 0],
      ['down', 0],
      ['down', 4],
      ['down --from-history --dry-run', 0],
      ['down --from-history', 0],
    ],
  },
  {
    title: 'H5 out of order by its rule',
    before: async (workspace) => {
      await workspace.run('up');
      workspace.write({ 'migrations/002_b.sql': tableMigration('b') });
    },
    exits: [
      ['status --check', 3],
      ['up --out-of-order error', 4],
      ['up --out-of-order allow --dry-run', 0],
      ['up', 0],
    ],
  },
  {
    title: 'R5 a missing down is 4, unless forced',
    before: async (workspace) => {
      workspace.write({ 'migrations/004_d.sql': '-- migrate:up\nCREATE TABLE d (id INTEGER);\n' });
      await workspace.run('up');
    },
    exits: [
      ['down --dry-run', 4],
      ['down', 4],
      ['down --force', 0],
    ],
  },
  {
    title: 'R6 production asks for --confirm',
    before: (workspace) =>
      workspace.write({
        'migrate.config.json': JSON.stringify({
          environments: { live: { database: workspace.url, production: true } },
        }),
      }),
    exits: [
      ['fresh --env live', 4],
      ['fresh --env live --dry-run', 0],
      ['fresh --env live --confirm', 0],
      ['fresh', 4],
    ],
  },
  {
    title: 'D9 `ignore` lets a bad name pass',
    before: async (workspace) => {
      workspace.write({ 'migrations/0021_x_up.sql': 'SELECT 1;' });
      expect((await workspace.run('up')).exit).toBe(4);
      workspace.write({ 'migrate.config.json': '{ "ignore": ["*_up.sql"] }' });
    },
    exits: [['up', 0]],
  },
  {
    title: 'D9 warnings only are 0',
    before: (workspace) =>
      workspace.write({
        'migrations/notes.txt': '',
        'migrations/009_gap.sql': '-- migrate:up\n-- nothing\n',
      }),
    exits: [
      ['validate', 0],
      ['up', 0],
    ],
  },
  {
    title: 'U3 a failing statement is 1',
    before: (workspace) =>
      workspace.write({ 'migrations/002_b.sql': migration('INSERT INTO nowhere VALUES (1);', 'SELECT 1;') }),
    exits: [
      ['up', 1],
      ['status --check', 3],
      ['up --json', 1],
    ],
  },
  {
    title: 'D7 a rollback that would leave a dependant is 4',
    before: async (workspace) => {
      workspace.write({ 'migrations/004_d.sql': `-- migrate:requires 1\n${tableMigration('d')}` });
      await workspace.run('up');
      await sql(workspace.url, "delete from schema_migrations where version = '003'");
    },
    exits: [
      ['down --to 001', 0],
      ['validate', 0],
    ],
  },
];

describe.each(databases)('$name: exit codes', (database) => {
  test.each(cases)('$title', async ({ before, exits }) => {
    const workspace = await createWorkspace(database, files);
    await before?.(workspace);
    const found: (readonly [string, number | null])[] = [];
    for (const [args] of exits) found.push([args, (await workspace.run(args)).exit]);
    expect(found).toEqual(exits);
  });
});
