import * as vscode from 'vscode';
import type { Diff, DiffParams } from '../../../server/src/protocol.ts';
import { connected } from '../connections/connect.ts';
import { showComparison } from '../documents/show.ts';
import { virtualUri } from '../documents/uris.ts';
import { decide } from '../generator/decisions.ts';
import { saveGenerated } from '../generator/save.ts';
import { chooseSource } from '../generator/source.ts';
import { lasting } from '../runs/lasting.ts';
import type { Services } from '../services.ts';
import { targetOf } from './target.ts';

/**
 * Makes a migration from a difference: source, changes and decisions, up and down side by side, a name. Gives the
 * migrations that were saved.
 */
export async function diff(services: Services, argument: unknown) {
  const target = await targetOf(services, argument);
  if (target === undefined || !(await connected(services, target))) return undefined;
  const source = await chooseSource(target);
  if (source === undefined) return undefined;
  const params: DiffParams = { project: target.project.id, environment: target.environment, source };
  const read = (more: Partial<DiffParams>) => compare(services, { ...params, ...more });

  const first = await read({});
  if (first.items.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No difference: {0} is what it should be.', target.environment ?? ''),
    );
    return undefined;
  }
  const title = vscode.l10n.t('Changes for {0}', target.environment ?? '');
  const decided = await decide(title, first, read);
  if (decided === undefined) return undefined;
  if (decided.files.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is nothing to write for these changes.'));
    return undefined;
  }
  const generated = { project: target.project.id, files: decided.files };
  const id = services.generated.add(generated);
  await showComparison(
    virtualUri('migrate-generated', vscode.l10n.t('up'), { id, direction: 'up' }),
    virtualUri('migrate-generated', vscode.l10n.t('down'), { id, direction: 'down' }),
    vscode.l10n.t('New migration: up ↔ down'),
  );
  // Not in the way of what there is to look at.
  const save = vscode.l10n.t('Save as a New Migration');
  const message = vscode.l10n.t('This is what would be written: how to apply it, and how to take it back.');
  const choice = await vscode.window.showInformationMessage(message, save);
  return choice === save ? saveGenerated(services, generated) : undefined;
}

function compare(services: Services, params: DiffParams): Promise<Diff> {
  return lasting(vscode.l10n.t('Comparing schemas'), (_, token) =>
    services.server.request('switchback/diff', params, token),
  );
}
