import * as vscode from 'vscode';
import { ServerProblem, unexpected } from '../problems/serverProblem.ts';
import { showProblem } from '../problems/showProblem.ts';
import type { Services } from '../services.ts';
import { apply } from './apply.ts';
import { applyAll } from './applyAll.ts';
import { applyNext } from './applyNext.ts';
import { baseline } from './baseline.ts';
import { compareSchema } from './compareSchema.ts';
import { connect } from './connect.ts';
import { copyCommandLine } from './copyCommandLine.ts';
import { createConfiguration } from './createConfiguration.ts';
import { diff } from './diff.ts';
import { disconnect } from './disconnect.ts';
import { dump } from './dump.ts';
import { forgetPassword } from './forgetPassword.ts';
import { fresh } from './fresh.ts';
import { newMigration } from './newMigration.ts';
import { openConfiguration } from './openConfiguration.ts';
import { preview } from './preview.ts';
import { recover } from './recover.ts';
import { redo } from './redo.ts';
import { refresh } from './refresh.ts';
import { repair } from './repair.ts';
import { restartServer } from './restartServer.ts';
import { restoreApplied } from './restoreApplied.ts';
import { resume } from './resume.ts';
import { rollback } from './rollback.ts';
import { rollbackLast } from './rollbackLast.ts';
import { rollbackToHere } from './rollbackToHere.ts';
import { runPreviewed } from './runPreviewed.ts';
import { saveGeneratedMigration } from './saveGeneratedMigration.ts';
import { schemaAt } from './schemaAt.ts';
import { showApplied } from './showApplied.ts';
import { showOutput } from './showOutput.ts';
import { status } from './status.ts';
import { switchEnvironment } from './switchEnvironment.ts';
import { verify } from './verify.ts';

/** A command: what it was called on is a tree node, a lens's arguments, a file's URI or nothing. */
export type Command = (services: Services, argument: unknown) => Promise<unknown>;

/** Every command, by the id that package.json gives it a title under. */
export const commands: Readonly<Record<string, Command>> = {
  'migrate.apply': apply,
  'migrate.applyAll': applyAll,
  'migrate.applyNext': applyNext,
  'migrate.baseline': baseline,
  'migrate.compareSchema': compareSchema,
  'migrate.connect': connect,
  'migrate.copyCommandLine': copyCommandLine,
  'migrate.createConfiguration': createConfiguration,
  'migrate.diff': diff,
  'migrate.disconnect': disconnect,
  'migrate.dump': dump,
  'migrate.forgetPassword': forgetPassword,
  'migrate.fresh': fresh,
  'migrate.new': newMigration,
  'migrate.openConfiguration': openConfiguration,
  'migrate.preview': preview,
  'migrate.recover': recover,
  'migrate.redo': redo,
  'migrate.refresh': refresh,
  'migrate.repair': repair,
  'migrate.restartServer': restartServer,
  'migrate.restoreApplied': restoreApplied,
  'migrate.resume': resume,
  'migrate.rollback': rollback,
  'migrate.rollbackLast': rollbackLast,
  'migrate.rollbackToHere': rollbackToHere,
  'migrate.runPreviewed': runPreviewed,
  'migrate.saveGenerated': saveGeneratedMigration,
  'migrate.schemaAt': schemaAt,
  'migrate.showApplied': showApplied,
  'migrate.showOutput': showOutput,
  'migrate.status': status,
  'migrate.switchEnvironment': switchEnvironment,
  'migrate.verify': verify,
};

/** Registers them all. What one of them throws becomes a message; none fails in silence. */
export function registerCommands(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, command]) =>
      vscode.commands.registerCommand(id, async (...given: readonly unknown[]) => {
        const [argument] = given;
        if (isGone(given)) {
          void vscode.window.showInformationMessage(vscode.l10n.t('The list has just changed. Click again.'));
          return undefined;
        }
        try {
          return await command(services, argument);
        } catch (error) {
          report(services, error);
          return undefined;
        }
      }),
    ),
  );
}

/**
 * Menus of a tree give the item and what is selected; an item that was replaced between click and call is undefined. It
 * must not be taken for a call without an item, which would find another migration to work on.
 */
function isGone(given: readonly unknown[]): boolean {
  return given.length > 1 && (given[0] === undefined || given[0] === null);
}

function report({ output }: Services, error: unknown): void {
  if (error instanceof vscode.CancellationError) return;
  if (error instanceof ServerProblem) {
    showProblem(output, error.problem);
    return;
  }
  output.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const log = vscode.l10n.t('Show Log');
  void vscode.window
    .showErrorMessage(unexpected(error), log)
    .then((choice) => choice === log && output.show());
}
