// The language server. The engine's process is a program of its own beside it, so that an editor's start does not pay
// for the drivers.
import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './server.ts';

const said = process.argv.some((argument) => /^--(?:stdio|node-ipc|socket|pipe)\b/.test(argument));
if (!said) process.argv.push('--stdio');
serve(createConnection(ProposedFeatures.all), join(__dirname, 'engine.js'));
