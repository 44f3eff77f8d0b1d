import type { Variables } from './variables.ts';

/** Whether a name says production: `production` or `prod`, in any letter case. */
export function saysProduction(name: string | undefined): boolean {
  return /^\s*prod(uction)?\s*$/i.test(name ?? '');
}

/** What makes the process a production one: the value of `MIGRATE_ENV` or `NODE_ENV`; null when neither says so. */
export function productionVariable(variables: Variables): string | null {
  for (const name of ['MIGRATE_ENV', 'NODE_ENV']) {
    if (saysProduction(variables[name])) return variables[name]!.trim();
  }
  return null;
}
