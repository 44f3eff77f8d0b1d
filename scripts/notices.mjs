// The licences of the packages whose code is in the bundles; each asks to be passed on with the code.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes one text with the licence of every package that `sources` (paths relative to `root`) come from. */
export function writeNotices(root, sources, file) {
  const folders = new Set([...sources].map(packageFolder).filter((folder) => folder !== undefined));
  // Parts that are copied, not bundled.
  folders.add('node_modules/better-sqlite3');
  folders.add('node_modules/@electric-sql/pglite');
  const texts = [...folders]
    .map((folder) => notice(join(root, folder)))
    .sort((a, b) => (a.title < b.title ? -1 : 1))
    .map(({ title, text }) => `${title}\n${'='.repeat(title.length)}\n\n${text.trim()}\n`);
  writeFileSync(file, `This product contains code of these packages.\n\n${[...new Set(texts)].join('\n\n')}`);
}

function packageFolder(source) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(source)?.[0];
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text =
    file !== undefined && existsSync(join(folder, file))
      ? readFileSync(join(folder, file), 'utf8')
      : `Licence: ${typeof license === 'string' ? license : license?.type}`;
  return { title: `${name} ${version}`, text };
}
