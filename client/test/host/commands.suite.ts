import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { RunResult, Status } from '../../../server/src/protocol.ts';
import { eventually, file, migration, write } from './workspace.ts';

const users = () => migration('001_create_users.sql');

function call<T>(command: string, ...given: unknown[]): Thenable<T> {
  return vscode.commands.executeCommand<T>(`migrate.${command}`, ...given);
}

describe('commands', () => {
  it('E7 no database is touched before one connects', () => {
    assert.equal(existsSync(file('dev.db').fsPath), false);
  });

  it('E5 connect, and status with every state', async () => {
    assert.equal(await call('connect', users()), true);
    const status = await call<Status>('status', users());
    assert.equal(status.connection, 'connected');
    assert.deepEqual(
      status.migrations.map(({ state }) => state),
      ['pending', 'pending', 'pending'],
    );
    assert.equal(status.counts.pending, 3);
    assert.equal(existsSync(file('dev.db').fsPath), false);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  });

  it('E5 apply next applies one, apply all the rest', async () => {
    const next = await call<RunResult>('applyNext', users());
    assert.equal(next.problem, null);
    assert.deepEqual(
      next.applied.map(({ id }) => id),
      ['001_create_users'],
    );
    const rest = await call<RunResult>('applyAll', users());
    assert.deepEqual(
      rest.applied.map(({ id }) => id),
      ['002_create_orders', '003_seed'],
    );
    assert.equal(await call('applyAll', users()), undefined);
  });

  it('E3 lenses say what is applied and carry what they would run', async () => {
    const lenses = await eventually(
      () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', users(), 10),
      (found) => found.some(({ command }) => command?.title.startsWith('Roll back') ?? false),
      'a lens that rolls back',
    );
    assert.deepEqual(
      lenses.map(({ command }) => command?.title.replace(/ on .*/, '')),
      ['Applied to dev', 'Roll back 3 from dev', 'Preview'],
    );
  });

  it('E5 every action can be copied as a command line', async () => {
    const project = (await call<Status>('status', users())).project;
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    const run = { project, environment: 'dev', command: 'down', to: '001' };
    const line = await call<string>('copyCommandLine', { project, environment: 'dev', run });
    assert.equal(line, 'migrate down --to 001 --env dev');
    assert.equal(await vscode.env.clipboard.readText(), line);
  });

  it('E4 an applied file that is changed has a finding, and its text as it was applied can be had', async () => {
    const uri = users();
    const before = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    await write(uri, before.replace('NOT NULL', ''));
    await eventually(
      () =>
        vscode.languages
          .getDiagnostics(uri)
          .map(({ code }) => (typeof code === 'object' ? code.value : code)),
      (codes) => codes.includes('checksum-mismatch'),
      'the finding of a changed file',
    );
    await call('showApplied', uri);
    const comparison = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(comparison instanceof vscode.TabInputTextDiff);
    assert.equal(comparison.original.scheme, 'migrate-applied');
    const applied = await vscode.workspace.openTextDocument(comparison.original);
    assert.equal(applied.getText(), before);
    await call('restoreApplied', uri);
    assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), before);
  });

  it('S1 E5 the schema of the database is shown as SQL', async () => {
    await call('dump', users());
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'migrate-dump');
    assert.equal(document.languageId, 'sql');
    assert.match(document.getText(), /CREATE TABLE orders/);
    assert.doesNotMatch(document.getText(), /schema_migrations/);
  });

  it('E11 the schema before and after a migration is compared', async () => {
    await call('schemaAt', migration('002_create_orders.sql'));
    const comparison = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(comparison instanceof vscode.TabInputTextDiff);
    const [before, after] = await Promise.all(
      [comparison.original, comparison.modified].map((uri) => vscode.workspace.openTextDocument(uri)),
    );
    assert.doesNotMatch(before!.getText(), /orders/);
    assert.match(after!.getText(), /CREATE TABLE orders/);
  });

  it('E5 verify gives what validate finds', async () => {
    const problems = await call<readonly { code: string; uri: string }[]>('verify', users());
    assert.deepEqual(
      problems.map(({ code, uri }) => `${code} ${uri.slice(uri.lastIndexOf('/') + 1)}`),
      ['missing-down 003_seed.sql'],
    );
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  });

  it('E5 disconnect forgets the history', async () => {
    await call('disconnect', users());
    await eventually(
      () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', users(), 10),
      (found) => found.some(({ command }) => command?.title === 'Connect to dev'),
      'a lens that connects',
    );
  });
});
