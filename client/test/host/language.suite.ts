import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually, file, migration, write } from './workspace.ts';

const seed = () => migration('003_seed.sql');
const users = () => migration('001_create_users.sql');

async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  return (await vscode.window.showTextDocument(uri)).document;
}

function codes(uri: vscode.Uri): string[] {
  return vscode.languages.getDiagnostics(uri).map(({ code }) => {
    return String(typeof code === 'object' ? code.value : code);
  });
}

describe('language', () => {
  it('E1 a finding has a stable code, a precise range and a link to what it means', async () => {
    await open(seed());
    const all = await eventually(
      () => vscode.languages.getDiagnostics(seed()),
      (found) => found.length > 0,
      'a migration without a down section has a finding',
    );
    const found = all.find(({ code }) => typeof code === 'object' && code.value === 'missing-down')!;
    assert.equal(found.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(String((found.code as { target: vscode.Uri }).target), /missing-down/);
  });

  it('E1 findings follow what is typed, saved or not', async () => {
    const document = await open(seed());
    const edit = new vscode.WorkspaceEdit();
    edit.insert(seed(), new vscode.Position(2, 0), '\n-- migrate:down\nDELETE FROM users;\n');
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.isDirty, true);
    await eventually(
      () => codes(seed()),
      (found) => !found.includes('missing-down'),
      'the finding is gone',
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await eventually(
      () => codes(seed()),
      (found) => found.includes('missing-down'),
      'the finding is back',
    );
  });

  it('E1 a statement that does not parse is an error of its own', async () => {
    await open(seed());
    const edit = new vscode.WorkspaceEdit();
    edit.insert(
      seed(),
      new vscode.Position(2, 0),
      'CREATE TABEL a (id INTEGER);\nCREATE TABLE b (id INTEGER);\n',
    );
    await vscode.workspace.applyEdit(edit);
    const errors = await eventually(
      () =>
        vscode.languages
          .getDiagnostics(seed())
          .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
      (found) => found.length === 1,
      'one error',
    );
    assert.equal(errors[0]!.range.start.line, 2);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await eventually(
      () => codes(seed()),
      (found) => !found.includes('syntax-error'),
      'the error is gone',
    );
  });

  it('E2 a missing down section can be written by a quick fix', async () => {
    await open(seed());
    const [finding] = await eventually(
      () => vscode.languages.getDiagnostics(seed()),
      (found) => found.length > 0,
      'a finding',
    );
    const fixes = await eventually(
      () =>
        vscode.commands.executeCommand<vscode.CodeAction[]>(
          'vscode.executeCodeActionProvider',
          seed(),
          finding!.range,
        ),
      (found) => found.some(({ title }) => /down/i.test(title)),
      'a quick fix',
    );
    assert.ok(
      fixes.some(
        ({ kind }) => kind?.contains(vscode.CodeActionKind.QuickFix) || kind?.value.startsWith('quickfix'),
      ),
    );
  });

  it('E3 a lens offers to connect, and none is there when they are turned off', async () => {
    await open(users());
    const lenses = () =>
      vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', users(), 10);
    await eventually(
      lenses,
      (found) => found.some(({ command }) => command?.title === 'Connect to dev'),
      'a lens',
    );
    const settings = vscode.workspace.getConfiguration('migrate', users());
    await settings.update('codeLens', false, vscode.ConfigurationTarget.Workspace);
    await eventually(lenses, (found) => found.length === 0, 'no lens');
    await settings.update('codeLens', undefined, vscode.ConfigurationTarget.Workspace);
    await eventually(lenses, (found) => found.length > 0, 'lenses again');
  });

  it('E11 hover, completion, outline, folding, definition and references know the schema of the migrations', async () => {
    const orders = migration('002_create_orders.sql');
    const document = await open(orders);
    const at = document.positionAt(document.getText().indexOf('users') + 1);
    const hovers = await eventually(
      () => vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', orders, at),
      (found) => found.length > 0,
      'a hover',
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value))
      .join('\n');
    assert.match(text, /email/);

    const definitions = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      orders,
      at,
    );
    assert.deepEqual(
      definitions.map(({ uri }) => uri.path),
      [users().path],
    );
    const references = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      orders,
      at,
    );
    assert.ok(references.some(({ uri }) => uri.path === seed().path));

    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      orders,
    );
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['up', 'down'],
    );
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      users(),
    );
    assert.ok(folds.length > 0);

    const completions = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      orders,
      at,
    );
    assert.ok(
      completions.items.some(({ label }) => (typeof label === 'string' ? label : label.label) === 'users'),
    );
  });

  it('E1 a configuration that cannot be read is an error in its file', async () => {
    const uri = file('migrate.config.json');
    const before = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    await write(uri, '{ "environments": { "dev": 1 } }');
    await eventually(
      () => vscode.languages.getDiagnostics(uri).length,
      (count) => count > 0,
      'a finding',
    );
    await write(uri, before);
    await eventually(
      () => vscode.languages.getDiagnostics(uri).filter(({ source }) => source !== 'json').length,
      (count) => count === 0,
      'no finding',
    );
  });
});
