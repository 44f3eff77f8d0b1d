import { columnsOf } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const floatType: StatementRule = {
  id: 'float-type',
  category: 'style',
  scope: 'statement',
  severity: 'information',
  dialects: ['mysql', 'mariadb'],
  what: 'A column holds binary fractions.',
  why: 'Amounts are not kept exactly, sums drift, and equality finds nothing.',
  instead: 'Use DECIMAL for amounts.',
  check(context) {
    for (const { column } of columnsOf(context.node)) {
      const base = column.type?.base ?? '';
      if (base === 'float' || base === 'real' || base === 'double precision')
        context.report(column.type, `${column.name.name} does not keep amounts exactly.`);
    }
  },
  good: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY, price decimal(10, 2));' }],
  bad: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY, price float(7, 4));' }],
};
