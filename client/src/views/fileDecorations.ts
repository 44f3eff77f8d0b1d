import * as vscode from 'vscode';
import type { Projects } from '../projects/projects.ts';
import { lookOf } from './states.ts';

/** A letter beside the files of migrations that wait or need a decision; nothing beside those that are in order. */
export function fileDecorations(projects: Projects): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  return vscode.Disposable.from(
    changed,
    projects.onDidChange(() => changed.fire(undefined)),
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: changed.event,
      provideFileDecoration(uri) {
        if (uri.scheme !== 'file') return undefined;
        const found = projects.find(uri);
        if (found?.migration === undefined) return undefined;
        const { badge, colour, word } = lookOf(found.migration.state);
        if (badge === undefined) return undefined;
        const environment = found.snapshot.project.activeEnvironment ?? '';
        return new vscode.FileDecoration(
          badge,
          vscode.l10n.t('Migration: {0} ({1})', word, environment),
          colour === undefined ? undefined : new vscode.ThemeColor(colour),
        );
      },
    }),
  );
}
