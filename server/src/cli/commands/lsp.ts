import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { MigrateError } from '../../engine/index.ts';
import type { CommandDefinition } from '../commandDefinition.ts';

/** The language server, a bundle of its own beside this one, which reads the process's arguments itself. */
export const lsp: CommandDefinition = {
  name: 'lsp',
  summary: 'run the language server, for any editor',
  options: [{ flags: '--stdio', summary: 'speak over standard input and output' }],
  database: 'none',
  alone: async ({ interrupts }) => {
    const server = join(__dirname, 'server.js');
    if (!existsSync(server)) {
      throw new MigrateError('driver-unavailable', 'The language server is not part of this installation.', {
        hint: 'Install the package again.',
      });
    }
    interrupts.giveBack();
    createRequire(__filename)(server);
    // It ends the process when its client says so or goes away.
    return new Promise(() => undefined);
  },
};
