import type * as vscode from 'vscode';
import type { Passwords } from './connections/passwords.ts';
import type { GeneratedTexts } from './documents/generatedTexts.ts';
import type { Previews } from './documents/preview.ts';
import type { Server } from './languageclient/server.ts';
import type { Projects } from './projects/projects.ts';
import type { Runs } from './runs/runs.ts';

/** What commands and views work with. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly output: vscode.LogOutputChannel;
  readonly server: Server;
  readonly projects: Projects;
  readonly passwords: Passwords;
  readonly runs: Runs;
  readonly previews: Previews;
  readonly generated: GeneratedTexts;
}
