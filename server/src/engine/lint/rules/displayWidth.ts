import { columnsOf } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const displayWidth: StatementRule = {
  id: 'display-width',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  dialects: ['mysql'],
  what: 'An integer has a display width.',
  why: 'It does not limit the values; MySQL 8 warns about it and forgets it.',
  instead: 'Leave the number out; for a narrower range take another type.',
  check(context) {
    for (const { column } of columnsOf(context.node)) {
      const { type } = column;
      if (type === null || type.arguments.length === 0 || type.zerofill) continue;
      if (!/^(?:tinyint|smallint|mediumint|integer|bigint)$/.test(type.base)) continue;
      if (type.base !== 'tinyint' || type.arguments[0] !== '1')
        context.report(type, `${type.text} holds no other values than without the number.`);
    }
  },
  good: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY, flag tinyint(1));' }],
  bad: [{ sql: 'CREATE TABLE t (id int(11) PRIMARY KEY);' }],
};
