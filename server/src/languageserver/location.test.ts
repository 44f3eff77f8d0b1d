import { expect, test } from 'vitest';
import { hasPassword, locationOf } from './location.ts';

test.each([
  ['postgres://ann:secret@host:5432/db', 'postgres://ann@host:5432/db', true],
  ['postgres://ann@host/db', 'postgres://ann@host/db', false],
  ['postgres://host:5432/db?options=a@b', 'postgres://host:5432/db?options=a@b', false],
  ['mysql://ann:se@cret@host/db', 'mysql://ann@host/db', true],
  ['mysql://ann:se/cret@host/db', 'mysql://ann@host/db', true],
  ['mysql://:secret@host/db', 'mysql://host/db', true],
  [
    'postgres:///db?host=/tmp&password=secret&sslmode=off',
    'postgres:///db?host=/tmp&password=***&sslmode=off',
    true,
  ],
  ['sqlite:app.db', 'sqlite:app.db', false],
  ['sqlite:///tmp/a@b.db', 'sqlite:///tmp/a@b.db', false],
])('U8 a password is never shown: %s', (url, shown, has) => {
  expect(locationOf(url)).toBe(shown);
  expect(hasPassword(url)).toBe(has);
  expect(locationOf(url)).not.toContain('secret');
});
