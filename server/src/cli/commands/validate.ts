import type { CommandDefinition } from '../commandDefinition.ts';
import { diagnosticsDocument } from '../reporters/documents.ts';
import { engineOptions } from './outcome.ts';

export const validate: CommandDefinition = {
  name: 'validate',
  summary: 'check the migrations without running them; with a database its history too',
  database: 'optional',
  async run(context) {
    const diagnostics = await context.migrator.validate(engineOptions(context));
    const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
    const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
    return {
      exit: errors > 0 ? 4 : 0,
      document: diagnosticsDocument(diagnostics),
      findings: diagnostics,
      lines: () => [summary(errors, warnings)],
    };
  },
};

function summary(errors: number, warnings: number): string {
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  if (errors === 0 && warnings === 0) return 'The migrations are valid';
  return errors === 0
    ? `The migrations are valid, with ${count(warnings, 'warning')}`
    : `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
}
