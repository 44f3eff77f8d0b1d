import * as vscode from 'vscode';
import type { CommandArguments, MigrationItem, Project, RunRequest } from '../../../server/src/protocol.ts';
import { activate } from '../connections/activeEnvironment.ts';
import { activeStatus, type ProjectSnapshot } from '../projects/snapshot.ts';
import type { Services } from '../services.ts';
import { isNode } from '../views/nodes.ts';
import { lookOf } from '../views/states.ts';

/** What a command was called on. */
export interface Target {
  readonly project: Project;
  /** Null where the project has no environment. */
  readonly environment: string | null;
  readonly migration?: MigrationItem;
  /** What a lens has promised to run. */
  readonly promised?: RunRequest;
}

/**
 * Finds out what a command is about: a tree item, a lens's arguments, a file; called from the palette it is the file
 * being edited, else the only project, else the user is asked. Undefined: the user chose nothing, or there is nothing
 * to choose from (which has then been said).
 */
export async function targetOf(services: Services, argument: unknown): Promise<Target | undefined> {
  if (isNode(argument)) {
    const environment =
      argument.kind === 'project' ? argument.project.activeEnvironment : argument.environment.name;
    const migration = argument.kind === 'migration' ? { migration: argument.migration } : {};
    return { project: argument.project, environment, ...migration };
  }
  await loaded(services);
  if (isCommandArguments(argument)) return targetOfArguments(services, argument);
  const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  const found = uri?.scheme === 'file' ? services.projects.find(uri) : undefined;
  const snapshot = found?.snapshot ?? (await chooseProject(services.projects.all));
  if (snapshot === undefined) return undefined;
  const environment =
    snapshot.project.activeEnvironment ?? (await chooseEnvironment(services, snapshot.project));
  if (environment === undefined) return undefined;
  const migration = found?.migration === undefined ? {} : { migration: found.migration };
  return { project: snapshot.project, environment, ...migration };
}

/** As `targetOf`, where the migration does not matter: `apply all` called in a migration's file is not about that file. */
export async function placeOf(services: Services, argument: unknown): Promise<Target | undefined> {
  const target = await targetOf(services, argument);
  if (target === undefined) return undefined;
  const { migration: _, ...place } = target;
  return place;
}

/** As `targetOf`, where the environment does not matter. */
export async function projectOf(services: Services, argument: unknown): Promise<Project | undefined> {
  if (isNode(argument)) return argument.project;
  await loaded(services);
  if (isCommandArguments(argument)) return targetOfArguments(services, argument)?.project;
  const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  const snapshot = uri?.scheme === 'file' ? services.projects.find(uri)?.snapshot : undefined;
  return (snapshot ?? (await chooseProject(services.projects.all)))?.project;
}

/** As `targetOf`, and with a migration: one that meets `accept` is asked for when the command was not called on any. */
export async function migrationTargetOf(
  services: Services,
  argument: unknown,
  question: string,
  accept: (migration: MigrationItem) => boolean,
): Promise<(Target & { readonly migration: MigrationItem }) | undefined> {
  const target = await targetOf(services, argument);
  if (target === undefined) return undefined;
  const { migration } = target;
  if (migration !== undefined && (accept(migration) || argument !== undefined))
    return { ...target, migration };
  const snapshot = services.projects.get(target.project.id);
  const status = snapshot?.statuses.get(target.environment ?? '') ?? (snapshot && activeStatus(snapshot));
  const choices = (status?.migrations ?? []).filter(accept);
  if (choices.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no migration to choose from.'));
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(
    choices
      .map((choice) => ({ label: choice.id, description: lookOf(choice.state).word, migration: choice }))
      .reverse(),
    { title: question, matchOnDescription: true },
  );
  return picked === undefined ? undefined : { ...target, migration: picked.migration };
}

function isCommandArguments(value: unknown): value is CommandArguments {
  return (
    typeof value === 'object' && value !== null && typeof (value as CommandArguments).project === 'string'
  );
}

function targetOfArguments(
  services: Services,
  { project: id, environment, version, run }: CommandArguments,
): Target | undefined {
  const snapshot = services.projects.get(id);
  if (snapshot === undefined) {
    void vscode.window.showWarningMessage(vscode.l10n.t('This project is not open any more.'));
    return undefined;
  }
  const name = environment ?? snapshot.project.activeEnvironment;
  const migration = snapshot.statuses
    .get(name ?? '')
    ?.migrations.find((candidate) => candidate.version === version);
  return {
    project: snapshot.project,
    environment: name,
    ...(migration === undefined ? {} : { migration }),
    ...(run === undefined ? {} : { promised: run }),
  };
}

async function loaded({ projects }: Services): Promise<void> {
  if (!projects.loaded) await projects.update();
}

async function chooseProject(all: readonly ProjectSnapshot[]): Promise<ProjectSnapshot | undefined> {
  if (all.length === 0) {
    const create = vscode.l10n.t('Create a Configuration');
    const message = vscode.l10n.t('There are no migrations in this workspace yet.');
    void vscode.window.showInformationMessage(message, create).then((choice) => {
      if (choice !== undefined) void vscode.commands.executeCommand('migrate.createConfiguration');
    });
    return undefined;
  }
  if (all.length === 1) return all[0];
  const items = all.map((snapshot) => ({
    label: snapshot.project.name,
    description: vscode.workspace.asRelativePath(vscode.Uri.parse(snapshot.project.directory)),
    snapshot,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which project?') });
  return picked?.snapshot;
}

/** The one the user chooses, which is the active one from then on. Null: the project has none. */
async function chooseEnvironment(services: Services, project: Project): Promise<string | null | undefined> {
  if (project.environments.length === 0) return null;
  const items = project.environments.map(({ name, location }) => ({
    label: name,
    description: location ?? '',
  }));
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which environment?') });
  if (picked !== undefined) await activate(services, project, picked.label);
  return picked?.label;
}
