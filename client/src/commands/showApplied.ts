import * as vscode from 'vscode';
import { connected } from '../connections/connect.ts';
import { showComparison, showDocument } from '../documents/show.ts';
import { virtualUri } from '../documents/uris.ts';
import type { Services } from '../services.ts';
import { isRecorded } from './requests.ts';
import { migrationTargetOf, targetOf } from './target.ts';

/** Compares a migration's file with the text that was applied; one without a file shows that text alone. */
export async function showApplied(services: Services, argument: unknown) {
  const target = await targetOf(services, argument);
  if (target === undefined || !(await connected(services, target))) return;
  const question = vscode.l10n.t('Show what was applied of which migration?');
  const chosen = await migrationTargetOf(services, argument, question, isRecorded);
  if (chosen === undefined) return;
  const { project, environment, migration } = chosen;
  const where = { project: project.id, environment, version: migration.version };
  const shown = await services.server.request('switchback/show', where);
  if (shown.uri === null) {
    const title = vscode.l10n.t('{0} (applied)', migration.id);
    await showDocument(virtualUri('migrate-applied', title, { ...where, part: 'up' }));
    return;
  }
  const file = vscode.Uri.parse(shown.uri);
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  await showComparison(
    virtualUri('migrate-applied', vscode.l10n.t('{0} (applied)', name), { ...where, part: 'file' }),
    file,
    vscode.l10n.t('{0}: as applied to {1} ↔ now', name, environment ?? ''),
  );
}
