import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Pair, readPairs, runsOn } from './pair.ts';
import type { Failure, PairResult, Step } from './result.ts';
import { runPair } from './runPair.ts';
import { mainTargets, openTarget, type Target, targetNames } from './target.ts';

const usage = `Usage: npm run conformance -- DIR [--dialect NAME]... [--rows] [--only TEXT] [--json] [--verbose]
Runs every pair of schemas in DIR and says what holds. NAME: ${targetNames.join(', ')}; default ${mainTargets.join(', ')}.`;

interface Report {
  readonly target: string;
  readonly results: readonly PairResult[];
  readonly seconds: number;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      dialect: { type: 'string', multiple: true, default: [...mainTargets] },
      rows: { type: 'boolean', default: false },
      only: { type: 'string' },
      json: { type: 'boolean', default: false },
      verbose: { type: 'boolean', short: 'v', default: false },
    },
  });
  const unknown = values.dialect.find((name) => !targetNames.includes(name));
  if (positionals.length !== 1 || unknown !== undefined) throw new Error(usage);
  const pairs = readPairs(positionals[0]!).filter(
    (pair) => values.only === undefined || pair.name.includes(values.only),
  );
  const names = [...values.dialect];
  const reports: Report[] = [];
  // Two products at a time: each has a server of its own.
  const worker = async (): Promise<void> => {
    for (let name = names.shift(); name !== undefined; name = names.shift()) {
      reports.push(await runTarget(name, pairs, values.rows));
    }
  };
  await Promise.all([worker(), worker()]);
  reports.sort((a, b) => values.dialect.indexOf(a.target) - values.dialect.indexOf(b.target));
  const failed = reports.some(({ results }) =>
    results.some((each) => !each.unusable && each.failures.length > 0),
  );
  print(
    values.json
      ? `${JSON.stringify(reports, null, 2)}\n`
      : reports.map((report) => describe(report, values.rows, values.verbose)).join('\n'),
  );
  // Not by itself: a pair that ran out of its time may still hold a connection.
  process.exit(failed ? 1 : 0);
}

/** Whole, also into a pipe: the process may end right after. */
function print(text: string): void {
  for (let bytes = Buffer.from(text); bytes.length > 0; ) bytes = bytes.subarray(writeSync(1, bytes));
}

async function runTarget(name: string, pairs: readonly Pair[], rows: boolean): Promise<Report> {
  const began = performance.now();
  const target: Target = await openTarget(name);
  const results: PairResult[] = [];
  try {
    for (const pair of pairs) {
      if (!runsOn(pair, target)) continue;
      results.push(await inTime(runPair(pair, target, rows)).catch((error) => crashed(pair, error)));
    }
  } finally {
    await target.stop();
  }
  return { target: name, results, seconds: (performance.now() - began) / 1000 };
}

const longest = 300_000;

/** A pair that waits for ever must not keep the others from running. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${longest / 1000} s`)), longest);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function crashed(pair: Pair, error: unknown): PairResult {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const failures = (['identity', 'up', 'down'] as const).map((step) => ({ step, kind: 'crashed', detail }));
  return { name: pair.name, unusable: false, failures, tables: 0, filled: 0, conflict: false };
}

function describe({ target, results, seconds }: Report, rows: boolean, verbose: boolean): string {
  const usable = results.filter((each) => !each.unusable);
  const right = (step: Step) =>
    usable.filter((each) => each.failures.every((failure) => failure.step !== step)).length;
  const share = (step: Step) =>
    `${step} ${right(step)}/${usable.length} (${percent(right(step), usable.length)})`;
  const steps: readonly Step[] = [
    'identity',
    'dump',
    'up',
    'down',
    ...(rows ? (['rows'] as const) : []),
    'verify',
  ];
  const lines = [
    `${target}: ${usable.length} of ${results.length} pairs load, ${seconds.toFixed(0)} s`,
    `  ${steps.map(share).join(', ')}`,
  ];
  if (rows) {
    const tables = usable.reduce((sum, each) => sum + each.tables, 0);
    const filled = usable.reduce((sum, each) => sum + each.filled, 0);
    const conflicts = usable.filter((each) => each.conflict).length;
    lines.push(
      `  rows in ${filled} of ${tables} tables; ${conflicts} pairs whose rows the desired schema refuses, run without`,
    );
  }
  const kinds = new Map<string, (Failure & { name: string })[]>();
  for (const { name, failures } of usable) {
    for (const failure of failures) {
      const kind = `${failure.step}: ${failure.kind}`;
      kinds.set(kind, [...(kinds.get(kind) ?? []), { ...failure, name }]);
    }
  }
  for (const [kind, failures] of [...kinds].sort((a, b) => b[1].length - a[1].length)) {
    lines.push(`  ${failures.length} × ${kind}`);
    for (const failure of failures) lines.push(...failureLines(failure, verbose));
  }
  for (const { name, failures } of verbose ? results.filter((each) => each.unusable) : []) {
    lines.push(`  does not load: ${name}: ${failures[0]?.detail}`);
  }
  return `${lines.join('\n')}\n`;
}

function failureLines(failure: Failure & { name: string }, verbose: boolean): readonly string[] {
  if (!verbose) return [`      ${failure.name}`];
  return [`      ${failure.name}`, ...failure.detail.split('\n').map((line) => `          ${line}`)];
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
});
