import { expect, test } from 'vitest';
import { MigrateError } from '../../errors.ts';
import { parseAddress } from './address.ts';

const cases = [
  [
    'mysql://root@db/shop',
    { host: 'db', port: 3306, user: 'root', password: '', database: 'shop', socketPath: null },
  ],
  [
    'mariadb://me:p%40ss%3A%2F@[::1]:3307/my%20shop',
    { host: '::1', port: 3307, user: 'me', password: 'p@ss:/', database: 'my shop' },
  ],
  ['mysql://root@localhost/shop?socketPath=/run/my.sock', { socketPath: '/run/my.sock' }],
  ['mysql://root@db/shop?ssl-mode=REQUIRED', { tls: { mode: 'required' } }],
  ['mysql://root@db/shop?sslmode=verify_identity', { tls: { mode: 'verify-identity' } }],
  ['mysql://root@db/shop?useSSL=false&unknown=1', { tls: { mode: 'disabled' } }],
  ['mysql://root@db/shop?ssl={"rejectUnauthorized":false}', { tls: { mode: 'required' } }],
  ['mysql://root@db/shop?ssl={"rejectUnauthorized":true}', { tls: { mode: 'verify-identity' } }],
  [
    'mysql://root@db/shop?charset=utf8mb4_bin&timezone=Z&connect-timeout=3',
    { collation: 'utf8mb4_bin', timeZone: '+00:00', connectTimeoutMs: 3000 },
  ],
  ['mysql://root@db/shop?serverTimezone=Europe/Berlin', { timeZone: 'Europe/Berlin' }],
  ['mysql://root@db/shop?charset=latin1', { collation: null }],
] as const;

test.each(cases)('U8 %s', (url, expected) => {
  expect(parseAddress(url, undefined)).toMatchObject(expected);
});

test('U8 the password of a secret store stands in for a missing one only', () => {
  expect(parseAddress('mysql://root@db/shop', 'stored').password).toBe('stored');
  expect(parseAddress('mysql://root:own@db/shop', 'stored').password).toBe('own');
});

test('U8 the location shows no password, wherever it stands', () => {
  expect(
    parseAddress('mysql://root:secret@db/shop?password=secret&ssl-mode=required', undefined).location,
  ).toBe('mysql://root@db/shop?ssl-mode=required');
});

test.each([
  ['mysql://root@db', 'no database'],
  ['mysql://ro:ot:x@db:port/shop', 'cannot be read'],
  ['mysql://root:%@db/shop', '%'],
  ['mysql://root@db/shop?ssl-mode=verify-ca&ssl-ca=/no/such/file', 'ssl'],
])('U8 %s is malformed', (url, word) => {
  const parse = () => parseAddress(url, undefined);
  expect(parse).toThrow(MigrateError);
  expect(parse).toThrow(new RegExp(word));
});
