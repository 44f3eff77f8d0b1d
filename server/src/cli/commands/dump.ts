import { writeDump } from '../../engine/index.ts';
import type { CommandDefinition } from '../commandDefinition.ts';
import { engineOptions } from './outcome.ts';
import { privilegesOption, schemasOption, sharedFlags } from './values.ts';

export const dump: CommandDefinition = {
  name: 'dump',
  summary: 'print the current schema as SQL',
  options: [
    { flags: '--out-dir <dir>', summary: 'write one file per table into a directory instead' },
    schemasOption,
    privilegesOption,
  ],
  database: 'required',
  flags: sharedFlags,
  async run(context) {
    const { options, migrator, io } = context;
    const directory = options.outDir as string | undefined;
    const { sql, files, unmodelled } = await migrator.dump({
      ...engineOptions(context),
      perTable: directory !== undefined,
      privileges: options.privileges === true,
    });
    for (const { kind, name } of unmodelled) {
      const message = `The ${kind} ${name} is not in the dump: it is of a kind that cannot be written, may not be read, or needs what is not there.`;
      context.onEvent({ type: 'warning', warning: { code: 'unmodelled', message } });
    }
    const left = unmodelled.map(({ kind, name }) => ({ kind, name }));
    if (directory === undefined) {
      const lines = sql === '' ? [] : sql.replace(/\n$/, '').split('\n');
      return { exit: 0, document: { sql, unmodelled: left }, lines: () => lines, product: true };
    }
    const written = writeDump(directory, files, io.workingDirectory);
    for (const file of written.strangers) {
      const message = `${file} was not written by a dump; a comparison with the directory loads it too.`;
      context.onEvent({ type: 'warning', warning: { code: 'stray-file', message } });
    }
    return {
      exit: 0,
      document: { directory, ...written, unmodelled: left },
      lines: () => [
        ...written.removed.map((file) => `Removed ${file}`),
        `Wrote ${written.files.length} file${written.files.length === 1 ? '' : 's'} to ${directory}`,
      ],
    };
  },
};
