// The start of the command line. It is small, so that `migrate --version` is answered before anything else is loaded.
import { enableCompileCache } from 'node:module';
import { version } from './version.ts';

const [first, ...rest] = process.argv.slice(2);
if (rest.length === 0 && (first === '--version' || first === '-V')) {
  process.stdout.write(`${version}\n`);
} else {
  enableCompileCache?.();
  void import('./process.ts').then(({ runProcess }) => runProcess());
}
