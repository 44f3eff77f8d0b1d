import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(__dirname, '../..');

/** Room → rooms it may import. A file in `engine/` itself is a room of its own name (`errors`, `events`, `index`). */
const arrows: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  duration: [],
  diagnostic: ['errors'],
  events: ['errors', 'database'],
  sql: [],
  schema: [],
  catalog: ['sql'],
  diff: ['schema', 'errors'],
  database: ['diff', 'schema', 'sql', 'errors'],
  history: ['database', 'errors'],
  configuration: ['errors', 'database', 'sql', 'duration'],
  migrations: ['sql', 'errors', 'diagnostic', 'duration', 'database'],
  plan: ['history', 'migrations', 'sql', 'database', 'errors', 'events', 'diagnostic'],
  run: ['plan', 'history', 'migrations', 'database', 'schema', 'sql', 'errors', 'events'],
  ddl: ['database', 'diff', 'schema', 'sql', 'errors'],
  recovery: ['run', 'plan', 'history', 'ddl', 'database', 'diff', 'schema', 'sql', 'errors', 'events'],
  scratch: [
    'recovery',
    'run',
    'plan',
    'history',
    'migrations',
    'ddl',
    'database',
    'diff',
    'schema',
    'sql',
    'errors',
    'events',
  ],
  check: [
    'scratch',
    'plan',
    'migrations',
    'ddl',
    'database',
    'diff',
    'schema',
    'sql',
    'diagnostic',
    'errors',
    'events',
  ],
  syntax: ['database', 'sql', 'diagnostic'],
  lint: ['catalog', 'sql', 'syntax', 'schema', 'migrations', 'diagnostic', 'errors'],
};
const everyRoom = [...Object.keys(arrows), 'commands', 'index'];
const rooms: Readonly<Record<string, readonly string[]>> = {
  ...arrows,
  commands: everyRoom,
  index: everyRoom,
  protocol: [],
  languageservice: [
    'plan',
    'lint',
    'catalog',
    'migrations',
    'schema',
    'sql',
    'syntax',
    'errors',
    'diagnostic',
    'events',
    'protocol',
  ],
  languageserver: [
    'languageservice',
    'index',
    'configuration',
    'protocol',
    'errors',
    'migrations',
    'plan',
    'sql',
    'syntax',
    'lint',
    'catalog',
    'schema',
    'database',
  ],
  cli: ['index', 'configuration', 'languageserver', 'lint'],
  client: ['protocol'],
};

/** Packages that only these rooms may import. */
const packages: readonly { readonly name: RegExp; readonly rooms: readonly string[] }[] = [
  { name: /^vscode$/, rooms: ['client'] },
  { name: /^vscode-languageclient/, rooms: ['client'] },
  { name: /^vscode-(languageserver|jsonrpc)(?!-textdocument)/, rooms: ['languageserver'] },
  { name: /^(pg|mysql2|better-sqlite3)(\/|$)/, rooms: ['database', 'languageserver'] },
  { name: /^commander$/, rooms: ['cli'] },
];

interface Source {
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function sources(): readonly Source[] {
  return ['server/src', 'client/src'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => join(folder, name))
      .map((path) => {
        const text = readFileSync(join(root, path), 'utf8');
        const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);
        return { path, room: roomOf(path), text, imports };
      }),
  );
}

function roomOf(path: string): string {
  const parts = path.split(sep);
  if (parts[0] === 'client') return 'client';
  const inside = parts[2] === 'engine' ? parts.slice(3) : parts.slice(2);
  return inside[0]!.replace(/\.ts$/, '');
}

test('no room imports one that the table of arrows does not allow', () => {
  const wrong = sources().flatMap(({ path, room, imports }) => {
    if (!(room in rooms)) return [`${path} is in no known room`];
    return imports
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => roomOf(relative(root, resolve(root, dirname(path), specifier))))
      .filter((target) => target !== room && !rooms[room]!.includes(target))
      .map((target) => `${path}: ${room} may not import ${target}`);
  });
  expect(wrong).toEqual([]);
});

test('drivers, protocol and command line packages stay in their rooms', () => {
  const wrong = sources().flatMap(({ path, room, imports }) =>
    imports.flatMap((specifier) =>
      packages
        .filter(({ name, rooms: allowed }) => name.test(specifier) && !allowed.includes(room))
        .map(() => `${path}: ${room} may not import ${specifier}`),
    ),
  );
  expect(wrong).toEqual([]);
});

test('invariant 4: no dialect name is compared outside the database room', () => {
  const comparison =
    /(?:[=!]==?|case)\s*'(?:postgres|postgresql|mysql|mariadb|sqlite)'|'(?:postgres|postgresql|mysql|mariadb|sqlite)'\s*[=!]==?/;
  const wrong = sources()
    .filter(({ room, text }) => room !== 'database' && comparison.test(text))
    .map(({ path }) => path);
  expect(wrong).toEqual([]);
});

test('the engine never prints, exits or reads the environment', () => {
  const forbidden = /\bconsole\.|process\.(?:exit|env|stdout|stderr)\b/;
  const wrong = sources()
    .filter(
      ({ path, text }) => path.startsWith(join('server', 'src', 'engine') + sep) && forbidden.test(text),
    )
    .map(({ path }) => path);
  expect(wrong).toEqual([]);
});

test('the client shares nothing with the server but its protocol', () => {
  const wrong = sources()
    .filter(({ room }) => room === 'client')
    .flatMap(({ path, imports }) =>
      imports
        .filter((specifier) => specifier.includes('server/') && !specifier.endsWith('server/src/protocol.ts'))
        .map((it) => `${path}: ${it}`),
    );
  expect(wrong).toEqual([]);
});
