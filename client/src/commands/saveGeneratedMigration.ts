import * as vscode from 'vscode';
import { detailsOf, schemes } from '../documents/uris.ts';
import { saveGenerated } from '../generator/save.ts';
import type { Services } from '../services.ts';

/** Saves the generated migration that is in front, from the button in its title. */
export async function saveGeneratedMigration(services: Services, argument: unknown) {
  const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme !== schemes.generated) return undefined;
  const generated = services.generated.get(detailsOf(uri, schemes.generated).id);
  return generated && saveGenerated(services, generated);
}
