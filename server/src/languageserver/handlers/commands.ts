import { randomUUID } from 'node:crypto';
import {
  type CancellationToken,
  ErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
} from 'vscode-languageserver';
import { find } from '../../engine/plan/select.ts';
import type { CommandArguments, CommandIds, RunCommand, RunRequest } from '../../protocol.ts';
import { commandLineOf } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { previewText } from '../previewText.ts';
import { problemOf, refuse } from '../problem.ts';
import { restoredText, sectionText } from '../restored.ts';
import { editOf } from './fixes.ts';
import { signalOf } from './respond.ts';
import { planOf, run } from './runs.ts';

/** The commands that the server runs itself, for a client that has none of its own. */
export const commandIds: readonly CommandIds[] = [
  'migrate.apply',
  'migrate.rollback',
  'migrate.preview',
  'migrate.connect',
  'migrate.showApplied',
  'migrate.restoreApplied',
  'migrate.repair',
  'migrate.resume',
  'migrate.recover',
];

const runs: Readonly<Partial<Record<CommandIds, RunCommand>>> = {
  'migrate.apply': 'up',
  'migrate.rollback': 'down',
  'migrate.repair': 'repair',
  'migrate.resume': 'resume',
  'migrate.recover': 'recover',
};

/** What an editor may send with a command; `confirm` is the name of a production environment. */
type Arguments = Partial<CommandArguments> & { readonly confirm?: string };

/**
 * Serves `workspace/executeCommand`. Without arguments a command means the only project and its active environment:
 * `migrate.apply` is then `migrate up`. What happened is shown as a message and given back.
 */
export function commandHandlers(context: Context): void {
  const { connection } = context;
  const say = sayTo(context);
  connection.onExecuteCommand(async ({ command, arguments: given }, token) => {
    try {
      await context.ready;
      context.flush();
      return await execute(context, command as CommandIds, argumentsOf(given?.[0]), token);
    } catch (error) {
      const about = problemOf(error);
      say(MessageType.Error, [about.message, about.hint ?? ''].join(' ').trim());
      return new ResponseError(ErrorCodes.InternalError, about.message, about);
    }
  });
}

/** A message that wants no answer. */
function sayTo({ connection }: Context) {
  return (type: MessageType, message: string) =>
    void connection.sendNotification(ShowMessageNotification.type, { type, message });
}

function argumentsOf(value: unknown): Arguments {
  return typeof value === 'object' && value !== null ? (value as Arguments) : {};
}

async function execute(context: Context, id: CommandIds, given: Arguments, token: CancellationToken) {
  const { connection, workspace } = context;
  const say = sayTo(context);
  const id_ = given.project ?? given.run?.project;
  const project = id_ === undefined ? workspace.projects[0] : context.projectOf(id_);
  if (project === undefined) refuse('config-missing', 'There is no project in this workspace.');
  const state = context.environmentOf(project, given.environment ?? given.run?.environment ?? null);
  const where = { project: project.id, environment: state.name };
  const signal = signalOf(token);
  const command = runs[id];
  if (command !== undefined) {
    const request: RunRequest = given.run ?? {
      ...where,
      command,
      ...(given.version === undefined || command === 'resume' || command === 'recover'
        ? {}
        : { to: given.version }),
    };
    const confirm = given.confirm === undefined ? {} : { confirm: given.confirm };
    const result = await run(context, { ...request, ...where, ...confirm, run: randomUUID() }, signal);
    if (result.problem === null) say(MessageType.Info, result.summary);
    else say(MessageType.Error, [result.summary, result.problem.hint ?? ''].join(' ').trim());
    return result;
  }
  if (id === 'migrate.connect') {
    await context.connections.connect(project, state);
    if (state.problem !== null) say(MessageType.Error, state.problem.message);
    return null;
  }
  if (id === 'migrate.preview') {
    const request: RunRequest = given.run ?? { ...where, command: 'up' };
    const plan = await planOf(context, request, signal);
    return previewText(plan, commandLineOf(project, request, state.name), state.name);
  }
  const { version } = given;
  if (version === undefined) refuse('usage', `${id} needs the version of a migration.`);
  const shown = await context.connections.call(project, state, 'show', { version }, { signal });
  const { migration } = find(project.diskBook.statuses, version);
  const down = shown.down === null ? null : sectionText(shown.down);
  const text = restoredText(migration, sectionText(shown.up), down);
  if (id === 'migrate.showApplied') return text;
  if (migration === null) refuse('missing-file', `Version ${version} has no file to restore.`);
  const path = migration.files[0]!;
  const end = context.textOf(path).text.length;
  const edit = editOf(context, [{ kind: 'replace', path, start: 0, end, text }]);
  const { applied, failureReason } = await connection.workspace.applyEdit(edit);
  if (!applied) refuse('file-unwritable', failureReason ?? 'The editor did not take the text.');
  return null;
}
