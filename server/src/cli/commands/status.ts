import type { MigrationState } from '../../engine/index.ts';
import type { CommandDefinition } from '../commandDefinition.ts';
import { type ExitCode, highest } from '../exitCode.ts';
import { statusDocument } from '../reporters/documents.ts';
import { statusTable } from '../reporters/statusTable.ts';
import { engineOptions } from './outcome.ts';

const checked: Readonly<Partial<Record<MigrationState, ExitCode>>> = {
  pending: 3,
  outOfOrder: 3,
  modified: 4,
  incomplete: 4,
};

export const status: CommandDefinition = {
  name: 'status',
  summary: 'show every migration and its state',
  options: [{ flags: '--check', summary: 'exit 3 when something is pending, 4 when modified or incomplete' }],
  database: 'required',
  async run(context) {
    const { migrations, broken, location, product } = await context.migrator.status(engineOptions(context));
    const codes = migrations.map(({ state }) => checked[state] ?? 0);
    return {
      exit: context.options.check === true ? highest([...codes, broken ? 4 : 0]) : 0,
      document: statusDocument(migrations),
      lines: (style) => [
        ...(context.verbose ? [style.dim(`${location} (${product})`)] : []),
        ...(migrations.length === 0
          ? [`No migrations in ${context.settings.directory}`]
          : statusTable(migrations, style)),
      ],
    };
  },
};
