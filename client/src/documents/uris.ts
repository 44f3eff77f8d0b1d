import * as vscode from 'vscode';
import type { Direction } from '../../../server/src/protocol.ts';
import type { Previewed } from './preview.ts';

/** A scheme per kind of text, so that menus can tell them apart. */
export const schemes = {
  preview: 'migrate-preview',
  applied: 'migrate-applied',
  schema: 'migrate-schema',
  dump: 'migrate-dump',
  generated: 'migrate-generated',
} as const;

/** What a virtual document's URI holds, by scheme: enough to ask for its text again. */
export interface Details {
  readonly 'migrate-preview': Previewed;
  readonly 'migrate-applied': {
    readonly project: string;
    readonly environment: string | null;
    readonly version: string;
    /** `file`: the present file with the applied sections put in. */
    readonly part: 'up' | 'down' | 'file';
  };
  /** The empty version stands before the first. */
  readonly 'migrate-schema': { readonly project: string; readonly version: string | null };
  readonly 'migrate-dump': { readonly project: string; readonly environment: string | null };
  readonly 'migrate-generated': { readonly id: string; readonly direction: Direction };
}

/** A URI whose last part is what the tab says; it ends in `.sql`, which makes it SQL. */
export function virtualUri<Scheme extends keyof Details>(
  scheme: Scheme,
  title: string,
  details: Details[Scheme],
): vscode.Uri {
  const path = `/${title.replace(/[/\\?#]/g, '-')}.sql`;
  return vscode.Uri.from({ scheme, path, query: JSON.stringify(details) });
}

export function detailsOf<Scheme extends keyof Details>(uri: vscode.Uri, _scheme: Scheme): Details[Scheme] {
  return JSON.parse(uri.query) as Details[Scheme];
}
