import * as vscode from 'vscode';
import type { Services } from '../services.ts';

const fileName = 'migrate.config.json';

/** Asks which database, writes a configuration with one environment and a folder for migrations, and shows it. */
export async function createConfiguration({ projects }: Services) {
  const folder = await chooseFolder();
  if (folder === undefined) return undefined;
  const uri = vscode.Uri.joinPath(folder.uri, fileName);
  if (!(await exists(uri))) {
    const database = await chooseDatabase();
    if (database === undefined) return undefined;
    const configuration = { migrations: 'migrations', environments: { dev: { database } } };
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(folder.uri, 'migrations'));
    await vscode.workspace.fs.writeFile(
      uri,
      new TextEncoder().encode(`${JSON.stringify(configuration, null, 2)}\n`),
    );
  }
  // Beside the walkthrough, not instead of it.
  await vscode.window.showTextDocument(uri, { preview: false });
  await projects.update();
  return uri;
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) return vscode.window.showWorkspaceFolderPick();
  if (folders[0] === undefined) {
    void vscode.window.showWarningMessage(vscode.l10n.t('Open a folder first: migrations live in one.'));
  }
  return folders[0];
}

async function chooseDatabase(): Promise<string | undefined> {
  const variable = (scheme: string) => `${scheme}://user@localhost/database`;
  const items = [
    {
      label: 'SQLite',
      description: 'sqlite:dev.db',
      detail: vscode.l10n.t('A file in this folder; nothing to install.'),
      database: 'sqlite:dev.db',
    },
    { label: 'PostgreSQL', description: variable('postgres'), database: variable('postgres') },
    { label: 'MySQL', description: variable('mysql'), database: variable('mysql') },
    { label: 'MariaDB', description: variable('mariadb'), database: variable('mariadb') },
    {
      label: vscode.l10n.t('From an environment variable'),
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how the configuration names a variable.
      description: '${env:DATABASE_URL}',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: as above.
      database: '${env:DATABASE_URL}',
    },
  ];
  const title = vscode.l10n.t('Which database does the environment "dev" use?');
  return (await vscode.window.showQuickPick(items, { title }))?.database;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
