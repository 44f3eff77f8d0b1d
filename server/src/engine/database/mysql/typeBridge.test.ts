import { describe, expect, test } from 'vitest';
import { column, table } from '../../diff/builders.testing.ts';
import { planColumns } from './alterColumns.ts';
import { typeBridges } from './typeBridge.ts';

const modify = (type: string) => `ALTER TABLE \`t\` MODIFY COLUMN \`c\` ${type}`;
const viaText = [modify('varchar(64)')];

const cases: readonly (readonly [from: string, to: string, bridge: readonly string[]])[] = [
  ['int(11)', 'bigint(20)', []],
  ['int(11)', 'varchar(9)', []],
  ['datetime', 'date', []],
  ['int(11)', 'uuid', viaText],
  ['uuid', 'int(11)', viaText],
  ['uuid', 'char(36)', []],
  ['blob', 'inet6', []],
  ['uuid', 'inet6', viaText],
  ['point', 'decimal(9,2)', viaText],
  ['date', 'geometry', viaText],
  ['point', 'geometry', []],
  ['inet4', 'inet6', [...viaText, "UPDATE `t` SET `c` = CONCAT('::ffff:', `c`)"]],
  ['inet6', 'inet4', [...viaText, "UPDATE `t` SET `c` = REPLACE(`c`, '::ffff:', '')"]],
  ['varbinary(9)', 'json', [modify('longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin')]],
  ['bit(4)', 'json', [modify('bigint unsigned')]],
  ['text', 'json', []],
  ['binary(4)', 'binary(8)', []],
  ['binary(8)', 'binary(4)', [modify('varbinary(8)'), "UPDATE `t` SET `c` = TRIM(TRAILING x'00' FROM `c`)"]],
];

describe('S3 S8 types that are reached in two steps', () => {
  test.each(cases)('%s to %s', (from, to, expected) => {
    const [before, after] = [from, to].map((type) => table({ name: 't', columns: [column('c', { type })] }));
    const [was, is] = [before!.columns[0]!, after!.columns[0]!];
    const plan = planColumns(before!, after!, [
      { kind: 'alterColumn', before: was, after: is, aspects: ['type'] },
    ]);
    expect(typeBridges(before!, after!, plan, false).map(({ sql }) => sql)).toEqual(expected);
  });
});
