// Writes l10n/bundle.l10n.json: every sentence of the client, to be translated in a file of its own per language.
// `--print` only prints it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
if (process.argv.includes('--print')) process.stdout.write(bundleText());
else writeFileSync(join(root, 'l10n/bundle.l10n.json'), bundleText());

/** The sentences that `vscode.l10n.t` is called with in client/src, as the bundle's text. */
function bundleText() {
  const source = join(root, 'client/src');
  const sentences = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [
      ...readFileSync(join(source, name), 'utf8').matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g),
    ])
    .map(([, sentence]) => sentence.replace(/\\(.)/g, '$1'));
  const sorted = [...new Set(sentences)].sort();
  return `${JSON.stringify(Object.fromEntries(sorted.map((sentence) => [sentence, sentence])), null, 2)}\n`;
}
