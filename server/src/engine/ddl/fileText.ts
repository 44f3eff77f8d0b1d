import type { Change } from '../diff/change.ts';
import { displayName } from '../diff/item.ts';
import type { Rename } from '../diff/renames.ts';
import type { Generated } from './generate.ts';
import { comment } from './sectionText.ts';
import type { FileKind } from './segments.ts';
import type { Verification } from './verify.ts';

/** The two sections of one migration as they are written to files, with their markers and head comments. */
export interface MigrationText {
  readonly kind: FileKind;
  readonly up: string;
  readonly down: string;
}

/** The texts of generated migrations, in the order they are applied; empty when there is nothing to carry out. */
export function migrationTexts(
  generated: Generated,
  suggestions: readonly Rename[],
): readonly MigrationText[] {
  const { migrations, verification, hints, changes } = generated;
  return migrations.map(({ kind, up, down }, index) => {
    const own =
      index === 0 ? [...hints.map(({ message }) => `HINT: ${message}`), ...suggestions.map(suggestion)] : [];
    const upHead = [
      ...verified(verification),
      ...about(kind),
      ...own,
      ...(index === 0 ? unwritten(changes) : []),
    ];
    return {
      kind,
      up: marker('Up', up.transaction) + lines(upHead) + up.text,
      down: marker('Down', down.transaction) + lines(verified(verification)) + down.text,
    };
  });
}

function marker(direction: 'Up' | 'Down', transaction: boolean): string {
  return `-- +migrate ${direction}${transaction ? '' : ' transaction:false'}\n`;
}

function lines(sentences: readonly string[]): string {
  return sentences
    .flatMap(comment)
    .map((line) => `${line}\n`)
    .join('');
}

function verified({ state, reason, differences }: Verification): readonly string[] {
  if (state === 'verified') {
    return ['Verified on a scratch database: the up gives the wanted schema, the down the one before it.'];
  }
  if (state === 'skipped') return [`Not verified: ${reason}.`];
  return [
    `NOT VERIFIED: ${reason}.`,
    ...differences.map((line) => `  ${line}`),
    'Read it with care before you apply it.',
  ];
}

function about(kind: FileKind): readonly string[] {
  if (kind === 'concurrent')
    return ['Runs outside a transaction, statement by statement, so that nobody is kept waiting.'];
  return kind === 'afterCommit' ? ['Needs what the migration before it has committed.'] : [];
}

/** The sentence that offers a rename where a thing goes and one like it comes. */
export function suggestion(rename: Rename): string {
  const owner = displayName(rename.schema, rename.table, {});
  const [old, now] =
    rename.kind === 'table'
      ? [owner, displayName(rename.schema, rename.to, {})]
      : [`${owner}.${rename.from}`, `${owner}.${rename.to}`];
  return `HINT: ${old} goes and ${now} comes. If that is a rename, which keeps the data: migrate diff --rename ${old}=${now}`;
}

function unwritten(changes: readonly Change[]): readonly string[] {
  return changes.flatMap((change) => {
    if (change.kind !== 'unmodelled') return [];
    if (change.before === null && change.after?.create !== undefined) return [];
    const thing = (change.after ?? change.before)!;
    return [`Not written, since it is beyond this tool: ${thing.kind} ${thing.name} differs.`];
  });
}
