import type { CommandArguments, CommandIds } from '../protocol.ts';

/** One step of a change to the workspace. Offsets count in the file's text as it is open, without byte order mark. */
export type Edit =
  | {
      readonly kind: 'replace';
      readonly path: string;
      readonly start: number;
      readonly end: number;
      readonly text: string;
    }
  | { readonly kind: 'create'; readonly path: string; readonly text: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string };

/** A quick fix: either edits, or a command that needs the database. */
export interface Fix {
  readonly title: string;
  /** The code of the diagnostic that it fixes. */
  readonly code: string;
  /** The one that most will want. */
  readonly preferred: boolean;
  readonly edits: readonly Edit[];
  readonly command: { readonly id: CommandIds; readonly arguments: CommandArguments } | null;
}

export function editFix(title: string, code: string, edits: readonly Edit[], preferred = false): Fix {
  return { title, code, edits, preferred, command: null };
}
