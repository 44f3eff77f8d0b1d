import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ids } from './lintIds.mjs';

const modules = join(import.meta.dirname, 'node_modules');
export const squawkBinary = join(modules, '@squawk-cli/linux-x64/bin/squawk');
export const pglsBinary = join(
  modules,
  '@postgres-language-server/cli-x86_64-linux-gnu/postgres-language-server',
);

/** Writes each case to a file, lets `run` name the findings by file, and gives them back by case. */
function onFiles(list, run) {
  const folder = mkdtempSync(join(tmpdir(), 'switchback-bench-'));
  try {
    mkdirSync(join(folder, 'sql'));
    list.forEach(({ sql }, index) => {
      writeFileSync(join(folder, 'sql', `${index}.sql`), sql);
    });
    const found = list.map(() => []);
    for (const { file, ...finding } of run(folder, list))
      found[Number(/(\d+)\.sql$/.exec(file)?.[1])].push(finding);
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function output(binary, args, folder) {
  const { stdout, error } = spawnSync(binary, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (error !== undefined) throw error;
  return stdout;
}

const runSquawk = (list, args) =>
  onFiles(list, (folder) =>
    [true, false].flatMap((inTransaction) => {
      const files = list.flatMap((one, index) =>
        (one.in_transaction === true) === inTransaction ? [`sql/${index}.sql`] : [],
      );
      if (files.length === 0) return [];
      const assumed = inTransaction ? ['--assume-in-transaction'] : [];
      const said = output(squawkBinary, ['--reporter', 'json', ...assumed, ...args, ...files], folder);
      return JSON.parse(said).map(({ file, rule_name: rule, message }) => ({
        ...{ file, ids: ids.squawk[rule] ?? [rule], loud: true, said: `${rule}: ${message}` },
      }));
    }),
  );

/** All its levels are warnings or errors. */
export const squawk = {
  everything: (list) => runSquawk(list, ['--include', 'require-table-schema']),
  ordinary: (list) => runSquawk(list, []),
};

const runPgls = (list, which) =>
  onFiles(list, (folder) => {
    const settings = { db: { disableConnection: true }, linter: { enabled: true, rules: { [which]: true } } };
    writeFileSync(join(folder, 'postgres-language-server.jsonc'), JSON.stringify(settings));
    const files = list.map((_, index) => `sql/${index}.sql`);
    const said = output(
      pglsBinary,
      ['check', '--reporter=gitlab', '--max-diagnostics=none', ...files],
      folder,
    );
    return JSON.parse(said).flatMap(({ check_name: name, severity, description, location }) => {
      const rule = name?.split('/').at(-1) ?? 'syntax';
      return [
        {
          file: location.path,
          ids: ids.pgls[rule] ?? [rule],
          loud: severity !== 'info',
          said: `${rule}: ${description}`,
        },
      ];
    });
  });

export const pgls = {
  everything: (list) => runPgls(list, 'all'),
  ordinary: (list) => runPgls(list, 'recommended'),
};
