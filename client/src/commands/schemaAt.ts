import * as vscode from 'vscode';
import { showComparison, showDocument } from '../documents/show.ts';
import { virtualUri } from '../documents/uris.ts';
import { activeStatus } from '../projects/snapshot.ts';
import type { Services } from '../services.ts';
import { isNode } from '../views/nodes.ts';
import { migrationTargetOf } from './target.ts';

/** Shows the schema as it is after a migration, beside the one before it. Reads files only. */
export async function schemaAt(services: Services, argument: unknown) {
  const question = vscode.l10n.t('Show the schema after which migration?');
  const chosen = await migrationTargetOf(services, argument, question, () => true);
  if (chosen === undefined) return;
  const { project, migration } = chosen;
  const snapshot = services.projects.get(project.id);
  const status = snapshot && activeStatus(snapshot);
  const versions = (status?.migrations ?? []).filter(({ files }) => files.length > 0);
  const at = versions.findIndex(({ version }) => version === migration.version);
  const before = versions[at - 1];
  const after = virtualUri('migrate-schema', vscode.l10n.t('Schema after {0}', migration.version), {
    project: project.id,
    version: migration.version,
  });
  if (before === undefined && !isNode(argument)) return showDocument(after);
  const left = virtualUri('migrate-schema', vscode.l10n.t('Schema before {0}', migration.version), {
    project: project.id,
    version: before?.version ?? '',
  });
  await showComparison(left, after, vscode.l10n.t('Schema before ↔ after {0}', migration.id));
}
