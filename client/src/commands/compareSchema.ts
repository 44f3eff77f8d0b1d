import * as vscode from 'vscode';
import { showComparison } from '../documents/show.ts';
import { virtualUri } from '../documents/uris.ts';
import { activeStatus, environmentOf } from '../projects/snapshot.ts';
import type { Services } from '../services.ts';
import { lookOf } from '../views/states.ts';
import { type Target, targetOf } from './target.ts';

/** A schema to compare, as the pick shows it. */
interface Side extends vscode.QuickPickItem {
  /** Where it stands in time: the older one is shown on the left. */
  readonly age: number;
  readonly uri: vscode.Uri;
}

/** Compares the schema of two versions, or of a version and the connected database, in the editor's own comparison. */
export async function compareSchema(services: Services, argument: unknown) {
  const target = await targetOf(services, argument);
  if (target === undefined) return;
  const sides = sidesOf(services, target);
  const called = argument === undefined ? undefined : target.migration;
  const known = called && sides.find(({ label }) => label === called.id);
  const first = known ?? (await pick(sides, vscode.l10n.t('Compare the schema after which migration?')));
  if (first === undefined) return;
  const others = sides.filter((side) => side !== first);
  const second = await pick(others, vscode.l10n.t('Compare the schema after {0} with…', first.label));
  if (second === undefined) return;
  const [left, right] = first.age < second.age ? [first, second] : [second, first];
  const title = vscode.l10n.t('Schema: {0} ↔ {1}', left.label, right.label);
  await showComparison(left.uri, right.uri, title);
}

async function pick(sides: readonly Side[], title: string): Promise<Side | undefined> {
  return vscode.window.showQuickPick([...sides].reverse(), { title, matchOnDescription: true });
}

/** Oldest first. */
function sidesOf(services: Services, { project, environment }: Target): readonly Side[] {
  const snapshot = services.projects.get(project.id);
  const status = snapshot?.statuses.get(environment ?? '') ?? (snapshot && activeStatus(snapshot));
  const migrations = (status?.migrations ?? []).filter(({ files }) => files.length > 0);
  const at = (version: string, title: string) =>
    virtualUri('migrate-schema', title, { project: project.id, version });
  const empty = vscode.l10n.t('Before the first migration');
  const sides: Side[] = [{ label: empty, age: 0, uri: at('', empty) }];
  for (const { id, state, version } of migrations) {
    const uri = at(version, titleAfter(version));
    sides.push({ label: id, description: lookOf(state).word, age: sides.length, uri });
  }
  if (environmentOf(project, environment)?.connection === 'connected') {
    const label = vscode.l10n.t('The database of {0}, as it is now', environment ?? '');
    const title = vscode.l10n.t('Schema of {0}', environment ?? '');
    const uri = virtualUri('migrate-dump', title, { project: project.id, environment });
    sides.push({ label, age: sides.length, uri });
  }
  return sides;
}

function titleAfter(version: string): string {
  return vscode.l10n.t('Schema after {0}', version);
}
