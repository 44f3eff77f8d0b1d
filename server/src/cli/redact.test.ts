import { expect, test } from 'vitest';
import { redact } from './redact.ts';

test.each([
  ['postgres://ann:secret@host/db', 'postgres://ann:***@host/db'],
  [
    "Unknown command 'mysql://root:s3:c@r/t@host:3306/db'.",
    "Unknown command 'mysql://root:***@host:3306/db'.",
  ],
  ['postgres://:secret@host', 'postgres://:***@host'],
  ['postgres://host/db?user=a&password=secret&ssl=1', 'postgres://host/db?user=a&password=***&ssl=1'],
  ['two: mysql://a:x@h and postgres://b:y@h', 'two: mysql://a:***@h and postgres://b:***@h'],
  ['postgres://ann@host:5432/db', 'postgres://ann@host:5432/db'],
  ['sqlite:/tmp/a.db, at 12:30', 'sqlite:/tmp/a.db, at 12:30'],
])('U8 %j holds no password', (text, redacted) => {
  expect(redact(text)).toBe(redacted);
});
