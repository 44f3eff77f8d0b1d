import { join, relative } from 'node:path';
import { configurationName } from '../engine/configuration/index.ts';
import type { RunRequest } from '../protocol.ts';
import { variableName } from './projects/environment.ts';
import type { Project } from './projects/project.ts';

/** The command that does the same in a terminal opened in the workspace folder. */
export function commandLineOf(project: Project, request: RunRequest, environment: string | null): string {
  const { command, to, count } = request;
  const words: string[] = ['migrate', command];
  if (command === 'baseline' || command === 'repair') {
    if (to !== undefined) words.push(to);
  } else {
    if (count !== undefined && (command === 'redo' || to === undefined)) words.push(String(count));
    if (to !== undefined) words.push('--to', to);
  }
  if (request.force) words.push('--force');
  if (request.fromHistory) words.push('--from-history');
  if (request.acceptDataLoss) words.push('--accept-data-loss');
  if (request.singleTransaction) words.push('--single-transaction');
  if (request.outOfOrder !== undefined) words.push('--out-of-order', request.outOfOrder);
  if (command === 'fresh' && project.environments.get(environment ?? '')?.production) words.push('--confirm');
  const { configurationPath, workspaceFolder } = project;
  if (configurationPath !== null && configurationPath !== join(workspaceFolder, configurationName))
    words.push('--config', relative(workspaceFolder, configurationPath));
  if (environment !== null && environment !== variableName) words.push('--env', environment);
  return words.map(quoted).join(' ');
}

function quoted(word: string): string {
  return /^[\w./:=@+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
