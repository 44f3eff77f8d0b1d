import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { createConfiguration } from './createConfiguration.ts';
import { projectOf } from './target.ts';

/** Opens the project's configuration, at what is wrong with it; where there is none, one can be made. */
export async function openConfiguration(services: Services, argument: unknown) {
  const project = await projectOf(services, argument);
  if (project === undefined) return undefined;
  if (project.configuration === null) return createConfiguration(services);
  const line = Math.max(0, (project.problem?.line ?? 1) - 1);
  return vscode.window.showTextDocument(vscode.Uri.parse(project.configuration), {
    selection: new vscode.Range(line, 0, line, 0),
  });
}
