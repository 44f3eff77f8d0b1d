import { rebuildOf } from '../rebuild.ts';
import { nothingThere, type StatementContext, type StatementRule } from '../rule.ts';

/** DROP TABLE of a table that holds, or may hold, rows. */
export const dropTable: StatementRule = {
  id: 'drop-table',
  category: 'data',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'A table is dropped.',
  why: 'Its rows are lost, no down brings them back, and programs that still use it fail.',
  instead: 'Rename it first, and drop it in a later migration once nothing has missed it.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'drop' || (node.object !== 'TABLE' && node.object !== 'TABLES')) return;
    for (const name of node.names) {
      if (context.isNew(name.key) || isRebuild(context, name.key)) continue;
      if (node.ifExists && nothingThere(context, name.key)) continue;
      const also = node.cascade === null ? '' : ', and what depends on it';
      context.report(name, `${name.name} is dropped with all its rows${also}.`);
    }
  },
  claim: { kind: 'changes', probe: 'SELECT count(*) AS n FROM users', world: 'CREATE TABLE users (id int);' },
  good: [
    { sql: 'CREATE TABLE import (id int);\nDROP TABLE import;' },
    {
      sql: 'CREATE TABLE fresh (id int, name text);\nINSERT INTO fresh (id) SELECT id FROM users;\nDROP TABLE users;\nALTER TABLE fresh RENAME TO users;',
      world: 'CREATE TABLE users (id int);\nINSERT INTO users VALUES (1);',
    },
    {
      sql: 'DROP TABLE IF EXISTS users;\nCREATE TABLE users (id int PRIMARY KEY);',
      world: '',
      claim: null,
      before: '',
    },
  ],
  bad: [
    { sql: 'DROP TABLE users;' },
    {
      sql: 'DROP TABLE IF EXISTS users CASCADE;',
      dialect: 'postgres',
      before: 'CREATE TABLE users (id int);',
    },
    {
      sql: 'CREATE TABLE fresh (id int, name text);\nDROP TABLE users;\nALTER TABLE fresh RENAME TO users;',
      world: 'CREATE TABLE users (id int);\nINSERT INTO users VALUES (1);',
    },
  ],
};

/** Another table takes the name further on in the section, and the rows were copied as far as can be told. */
function isRebuild(context: StatementContext, key: string): boolean {
  const rebuild = rebuildOf(context, key);
  return rebuild !== null && (rebuild.columns === null || rebuild.copies.length > 0);
}
