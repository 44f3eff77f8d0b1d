import * as vscode from 'vscode';
import type { Where } from '../../../server/src/protocol.ts';
import type { Server } from '../languageclient/server.ts';
import type { Projects } from '../projects/projects.ts';
import { environmentOf } from '../projects/snapshot.ts';
import type { GeneratedTexts } from './generatedTexts.ts';
import { type Details, detailsOf, schemes } from './uris.ts';

/**
 * Texts that are in no file: read-only, asked for when shown, and asked for again when something has changed. Those that
 * need a database are asked for only while it is connected: a tab that the editor restores must not connect.
 */
export function virtualDocuments(
  server: Server,
  projects: Projects,
  generated: GeneratedTexts,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const texts: { readonly [Scheme in keyof Details]: (details: Details[Scheme]) => Promise<string> } = {
    'migrate-preview': ({ run }) =>
      whenConnected(projects, run, async () => (await server.request('switchback/preview', run)).text),
    'migrate-applied': ({ part, ...which }) =>
      whenConnected(projects, which, async () => {
        const shown = await server.request('switchback/show', which);
        return part === 'file' ? shown.restored : (shown[part] ?? '');
      }),
    'migrate-schema': async (which) =>
      which.version === '' ? '' : (await server.request('switchback/schemaAt', which)).text,
    'migrate-dump': (where) =>
      whenConnected(projects, where, async () => (await server.request('switchback/dump', where)).text),
    'migrate-generated': async ({ id, direction }) => generated.text(id, direction),
  };
  const register = <Scheme extends keyof Details>(scheme: Scheme) =>
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      // The document says itself why it has no text: a message would be gone when the editor is opened again.
      provideTextDocumentContent: (uri) => texts[scheme](detailsOf(uri, scheme)).catch(commented),
    });
  return vscode.Disposable.from(
    changed,
    ...Object.values(schemes).map(register),
    // A preview stays what it was: it is what the user agrees to. The rest follows.
    projects.onDidChange(() => {
      for (const { uri } of vscode.workspace.textDocuments) {
        if (uri.scheme === schemes.applied || uri.scheme === schemes.schema) changed.fire(uri);
      }
    }),
  );
}

async function whenConnected(
  projects: Projects,
  { project, environment }: Where,
  load: () => Promise<string>,
): Promise<string> {
  const snapshot = projects.get(project);
  const name = environment ?? snapshot?.project.activeEnvironment ?? null;
  const known = snapshot && environmentOf(snapshot.project, name);
  if (known?.connection === 'connected') return load();
  throw new Error(vscode.l10n.t('Connect to {0} and open this again.', name ?? ''));
}

function commented(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^/gm, '-- ');
}
