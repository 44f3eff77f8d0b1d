import { expect, test } from 'vitest';
import { MigrateError } from '../../errors.ts';
import { parseLocation } from './location.ts';

const cases: readonly [url: string, path: string | null, platform?: string][] = [
  ['sqlite:app.db', '/work/app.db'],
  ['sqlite3:app.db', '/work/app.db'],
  ['SQLITE:data/app.db', '/work/data/app.db'],
  ['sqlite:./app.db', '/work/app.db'],
  ['sqlite:../app.db', '/app.db'],
  ['sqlite://app.db', '/work/app.db'],
  ['sqlite:/srv/app.db', '/srv/app.db'],
  ['sqlite:///srv/app.db', '/srv/app.db'],
  ['sqlite:////srv/app.db', '/srv/app.db'],
  ['sqlite://localhost/srv/app.db', '/srv/app.db'],
  ['sqlite:file:app.db', '/work/app.db'],
  ['sqlite:my%20app%C3%A9.db', '/work/my appé.db'],
  ['sqlite:100%.db', '/work/100%.db'],
  ['sqlite:a#b.db?mode=ro', '/work/a#b.db'],
  ['sqlite::memory:', null],
  ['sqlite://:memory:', null],
  ['sqlite:x.db?mode=memory', null],
  ['sqlite:C:\\data\\app.db', 'C:\\data\\app.db', 'win32'],
  ['sqlite:C:/data/app.db', 'C:\\data\\app.db', 'win32'],
  ['sqlite:///C:/data/app.db', 'C:\\data\\app.db', 'win32'],
  ['sqlite:app.db', 'C:\\work\\app.db', 'win32'],
];

test.each(cases)('U8 %s is %s', (url, path, platform = 'linux') => {
  const directory = platform === 'win32' ? 'C:\\work' : '/work';
  expect(parseLocation(url, directory, platform).path).toBe(path);
});

test.each([
  ['sqlite:a.db', 'rwc', true],
  ['sqlite:a.db?mode=ro', 'ro', true],
  ['sqlite:a.db?mode=rw&foreign_keys=off', 'rw', false],
  ['sqlite:a.db?foreign_keys=0', 'rwc', false],
  ['sqlite:a.db?foreign_keys=TRUE', 'rwc', true],
])('U8 the parameters of %s', (url, mode, foreignKeys) => {
  expect(parseLocation(url, '/work', 'linux')).toMatchObject({ mode, foreignKeys });
});

test.each([
  'sqlite:',
  'sqlite://',
  'sqlite:?mode=ro',
  'sqlite:a.db?mode=x',
  'sqlite:a.db?foreign_keys=maybe',
  'sqlite:a%00.db',
])('U8 %s is refused as malformed', (url) => {
  expect(() => parseLocation(url, '/work', 'linux')).toThrow(
    expect.objectContaining({ code: 'malformed-url' }),
  );
});

test('U8 an unknown parameter is named, its value is not', () => {
  try {
    parseLocation('sqlite:a.db?key=geheim', '/work', 'linux');
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(MigrateError);
    expect(String(error)).toContain('"key"');
    expect(JSON.stringify(error) + String(error)).not.toContain('geheim');
  }
});
