import { expect, test } from 'vitest';
import { mysqlSyntax, postgresSyntax, type SqlDialect } from '../engine/sql/index.ts';
import { hazardHints, type MeasuredHazard } from './hazards.ts';
import { pathOf, snapshotOf } from './snapshot.testing.ts';

const statement = 'ALTER TABLE users ADD COLUMN a int';
const lock = (mode: string, relation = 'users') => ({ mode, relation });
const rows = new Map([
  ['users', 2_100_000],
  ['orders', 12],
]);

const cases: readonly (readonly [
  title: string,
  SqlDialect,
  measured: Partial<MeasuredHazard>,
  leastRows: number,
  label: string | null,
])[] = [
  [
    'a lock and a rewrite of a large table',
    postgresSyntax,
    { locks: [lock('AccessExclusive')], rewrites: ['users', 'users_pkey'] },
    100_000,
    'AccessExclusive on users · rewrites the table · about 2.1 M rows',
  ],
  [
    'the same lock on two tables, the larger one counts',
    postgresSyntax,
    { locks: [lock('ShareRowExclusive', 'orders'), lock('ShareRowExclusive')] },
    100_000,
    'ShareRowExclusive on orders, users · about 2.1 M rows',
  ],
  ['a small table', postgresSyntax, { locks: [lock('AccessExclusive', 'orders')] }, 100_000, null],
  ['a table that nobody knows', postgresSyntax, { locks: [lock('AccessExclusive', 'other')] }, 100_000, null],
  [
    'all are wanted',
    postgresSyntax,
    { locks: [lock('AccessExclusive', 'other')] },
    0,
    'AccessExclusive on other',
  ],
  ['a lock that lets others work', postgresSyntax, { locks: [lock('ShareUpdateExclusive')] }, 0, null],
  [
    'a copy',
    mysqlSyntax,
    { algorithm: 'COPY' },
    100_000,
    'COPY on users · rewrites the table · about 2.1 M rows',
  ],
  ['an instant change', mysqlSyntax, { algorithm: 'INSTANT' }, 100_000, null],
  [
    'an instant change, all are wanted',
    mysqlSyntax,
    { algorithm: 'INSTANT' },
    0,
    'INSTANT on users · about 2.1 M rows',
  ],
];

test.each(cases)(
  'the measured hazard is shown behind its statement: %s',
  (_title, dialect, measured, leastRows, label) => {
    const text = `-- migrate:up\n${statement};\n`;
    const project = snapshotOf({ '001_a.sql': text }, { dialect });
    const all = [{ statement, locks: [], rewrites: [], algorithm: null, ...measured }];
    const options = { rowsOf: (table: string) => rows.get(table) ?? null, leastRows };
    expect(hazardHints(project, pathOf('001_a.sql'), all, options)).toEqual(
      label === null ? [] : [{ offset: text.indexOf(';') + 1, label }],
    );
  },
);

test('a statement that was changed since says nothing, the others keep theirs', () => {
  const project = snapshotOf({ '001_a.sql': `-- migrate:up\nDROP TABLE x;\n${statement};\n` });
  const measured = ['DROP TABLE y', statement].map((one) => ({
    ...{ statement: one, rewrites: [], algorithm: null },
    locks: [lock('AccessExclusive')],
  }));
  const hints = hazardHints(project, pathOf('001_a.sql'), measured, { rowsOf: () => null, leastRows: 0 });
  expect(hints).toHaveLength(1);
});
