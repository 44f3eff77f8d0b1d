import { hash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import {
  countLine,
  diffLine,
  type Migrator,
  migrationTexts,
  type NewLayout,
  type Rename,
} from '../../engine/index.ts';
import { problemOf } from '../problem.ts';
import { replaySchema, tryMigrations } from './check.ts';
import type { EngineCalls, EngineMethod, HostOptions } from './messages.ts';
import { planOf } from './plan.ts';
import { runCommand } from './run.ts';

type Serve<M extends EngineMethod> = (
  migrator: Migrator,
  params: EngineCalls[M]['params'],
  command: HostOptions,
) => Promise<EngineCalls[M]['result']>;

/** What the engine's process does for each method. */
export const calls: { readonly [M in EngineMethod]: Serve<M> } = {
  async history(migrator, { known }, command) {
    const { halfDropped, ...report } = await migrator.history(command);
    const problem = halfDropped === null ? null : problemOf(halfDropped);
    const { rows, unfinished, product } = report;
    const digest = hash('sha256', JSON.stringify([rows, unfinished, product, problem]), 'hex');
    return { digest, report: digest === known ? null : { ...report, problem } };
  },
  plan: planOf,
  run: runCommand,
  async show(migrator, { version }, command) {
    const { name, appliedAt, checksum, source, up, down, ...shown } = await migrator.show(version, command);
    return { version: shown.version, name, appliedAt, checksum, source, up, down };
  },
  async dump(migrator, _params, command) {
    const { sql, unmodelled } = await migrator.dump(command);
    return { sql, unmodelled: unmodelled.map(({ kind, name }) => `${kind} ${name}`) };
  },
  async diff(migrator, { target, renames, allowDestructive, scratch }, command) {
    const report = await migrator.diff({
      ...command,
      ...{ target, renames, allowDestructive, generate: true },
      ...(scratch === null ? {} : { scratchUrl: scratch }),
    });
    const files = report.generated === null ? [] : migrationTexts(report.generated, report.suggestions);
    return {
      items: report.items.map((item) => ({
        mark: item.mark,
        text: diffLine(item).slice(item.mark.length + 1),
        destructive: item.destructive,
      })),
      files: files.map(({ up, down }) => ({ up, down })),
      renameCandidates: report.suggestions.map(candidate),
      destructive: report.items.filter((item) => item.destructive).length,
      summary: countLine(report.items),
    };
  },
  check: tryMigrations,
  schemaAt: replaySchema,
  tableRows: (migrator, _params, command) => migrator.tableRows(command),
  async new(migrator, { title, layout }, command) {
    const { version, id, files } = await migrator.newMigration(title, {
      ...command,
      ...(layout === null ? {} : { layout: layout as NewLayout }),
    });
    return { version, id, files: files.map((file) => pathToFileURL(file).href) };
  },
};

function candidate(rename: Rename) {
  const space = rename.schema === null || rename.schema === 'public' ? '' : `${rename.schema}.`;
  const owner = `${space}${rename.table}`;
  const [from, to] =
    rename.kind === 'table'
      ? [owner, `${space}${rename.to}`]
      : [`${owner}.${rename.from}`, `${owner}.${rename.to}`];
  return { from, to };
}
