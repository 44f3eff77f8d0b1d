import type { Plan, PlannedMigration, Problem } from '../protocol.ts';

/** A plan as SQL to read: what would run, in order, with what must be known of it in comments. */
export function previewText(plan: Plan, commandLine: string, place: string): string {
  const head = [`-- ${commandLine}`, `-- on ${place}`];
  if (plan.refused !== null) {
    return `${[...head, '-- It would be refused:', ...refusal(plan.refused)].join('\n')}\n`;
  }
  if (plan.migrations.length === 0) return `${[...head, '-- Nothing would run.'].join('\n')}\n`;
  const warnings = plan.warnings.map((warning) => `-- Warning: ${oneLine(warning)}`);
  return `${[...head, ...warnings, '', ...plan.migrations.map(migrationText)].join('\n')}`;
}

function refusal(problem: Problem): readonly string[] {
  return [
    `-- ${oneLine(problem.message)}`,
    ...(problem.hint === null ? [] : [`-- ${oneLine(problem.hint)}`]),
    ...problem.others.flatMap(refusal),
  ];
}

function migrationText(migration: PlannedMigration): string {
  const { id, direction, statements, transactional, recordOnly } = migration;
  const how = recordOnly
    ? 'only its record changes'
    : `${direction}, ${transactional ? 'in a transaction' : 'statement by statement'}`;
  const body = statements.map((text) => `${text.trimEnd().replace(/;$/, '')};\n`).join('');
  return `-- ${id} (${how})\n${body}`;
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ');
}
