import type { MigrationState, MigrationStatus } from '../../engine/index.ts';
import type { Style } from './style.ts';

const words: Readonly<Record<MigrationState, string>> = {
  applied: 'applied',
  pending: 'pending',
  modified: 'modified',
  missing: 'missing',
  outOfOrder: 'out of order',
  incomplete: 'incomplete',
};

const colours: Readonly<Record<MigrationState, keyof Style>> = {
  applied: 'green',
  pending: 'yellow',
  modified: 'red',
  missing: 'red',
  outOfOrder: 'yellow',
  incomplete: 'red',
};

/** The aligned table of `status`: version, name, state, and when it was applied in local time. */
export function statusTable(statuses: readonly MigrationStatus[], style: Style): string[] {
  const width = (least: number, of: (status: MigrationStatus) => string) =>
    statuses.reduce((most, status) => Math.max(most, columns(of(status))), least);
  const version = width(14, (status) => status.version) + 3;
  const name = width(18, (status) => status.name) + 4;
  const state = width(8, (status) => words[status.state]) + 4;
  const head = `${pad('VERSION', version)}${pad('NAME', name)}${pad('STATUS', state)}APPLIED AT`;
  const rows = statuses.map((status) => {
    const word = style[colours[status.state]](words[status.state]);
    const gap = ' '.repeat(state - words[status.state].length);
    return `${pad(status.version, version)}${pad(status.name, name)}${word}${gap}${localTime(status.appliedAt)}`;
  });
  return [style.bold(head), ...rows];
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** Terminal columns: letters of East Asia and emoji take two. */
function columns(text: string): number {
  let count = 0;
  for (const character of text) {
    count += /\p{Mn}/u.test(character)
      ? 0
      : /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u.test(
            character,
          )
        ? 2
        : 1;
  }
  return count;
}

/** `2024-01-15 10:00:00`, or `-`. */
function localTime(iso: string | null): string {
  const time = iso === null ? null : new Date(iso);
  if (time === null || Number.isNaN(time.getTime())) return iso ?? '-';
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}
