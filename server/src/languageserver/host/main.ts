// The process that the language server runs the engine in.
import { enableCompileCache } from 'node:module';
import { serveEngine } from './child.ts';

enableCompileCache?.();
serveEngine();
