import { expect, test } from 'vitest';
import { configuration, startClient } from './client.ts';

const head = '-- migrate:up\nCREATE TABLE pets (id INTEGER);\n\n-- migrate:down\n';

test.each([
  ['at the end of the file', head, 4],
  ['a line further', `${head}\n`, 5],
  ['between', `${head}\n\n\n`, 5],
])('the down is offered as ghost text while its section is empty: %s', async (_title, text, line) => {
  const client = await startClient({
    'migrate.config.json': configuration({ dev: { database: 'sqlite:dev.db' } }),
    'migrations/001_pets.sql': head,
  });
  client.open('migrations/001_pets.sql', head);
  client.change('migrations/001_pets.sql', text);
  const items = await client.ask('textDocument/inlineCompletion', {
    textDocument: { uri: client.uri('migrations/001_pets.sql') },
    position: { line, character: 0 },
    context: { triggerKind: 1 },
  });
  expect(items).toMatchObject([{ insertText: 'DROP TABLE pets;' }]);
});

test('the down of a pair is offered in its empty file', async () => {
  const up = 'ALTER TABLE pets ADD COLUMN name TEXT;\n';
  const client = await startClient({
    'migrate.config.json': configuration({ dev: { database: 'sqlite:dev.db' } }),
    'migrations/001_pets.sql': `${head}DROP TABLE pets;\n`,
    'migrations/002_name.up.sql': up,
    'migrations/002_name.down.sql': '',
  });
  client.open('migrations/002_name.down.sql', '');
  const items = await client.ask('textDocument/inlineCompletion', {
    textDocument: { uri: client.uri('migrations/002_name.down.sql') },
    position: { line: 0, character: 0 },
    context: { triggerKind: 1 },
  });
  expect(items).toMatchObject([{ insertText: 'ALTER TABLE pets DROP COLUMN name;' }]);
});
