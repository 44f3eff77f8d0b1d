import * as vscode from 'vscode';
import type { DiffSource, Project } from '../../../server/src/protocol.ts';
import type { Target } from '../commands/target.ts';

/** Asks what the database should become: a schema file, a directory, another environment, what the migrations give. */
export async function chooseSource({ project, environment }: Target): Promise<DiffSource | undefined> {
  const items = [
    ...ownSchema(project),
    {
      label: `$(file-code) ${vscode.l10n.t('Schema file…')}`,
      description: vscode.l10n.t('a .sql file that says what the schema should be'),
      pick: () => chooseFile(project, 'file'),
    },
    {
      label: `$(folder) ${vscode.l10n.t('Schema directory…')}`,
      description: vscode.l10n.t('a directory of such files'),
      pick: () => chooseFile(project, 'directory'),
    },
    ...otherEnvironments(project, environment),
    {
      label: `$(list-ordered) ${vscode.l10n.t('What the migrations give')}`,
      description: vscode.l10n.t('finds changes that were made past them'),
      pick: () => Promise.resolve<DiffSource>({ kind: 'migrations' }),
    },
  ];
  const title = vscode.l10n.t('What should {0} become?', environment ?? '');
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.pick();
}

function ownSchema({ schemaFile }: Project) {
  if (schemaFile === null) return [];
  return [
    {
      label: `$(file-code) ${vscode.workspace.asRelativePath(vscode.Uri.parse(schemaFile))}`,
      description: vscode.l10n.t('the schema file of the configuration'),
      pick: () => Promise.resolve<DiffSource>({ kind: 'schema', uri: schemaFile }),
    },
  ];
}

function otherEnvironments({ environments }: Project, environment: string | null) {
  return environments
    .filter(({ name }) => name !== environment)
    .map(({ name, location }) => ({
      label: `$(database) ${name}`,
      description: location ?? '',
      pick: () => Promise.resolve<DiffSource>({ kind: 'environment', environment: name }),
    }));
}

async function chooseFile(project: Project, kind: 'file' | 'directory'): Promise<DiffSource | undefined> {
  const picked = await vscode.window.showOpenDialog({
    canSelectFiles: kind === 'file',
    canSelectFolders: kind === 'directory',
    defaultUri: vscode.Uri.parse(project.workspaceFolder),
    filters: kind === 'file' ? { SQL: ['sql'] } : {},
    openLabel: vscode.l10n.t('Use as Schema'),
  });
  return picked?.[0] === undefined ? undefined : { kind: 'schema', uri: picked[0].toString() };
}
