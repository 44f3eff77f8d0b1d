import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './server.ts';

/** Serves the client that this process was started by: over its standard input and output, or what its arguments say. */
export function start(program: string): void {
  const said = process.argv.some((argument) => /^--(?:stdio|node-ipc|socket|pipe)\b/.test(argument));
  if (!said) process.argv.push('--stdio');
  serve(createConnection(ProposedFeatures.all), program);
}
