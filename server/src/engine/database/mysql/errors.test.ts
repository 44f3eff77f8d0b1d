import { expect, test } from 'vitest';
import { databaseError, positionOf } from './errors.ts';
import { flavourOf } from './flavour.ts';

const [mysql, mariadb] = [flavourOf('9.7.4-2'), flavourOf('11.8.6-MariaDB-0+deb13u1')];
const near = (text: string, line: number) =>
  `You have an error in your SQL syntax; check the manual near '${text}' at line ${line}`;

test.each([
  ['SELECT 1 FRM dual', near('dual', 1), 'dual'],
  ['SELECT 1\nFRM t\nFRM t', near('FRM t', 3), 'FRM t'],
  ["SELECT '😀'\n WHER 1", near('1', 2), '1'],
  ['CREATE TABLE t (', near('', 1), ''],
  [`SELECT ${'x'.repeat(200)} FROM`, near('x'.repeat(80), 1), `${'x'.repeat(200)} FROM`],
])('U3 where %j fails', (sql, message, rest) => {
  expect(sql.slice(positionOf(message, sql))).toBe(rest);
});

test('U3 no place where the message has none, or the text is not there', () => {
  expect(positionOf("Table 'a.b' doesn't exist", 'SELECT 1')).toBeUndefined();
  expect(positionOf(near('elsewhere', 1), 'SELECT 1')).toBeUndefined();
});

test.each([
  [{ errno: 1146, code: 'ER_NO_SUCH_TABLE' }, mysql, { code: 'ER_NO_SUCH_TABLE', lost: false, wait: false }],
  [
    { errno: 1205, code: 'ER_LOCK_WAIT_TIMEOUT' },
    mariadb,
    { code: 'ER_LOCK_WAIT_TIMEOUT', lost: false, wait: true },
  ],
  [{ errno: 1213, code: 'ER_LOCK_DEADLOCK' }, mysql, { code: 'ER_LOCK_DEADLOCK', lost: false, wait: true }],
  [
    { errno: 4025, code: 'ER_WRONG_NAME' },
    mariadb,
    { code: 'ER_CONSTRAINT_FAILED', lost: false, wait: false },
  ],
  [{ errno: 4999, code: 'ER_OF_MYSQL' }, mariadb, { code: 'ERROR_4999', lost: false, wait: false }],
  [
    { errno: 4031, code: 'ER_CLIENT_INTERACTION_TIMEOUT' },
    mysql,
    { code: 'ER_CLIENT_INTERACTION_TIMEOUT', lost: true, wait: false },
  ],
  [
    { errno: 4031, code: 'ER_CLIENT_INTERACTION_TIMEOUT' },
    mariadb,
    { code: 'ER_REFERENCED_TRG_DOES_NOT_EXIST', lost: false, wait: false },
  ],
  [
    { code: 'PROTOCOL_CONNECTION_LOST', fatal: true },
    mysql,
    { code: 'PROTOCOL_CONNECTION_LOST', lost: true, wait: false },
  ],
  [
    { errno: 1317, code: 'ER_QUERY_INTERRUPTED' },
    mariadb,
    { code: 'ER_QUERY_INTERRUPTED', lost: false, wait: false },
  ],
] as const)('U3 %j of the driver', (thrown, flavour, { code, lost, wait }) => {
  const error = databaseError({ message: 'said', ...thrown }, 'SELECT 1', flavour, 2);
  expect(error).toMatchObject({
    part: 2,
    connectionLost: lost,
    lockWait: wait,
    database: { code, message: 'said' },
  });
});

test.each([
  ['8.0.36', 'MySQL', [8, 0, 36]],
  ['9.7.4-2', 'MySQL', [9, 7, 4]],
  ['5.5.5-10.6.12-MariaDB-log', 'MariaDB', [10, 6, 12]],
  ['11.8.6-MariaDB-0+deb13u1 from Debian', 'MariaDB', [11, 8, 6]],
])('U8 the version %s', (text, product, version) => {
  expect(flavourOf(text)).toMatchObject({ product, version });
});
