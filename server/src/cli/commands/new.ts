import { type NewLayout, newLayouts } from '../../engine/index.ts';
import type { CommandDefinition } from '../commandDefinition.ts';
import { fileText } from '../reporters/errorText.ts';
import { engineOptions } from './outcome.ts';

export const create: CommandDefinition = {
  name: 'new',
  argument: '<name...>',
  summary: 'write the files of a new migration',
  options: [
    {
      flags: '--layout <layout>',
      summary: 'how it is written (default: as the others of the directory)',
      choices: newLayouts,
    },
  ],
  database: 'optional',
  async run(context) {
    const { layout } = context.options;
    const { version, name, files } = await context.migrator.newMigration(context.arguments.join(' '), {
      ...engineOptions(context),
      ...(layout === undefined ? {} : { layout: layout as NewLayout }),
    });
    return {
      exit: 0,
      document: { version, name, files },
      lines: (style) =>
        files.map((file) => `Created ${style.bold(fileText(file, context.io.workingDirectory))}`),
    };
  },
};
