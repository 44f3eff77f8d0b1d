import { afterAll, describe, expect, test } from 'vitest';
import { createProject } from '../engine/project.ts';
import { connectRaw, databases } from '../servers/testDatabases.ts';
import { type FaultKind, kinds, standing, standingInMariadb } from './faultKinds.ts';
import { fingerprint } from './fingerprint.ts';

/** `npm run test:crash` tries every position; the suite one of them for each kind. */
const stride = Number(process.env.CRASH_STRIDE ?? 13) === 1 ? 1 : 5;

const fillers = ['a', 'b', 'c', 'd'].map((name) => `CREATE TABLE filler_${name} (id INT PRIMARY KEY)`);
const failure = 'SELECT * FROM nowhere';
const isDml = (sql: string) => /^(INSERT|UPDATE|DELETE|REPLACE|CALL|BEGIN)/.test(sql);

/** Five statements with the kind at the first place and the failure at `position` (0 to 4). */
function migration(sql: string, position: number): { readonly text: string; readonly committed: boolean } {
  const statements =
    position === 0
      ? [failure, sql, ...fillers.slice(0, 3)]
      : [sql, ...fillers.slice(0, position - 1), failure, ...fillers.slice(position - 1, 3)];
  return {
    text: `-- migrate:up\n${statements.join(';\n')};\n`,
    committed: position > 0 && (!isDml(sql) || position > 1),
  };
}

/** One by one: MySQL keeps the end of a statement that came with others as a part of a body. */
async function prepare(url: string, statements: readonly string[]): Promise<void> {
  const connection = await connectRaw(url);
  for (const statement of statements) await connection.query(statement);
  await connection.close();
}

const inFlavour = (mariadb: boolean) => (kind: FaultKind) =>
  kind.only === undefined || (kind.only === 'mariadb') === mariadb;

describe.each(databases.filter(({ dialect }) => dialect === 'mysql'))(
  '$name: faults',
  { retry: 0 },
  (database) => {
    const counts = { migrations: 0, takenBack: 0, incomplete: 0, wrong: 0 };
    afterAll(() => console.log(`${database.name.padEnd(11)} faults ${JSON.stringify(counts)}`));
    const mariadb = database.product === 'MariaDB';
    const cases = kinds
      .filter(inFlavour(mariadb))
      .flatMap((kind) => [0, 1, 2, 3, 4].map((position) => ({ ...kind, position })))
      .filter((_, index) => index % stride === Math.floor(index / 5) % stride);

    test.concurrent.each(cases)(
      'A2 $name, failing at statement $position',
      async ({ sql, lossless, unlessEmpty, position }) => {
        const { text, committed } = migration(sql, position);
        const project = await createProject(database);
        counts.migrations++;
        counts.wrong++;
        try {
          await prepare(project.url, mariadb ? [...standing, ...standingInMariadb] : standing);
          await project.migrator.init();
          const before = await fingerprint(project.url, database.dialect);
          project.write({ '1_fails.sql': text });
          const foreseen = (await project.migrator.validate()).find(
            ({ code }) => code === 'not-transactional',
          );
          const result = await project.migrator.up();
          const incomplete = result.failed!.error.details.others?.find(({ code }) => code === 'incomplete');
          const whole = lossless || !committed;
          expect({
            code: result.failed!.error.code,
            states: await project.states(),
            database: await fingerprint(project.url, database.dialect),
            why: incomplete?.message,
          }).toEqual({
            code: 'statement-failed',
            states: whole ? '1 pending' : '1 incomplete',
            database: whole ? before : expect.any(String),
            why: whole ? undefined : expect.stringContaining(`${sql.slice(0, 20)}`),
          });
          // What was said beforehand must hold: a promise that all can be taken back may not be broken.
          expect(foreseen?.message ?? '').toMatch(
            lossless && !unlessEmpty
              ? /fails, all of it can be taken back/
              : /part of it may stay|as long as/,
          );
          counts[whole ? 'takenBack' : 'incomplete']++;
          counts.wrong--;
        } finally {
          await project.drop();
        }
      },
    );
  },
);
