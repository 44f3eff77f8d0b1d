import type { CommandDefinition } from '../commandDefinition.ts';
import { engineOptions } from './outcome.ts';
import { lockTimeoutOption, sharedFlags } from './values.ts';

export const init: CommandDefinition = {
  name: 'init',
  summary: 'create the history table',
  options: [lockTimeoutOption],
  database: 'required',
  flags: sharedFlags,
  async run(context) {
    const { created, table } = await context.migrator.init({
      signal: context.io.interrupts.signal,
      // The one event that init would tell is what its last line says.
      onEvent: (event) =>
        event.type === 'historyCreated' ? undefined : engineOptions(context).onEvent(event),
    });
    return {
      exit: 0,
      document: { table, created },
      lines: () => [created ? `Created ${table} table` : `The ${table} table exists already`],
    };
  },
};
