import * as vscode from 'vscode';
import { connected } from '../connections/connect.ts';
import { showDocument } from '../documents/show.ts';
import { virtualUri } from '../documents/uris.ts';
import type { Services } from '../services.ts';
import { targetOf } from './target.ts';

/** Shows the schema that the database has now, as SQL. */
export async function dump(services: Services, argument: unknown) {
  const target = await targetOf(services, argument);
  if (target === undefined || !(await connected(services, target))) return;
  const { project, environment } = target;
  const title = vscode.l10n.t('Schema of {0}', environment ?? '');
  await showDocument(virtualUri('migrate-dump', title, { project: project.id, environment }));
}
