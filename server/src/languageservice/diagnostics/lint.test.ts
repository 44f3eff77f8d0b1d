import { describe, expect, test } from 'vitest';
import { quickFixes } from '../codeActions/index.ts';
import { pathOf, type SnapshotOptions, snapshotOf } from '../snapshot.testing.ts';
import { findDiagnostics } from './index.ts';

const lint = { severities: {}, lockTimeout: true, version: null };
const users =
  '-- migrate:up\nCREATE TABLE users (id bigint PRIMARY KEY, email text);\n-- migrate:down\nDROP TABLE users;\n';

function find(files: Readonly<Record<string, string>>, base: string, options: SnapshotOptions = {}) {
  const project = snapshotOf(files, options);
  const found = findDiagnostics(project, pathOf(base), { checkSyntax: null, outOfOrder: 'warn', lint });
  const text = files[base]!;
  return {
    marked: found.map(({ code, place }) => `${code}: ${text.slice(place.start, place.end)}`),
    fixes: quickFixes(project, pathOf(base), found),
  };
}

const index =
  '-- migrate:up\nCREATE INDEX by_email ON users (email);\n-- migrate:down\nDROP INDEX by_email;\n';
const environment = { name: 'dev', production: false, connected: true };

describe('E1 rules in the editor', () => {
  test('what is found stands at its word', () => {
    expect(find({ '001_users.sql': users, '002_index.sql': index }, '002_index.sql').marked).toEqual([
      'require-concurrent-index: INDEX',
    ]);
  });

  test('nothing is said of a migration that has run, nor of a table that another pending one makes', () => {
    const files = { '001_users.sql': users, '002_index.sql': index };
    expect(find(files, '002_index.sql', { environment, applied: ['001', '002'] }).marked).toEqual([]);
    expect(find(files, '002_index.sql', { environment, applied: [] }).marked).toEqual([]);
    expect(find(files, '002_index.sql', { environment, applied: ['001'] }).marked).toHaveLength(1);
  });

  test('nothing is said while the database is not known', () => {
    expect(
      find({ '001_users.sql': users, '002_index.sql': index }, '002_index.sql', { dialect: null }).marked,
    ).toEqual([]);
  });

  test('a half-written statement silences no other', () => {
    const text = '-- migrate:up\nCREATE TABLE (;\nDROP TABLE users;\n-- migrate:down\n';
    expect(find({ '001_users.sql': users, '002_x.sql': text }, '002_x.sql').marked).toContain(
      'drop-table: users',
    );
  });

  test('E2 an index that is alone is built in place, outside a transaction', () => {
    const [first] = find({ '001_users.sql': users, '002_index.sql': index }, '002_index.sql').fixes;
    expect(first).toMatchObject({
      title: 'Build it with CONCURRENTLY, outside a transaction',
      preferred: true,
      edits: [
        { kind: 'replace', start: 13, end: 13, text: ' transaction:false' },
        { kind: 'replace', start: 26, end: 26, text: ' CONCURRENTLY' },
      ],
    });
  });

  test('E2 one of several statements goes into a migration of its own, in the layout of its file', () => {
    const text = '-- migrate:up\nCREATE INDEX by_email ON users (email);\nSELECT 1;\n-- migrate:down\n';
    const files = { '001_users.sql': users, '002_index.sql': text };
    expect(find(files, '002_index.sql').fixes[0]?.edits).toEqual([
      { kind: 'replace', path: pathOf('002_index.sql'), start: 14, end: 54, text: '' },
      {
        kind: 'create',
        path: pathOf('003_create_by_email.sql'),
        text: '-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY by_email ON users (email);\n\n-- migrate:down transaction:false\nDROP INDEX CONCURRENTLY IF EXISTS by_email;\n',
      },
    ]);
    const halves = {
      '001_users.sql': users,
      '002_index.up.sql': 'SELECT 1;\nCREATE INDEX i ON users (email);\n',
    };
    const created = find(halves, '002_index.up.sql')
      .fixes.find(({ code }) => code === 'require-concurrent-index')
      ?.edits.slice(1);
    expect(created).toEqual([
      {
        kind: 'create',
        path: pathOf('003_create_i.up.sql'),
        text: '-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY i ON users (email);\n',
      },
      {
        kind: 'create',
        path: pathOf('003_create_i.down.sql'),
        text: '-- migrate:down transaction:false\nDROP INDEX CONCURRENTLY IF EXISTS i;\n',
      },
    ]);
  });

  test('E2 what is meant is allowed by a comment in front of its statement', () => {
    const files = {
      '001_users.sql': users,
      '002_drop.sql': '-- migrate:up\n  DROP TABLE users;\n-- migrate:down\n',
    };
    const allow = find(files, '002_drop.sql').fixes.find(({ title }) => title === 'Allow drop-table here');
    expect(allow?.edits).toEqual([
      {
        kind: 'replace',
        path: pathOf('002_drop.sql'),
        start: 14,
        end: 14,
        text: '-- migrate:allow drop-table\n',
      },
    ]);
  });
});
