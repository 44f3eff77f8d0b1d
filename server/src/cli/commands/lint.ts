import { rules } from '../../engine/index.ts';
import type { CommandDefinition } from '../commandDefinition.ts';
import type { ExitCode } from '../exitCode.ts';
import { diagnosticsDocument } from '../reporters/documents.ts';
import { githubLines, sarifDocument } from '../reporters/lintFormats.ts';
import { version } from '../version.ts';
import { engineOptions } from './outcome.ts';

export const lint: CommandDefinition = {
  name: 'lint',
  argument: '[versions...]',
  summary:
    'look for what loses data, breaks programs, or locks tables; of the pending migrations, or those named',
  options: [
    {
      flags: '--format <format>',
      summary: 'how findings are written',
      choices: ['human', 'json', 'github', 'sarif'],
    },
    {
      flags: '--dialect <name>',
      summary: 'which database the SQL is for; the database is not asked then',
      choices: ['postgres', 'mysql', 'mariadb', 'sqlite'],
    },
    { flags: '--check', summary: 'exit 3 when anything is found' },
  ],
  database: 'optional',
  async run(context) {
    const { options, settings, migrator, io } = context;
    const found = await migrator.lint({
      ...engineOptions(context),
      versions: context.arguments,
      ...(settings.lint.rules === undefined ? {} : { rules: settings.lint.rules }),
      ...(options.dialect === undefined ? {} : { dialect: options.dialect as string }),
    });
    const errors = found.filter(({ severity }) => severity === 'error').length;
    const exit: ExitCode = errors > 0 ? 4 : options.check === true && found.length > 0 ? 3 : 0;
    const document = diagnosticsDocument(found);
    const format = context.json ? 'human' : options.format;
    if (format === 'json') return { exit, document, lines: () => [JSON.stringify(document)], product: true };
    if (format === 'github')
      return { exit, document, lines: () => githubLines(found, io.workingDirectory), product: true };
    if (format === 'sarif') {
      const log = sarifDocument(found, rules, version, io.workingDirectory);
      return { exit, document, lines: () => [JSON.stringify(log, null, 2)], product: true };
    }
    return { exit, document, findings: found, lines: () => [summary(found.length, errors)] };
  },
};

function summary(count: number, errors: number): string {
  if (count === 0) return 'Nothing is found';
  const all = `${count} finding${count === 1 ? '' : 's'}`;
  return errors === 0 ? all : `${all}, ${errors} of them error${errors === 1 ? '' : 's'}`;
}
