import { tableRowsOf } from '../database/tableRows.ts';
import type { CommandOptions, MigratorOptions } from './options.ts';
import { withDatabase } from './schemaSession.ts';

/** How many rows the tables of the environment's database hold, by the server's own estimate. Reads no table. */
export function tableRows(
  options: MigratorOptions,
  command: CommandOptions,
): Promise<readonly (readonly [table: string, rows: number])[]> {
  return withDatabase(options, command, tableRowsOf);
}
