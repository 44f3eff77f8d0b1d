// The language server, and the process that it runs the engine in: the same file, so that a package holds it once.
import { enableCompileCache } from 'node:module';
import { engineArgument } from './host/argument.ts';

enableCompileCache?.();
if (process.argv.includes(engineArgument)) {
  void import('./host/child.ts').then(({ serveEngine }) => serveEngine());
} else {
  void import('./start.ts').then(({ start }) => start(__filename));
}
