/** Where the meaning of every code is written down, one heading per code. */
const page = 'https://github.com/switchback-migrate/switchback/blob/main/docs/diagnostics.md';

/** The address of what a diagnostic's code means. */
export function documentationOf(code: string): string {
  return `${page}#${code}`;
}
