import { rules } from '../engine/lint/index.ts';

/** Where the meaning of every code is written down, one heading per code. */
const folder = 'https://github.com/switchback-migrate/switchback/blob/main/docs';
const ruleIds: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** The address of what a diagnostic's code means. */
export function documentationOf(code: string): string {
  return `${folder}/${ruleIds.has(code) ? 'rules' : 'diagnostics'}.md#${code}`;
}
