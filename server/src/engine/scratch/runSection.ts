import { type Database, DatabaseError } from '../database/database.ts';
import { splitStatements } from '../sql/index.ts';

/** The part of a section that failed, and where it stands in the section's text. */
export class SectionFailure extends DatabaseError {
  readonly statement: string;
  readonly start: number;

  constructor(cause: DatabaseError, statement: string, start: number) {
    super(cause.database, { connectionLost: cause.connectionLost, lockWait: cause.lockWait, cause });
    this.statement = statement;
    this.start = start;
  }
}

/**
 * Runs a section as a migration's would run, without history: in one transaction (`transaction`), or statement by
 * statement. A failure is rolled back as far as the database can, and is thrown as `SectionFailure`.
 */
export async function runSection(database: Database, text: string, transaction: boolean): Promise<void> {
  const statements = splitStatements(text, database.syntax);
  if (statements.length === 0) return;
  const layout = transaction
    ? database.layout(statements)
    : { outside: statements.map((_, index) => index), inside: [], checks: [] };
  const wrapped = layout.inside.length > 0 && database.capabilities.transactionalDdl;
  const run = async (indexes: readonly number[], before: readonly string[], after: readonly string[]) => {
    const parts = [...before, ...indexes.map((index) => statements[index]!.text), ...after];
    try {
      await database.runScript(parts);
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      const at = Math.min(Math.max((error.part ?? 0) - before.length, 0), indexes.length - 1);
      const statement = statements[indexes[at]!]!;
      throw new SectionFailure(error, statement.text, statement.start);
    }
  };
  try {
    // Outside a transaction each statement travels alone: many in one message are a transaction of their own.
    for (const index of layout.outside) await run([index], [], []);
    if (layout.inside.length > 0) {
      const last = layout.checks.length === 0 && wrapped ? ['COMMIT'] : [];
      await run(layout.inside, wrapped ? [database.beginSql] : [], last);
      if (layout.checks.length > 0) await check(database, layout.checks, wrapped);
    }
  } catch (error) {
    if (wrapped) await database.execute('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    const reset = await database.sessionReset(true).catch(() => []);
    if (reset.length > 0) await database.runScript(reset).catch(() => undefined);
  }
}

async function check(database: Database, checks: readonly string[], wrapped: boolean): Promise<void> {
  for (const sql of checks) {
    const rows = await database.query(sql);
    if (rows.length === 0) continue;
    throw new DatabaseError({ code: 'check', message: `${sql} found ${JSON.stringify(rows[0])}` });
  }
  if (wrapped) await database.execute('COMMIT');
}
