import type { Migration, Section } from '../engine/migrations/index.ts';
import { noTransactionMark } from '../engine/plan/step.ts';

/** A section's text as it stood in its file: how it ran is kept in front of it. */
export function sectionText(kept: string): string {
  return kept.startsWith(noTransactionMark) ? kept.slice(noTransactionMark.length) : kept;
}

/**
 * The up file's text with what was applied put back: the sections of the present file are exchanged, what stands around
 * them stays. Without a file it is one file with both sections.
 */
export function restoredText(migration: Migration | null, up: string, down: string | null): string {
  if (migration === null) return `-- migrate:up\n${up}${down === null ? '' : `\n-- migrate:down\n${down}`}`;
  const file = migration.files[0]!;
  const sections: readonly (readonly [Section | null, string | null])[] = [
    [migration.up, up],
    [migration.down, down],
  ];
  const own = sections
    .flatMap(([section, text]) =>
      section === null || text === null || section.file !== file ? [] : [{ section, text }],
    )
    .sort((a, b) => b.section.start - a.section.start);
  // Code is one text for both directions.
  if (migration.language === 'code') return up;
  let text = migration.up.text;
  for (const { section, text: applied } of own)
    text = text.slice(0, section.start) + applied + text.slice(section.end);
  return text;
}
