import type { CommandDefinition } from '../commandDefinition.ts';
import { engineOptions } from './outcome.ts';

export const show: CommandDefinition = {
  name: 'show',
  argument: '<version>',
  summary: 'print the text that was applied for a version',
  database: 'required',
  async run(context) {
    const shown = await context.migrator.show(context.argument!, engineOptions(context));
    const section = (marker: string, text: string) => [
      `-- migrate:${marker}`,
      ...text.replace(/\s+$/, '').split('\n'),
    ];
    return {
      exit: 0,
      document: shown,
      lines: () => [
        ...section('up', shown.up),
        ...(shown.down === null ? [] : ['', ...section('down', shown.down)]),
      ],
      product: true,
    };
  },
};
