import type { Diagnostic } from '../diagnostic.ts';
import { MigrateError } from '../errors.ts';
import type { Warning } from '../events.ts';
import { compareVersions, versionNumber } from '../migrations/version.ts';
import { refusalsOf, refuseIfAny, warningsOf } from './refusal.ts';
import { mayGoOn } from './standing.ts';
import type { MigrationStatus } from './status.ts';

/** `count` and `to` are the user's own and exclude each other. */
export interface Target {
  readonly count?: number;
  readonly to?: string;
}

export type OutOfOrderRule = 'warn' | 'error' | 'allow';

export interface Selection {
  /** In the order they will run. */
  readonly chosen: readonly MigrationStatus[];
  readonly warnings: readonly Warning[];
}

/**
 * What `up` will apply: pending and out-of-order ones by version ascending; none when nothing is pending.
 * Throws `unknown-version`, or the refusal (`incomplete`, `checksum-mismatch`, a broken file, `out-of-order`)
 * with every further one in its details.
 */
export function selectUp(
  statuses: readonly MigrationStatus[],
  diagnostics: readonly Diagnostic[],
  target: Target,
  rule: OutOfOrderRule,
): Selection {
  const refusals = [...incompleteErrors(statuses), ...modifiedErrors(statuses), ...refusalsOf(diagnostics)];
  refuseIfAny(refusals);
  const last = target.to === undefined ? undefined : find(statuses, target.to);
  let chosen = statuses.filter((status) => status.record === null && status.migration !== null);
  if (last !== undefined)
    chosen = chosen.filter((status) => compareVersions(status.version, last.version) <= 0);
  if (target.count !== undefined) chosen = chosen.slice(0, target.count);

  const late = chosen.filter((status) => status.state === 'outOfOrder');
  if (rule === 'error') refuseIfAny(late.map((status) => outOfOrderError(status, statuses)));
  const versions = new Set(chosen.map((status) => status.version));
  const warnings = [
    ...statuses.filter((status) => status.state === 'missing').map(missingWarning),
    ...(rule === 'warn' ? late.map((status) => outOfOrderWarning(status, statuses)) : []),
    ...warningsOf(diagnostics.filter((found) => concerns(found, versions))),
  ];
  return { chosen, warnings };
}

/**
 * What `down` will roll back: applied ones by version descending. Without `to` and `count`: the last one.
 * Throws `unknown-version`, `version-not-applied` or a refusal. `fromHistory`: a changed or missing file of a
 * chosen migration does not matter.
 */
export function selectDown(
  statuses: readonly MigrationStatus[],
  diagnostics: readonly Diagnostic[],
  target: Target,
  fromHistory: boolean,
): Selection {
  const broken = [
    ...incompleteErrors(statuses),
    ...refusalsOf(
      diagnostics.filter((found) => found.version === undefined || isApplied(statuses, found.version)),
    ),
  ];
  if (!fromHistory) broken.push(...modifiedErrors(statuses));
  refuseIfAny(broken);
  const applied = statuses.filter((status) => status.record !== null).reverse();
  let chosen = applied.slice(0, target.count ?? 1);
  if (target.to !== undefined) {
    const end = find(statuses, target.to);
    if (end.record === null) {
      throw new MigrateError('version-not-applied', `Version ${target.to} is not applied.`, {
        version: end.version,
        hint: 'Name an applied version; `migrate status` lists them.',
      });
    }
    chosen = applied.filter((status) => compareVersions(status.version, end.version) > 0);
  }
  const numbers = new Set(chosen.map((status) => String(versionNumber(status.version))));
  refuseIfAny([
    ...(fromHistory
      ? modifiedErrors(statuses.filter((status) => !chosen.includes(status)))
      : chosen.filter((status) => status.state === 'missing').map(missingError)),
    ...dependantErrors(applied, numbers),
  ]);
  return { chosen, warnings: [] };
}

/** The status of `version` (`1` finds `001`); throws `unknown-version`. */
export function find(statuses: readonly MigrationStatus[], version: string): MigrationStatus {
  const number = versionNumber(version);
  const found = statuses.find((status) => number !== null && versionNumber(status.version) === number);
  if (found !== undefined) return found;
  throw new MigrateError('unknown-version', `There is no migration with version ${version}.`, {
    hint: '`migrate status` lists the versions.',
  });
}

function isApplied(statuses: readonly MigrationStatus[], version: string): boolean {
  const number = versionNumber(version);
  return statuses.some((status) => status.record !== null && versionNumber(status.version) === number);
}

function fileOf(status: MigrationStatus): { place?: { file: string } } {
  const file = status.migration?.files[0];
  return file === undefined ? {} : { place: { file } };
}

/** One error per migration that was begun and has no good end. */
export function incompleteErrors(statuses: readonly MigrationStatus[]): MigrateError[] {
  return statuses
    .filter((status) => status.state === 'incomplete')
    .map((status) => {
      const row = status.unfinished!;
      const stopped = row.direction === 'up' ? 'was being applied' : 'was being rolled back';
      const at =
        row.position_done === 1 || row.position < 0
          ? `${row.position + 1} of its ${row.total} statements stand`
          : `statement ${row.position + 1} of ${row.total} had begun`;
      if (status.worker !== undefined) return atWork(status, status.worker);
      const told =
        status.standing === undefined ? `it ${stopped}, ${at}.` : `it ${stopped}. ${status.standing}`;
      return new MigrateError('incomplete', `Migration ${status.id} is incomplete: ${told}`, {
        ...fileOf(status),
        version: status.version,
        name: status.name,
        hint: mayGoOn(row)
          ? 'Run `migrate resume` to go on after its last good statement, or `migrate recover` to take it back.'
          : 'Run `migrate recover` to take it back, then apply it again.',
      });
    });
}

/** It is begun and has no end because it is not at its end. */
function atWork(status: MigrationStatus, worker: string): MigrateError {
  const doing = status.unfinished!.direction === 'up' ? 'applied' : 'rolled back';
  return new MigrateError(
    'incomplete',
    `Migration ${status.id} is being ${doing} now: the migration lock is held by ${worker}.`,
    {
      ...fileOf(status),
      version: status.version,
      name: status.name,
      hint: 'Wait for that run to end; `migrate status` then shows what came of it.',
    },
  );
}

/** One error per applied migration whose file is no longer what was applied (H3). */
export function modifiedErrors(statuses: readonly MigrationStatus[]): MigrateError[] {
  return statuses
    .filter((status) => status.state === 'modified')
    .map(
      (status) =>
        new MigrateError(
          'checksum-mismatch',
          `Migration ${status.id} was changed after it was applied: recorded checksum ${status.recordedChecksum}, actual ${status.checksum}.`,
          {
            ...fileOf(status),
            version: status.version,
            name: status.name,
            hint: `Put the file back (\`migrate show ${status.version}\` prints what was applied), or accept it as it is now with \`migrate repair ${status.version}\`.`,
          },
        ),
    );
}

/** A warning is told on a run when it speaks of the directory or of a migration that has its turn. */
function concerns(found: Diagnostic, versions: ReadonlySet<string>): boolean {
  return found.severity === 'warning' && (found.version === undefined || versions.has(found.version));
}

function newestBefore(status: MigrationStatus, statuses: readonly MigrationStatus[]): string {
  return statuses.findLast((other) => other.record !== null && other !== status)!.id;
}

function outOfOrderError(status: MigrationStatus, statuses: readonly MigrationStatus[]): MigrateError {
  return new MigrateError(
    'out-of-order',
    `Migration ${status.id} is out of order: ${newestBefore(status, statuses)} is already applied.`,
    {
      ...fileOf(status),
      version: status.version,
      name: status.name,
      hint: 'Give it a later version, or allow it with --out-of-order warn.',
    },
  );
}

function outOfOrderWarning(status: MigrationStatus, statuses: readonly MigrationStatus[]): Warning {
  const file = status.migration?.files[0];
  return {
    code: 'out-of-order',
    message: `${status.id} is applied out of order: ${newestBefore(status, statuses)} is already applied.`,
    version: status.version,
    ...(file === undefined ? {} : { file }),
  };
}

function missingWarning(status: MigrationStatus): Warning {
  return {
    code: 'missing-file',
    message: `${status.id} is applied but its file is missing.`,
    version: status.version,
  };
}

function missingError(status: MigrationStatus): MigrateError {
  return new MigrateError('missing-file', `Migration ${status.id} is applied but its file is missing.`, {
    version: status.version,
    name: status.name,
    hint: 'Put the file back, or roll it back with the down it was applied with: `migrate down --from-history`.',
  });
}

function dependantErrors(applied: readonly MigrationStatus[], chosen: ReadonlySet<string>): MigrateError[] {
  return applied.flatMap((status) => {
    if (chosen.has(String(versionNumber(status.version)))) return [];
    const needed = status.migration?.requires.find(({ version }) =>
      chosen.has(String(versionNumber(version))),
    );
    if (needed === undefined) return [];
    return [
      new MigrateError(
        'dependant-applied',
        `Version ${needed.version} cannot be rolled back: ${status.id} requires it and is applied.`,
        { ...fileOf(status), version: needed.version, hint: `Roll back ${status.id} first.` },
      ),
    ];
  });
}
