import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { configuration, extensionId, file, folder, migration, migrations, write } from './workspace.ts';

describe('activation', () => {
  it('E4 a folder without migrations does not start the extension', () => {
    assert.equal(vscode.extensions.getExtension(extensionId)?.isActive, false);
  });

  it('registers every command of the manifest', async () => {
    const extension = vscode.extensions.getExtension(extensionId)!;
    await extension.activate();
    const there = new Set(await vscode.commands.getCommands(true));
    const titled: string[] = extension.packageJSON.contributes.commands.map(
      ({ command }: { command: string }) => command,
    );
    assert.deepEqual(
      titled.filter((command) => !there.has(command)),
      [],
    );
  });

  it('E4 finds a project as soon as its files are there', async () => {
    await write(file('migrate.config.json'), JSON.stringify(configuration));
    await write(file('schema.sql'), 'CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);\n');
    for (const [name, text] of Object.entries(migrations)) await write(migration(name), text);
    assert.equal(folder().uri.scheme, 'file');
  });
});
