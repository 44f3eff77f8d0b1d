import Database from 'better-sqlite3';
import fc from 'fast-check';
import { loadModule, parseSync } from 'libpg-query';
import { beforeAll, describe, expect, test } from 'vitest';
import { mariadbSyntax, mysqlSyntax, postgresSyntax, type SqlDialect, sqliteSyntax } from './dialect.ts';
import { mariadbBodies, mysql, mysqlBodies, postgres, sqlite } from './splitter.cases.ts';
import { pieces, splitStatements } from './splitter.ts';
import { block } from './testBlocks.ts';
import { anySql } from './testText.ts';

const dialects = [postgresSyntax, mysqlSyntax, mariadbSyntax, sqliteSyntax];
const texts = (text: string, dialect: SqlDialect): string[] =>
  splitStatements(text, dialect).map((s) => s.text);

/** Statements that can stand among others: no client commands, nothing without an end. */
const together = [
  { dialect: postgresSyntax, cases: postgres, bodies: [] },
  { dialect: sqliteSyntax, cases: sqlite, bodies: [] },
  { dialect: mysqlSyntax, cases: mysql, bodies: mysqlBodies },
  { dialect: mariadbSyntax, cases: mysql, bodies: mariadbBodies },
].map(({ dialect, cases, bodies }) => {
  const statements = cases.flatMap(([, , found]) => found);
  const alone = (text: string): boolean => !/stdin/i.test(text) && texts(`${text};`, dialect).join() === text;
  return { dialect, statements: [...statements.filter(alone), ...bodies] };
});

describe('Invariant 1: splitting never throws and loses nothing', () => {
  test.each(dialects)('pieces joined are the text: $name', (dialect) => {
    fc.assert(
      fc.property(anySql, (text) => {
        expect(
          pieces(text, dialect)
            .map(({ start, end }) => text.slice(start, end))
            .join(''),
        ).toBe(text);
        splitStatements(text, dialect).forEach((statement, index) => {
          expect(statement.index).toBe(index);
          expect(statement.text).toBe(text.slice(statement.start, statement.end));
          expect(statement.text).not.toMatch(/^[ \t\r\n\f\v]|^$/);
        });
      }),
      { numRuns: 3_000 },
    );
  });

  test.each(dialects)('a statement split again is that statement: $name', (dialect) => {
    fc.assert(
      fc.property(anySql, (text) => {
        // Another delimiter, and what only counts where a line begins, do not belong to the statement itself.
        fc.pre(!/delimiter/i.test(text) && !text.includes('.'));
        // `--` at the very end is a comment to MySQL, in front of another sign it is not.
        for (const statement of texts(text, dialect))
          if (!statement.endsWith('--')) expect(texts(statement, dialect)).toEqual([statement]);
      }),
      { numRuns: 3_000 },
    );
  });

  test.each(together)('as many statements as were put together: $dialect.name', ({ dialect, statements }) => {
    const gap = fc
      .array(fc.constantFrom('\n', '\r\n', ' ', ';', '-- c;\n', "/* c'; */", '-- "\r\n'), { maxLength: 3 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...statements), gap), { maxLength: 12 }), (parts) => {
        const text = parts.map(([statement, behind]) => `${statement};${behind}`).join('');
        expect(texts(text, dialect)).toEqual(parts.map(([statement]) => statement));
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([mysqlSyntax, mariadbSyntax])('S5 nested blocks, bare: $name', (dialect) => {
    fc.assert(
      fc.property(block, (body) => {
        const routine = `CREATE PROCEDURE p() ${body}`;
        expect(texts(`${routine};\nSELECT 2`, dialect)).toEqual([routine, 'SELECT 2']);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("Invariant 1: the database's own parser sees the same statements", () => {
  beforeAll(loadModule);

  test('PostgreSQL', () => {
    const parsed = postgres.filter(([, text]) => !text.includes('\\') && inPostgres(text) !== null);
    expect(parsed.length).toBeGreaterThan(15);
    for (const [, text] of parsed) expect(texts(text, postgresSyntax)).toEqual(inPostgres(text));
  });

  test('PostgreSQL, put together', () => {
    const { statements } = together[0]!;
    const valid = statements.filter((statement) => inPostgres(statement) !== null);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...valid), { minLength: 1, maxLength: 8 }), (parts) => {
        const text = parts.join(';\n');
        expect(texts(text, postgresSyntax)).toEqual(inPostgres(text));
      }),
      { numRuns: 200 },
    );
  });

  test('SQLite takes each for one whole statement', () => {
    const database = new Database(':memory:');
    for (const statement of together[1]!.statements) {
      let answer = '';
      try {
        database.prepare(statement);
      } catch (error) {
        answer = String(error);
      }
      expect(answer, statement).not.toMatch(/more than one statement|incomplete input|no statements/);
    }
    database.close();
  });
});

describe('time grows with the text, whatever it is', () => {
  const endless = [
    "'",
    '"',
    '`',
    '[',
    '$a$',
    '$a',
    '/*',
    '/*!',
    '/*!50003 ',
    '(',
    '\\',
    'E',
    "E''\n",
    ':',
    '@',
    '.',
    '1e',
    '-',
    '\n',
  ];
  const repeated = [
    ...[
      'COPY t FROM STDIN;\n',
      'CREATE PROCEDURE p() BEGIN ',
      'BEGIN ',
      'CASE ',
      'DELIMITER ;;\n',
      'DELIMITER a\n',
      'a;',
      ';',
    ],
    ...[
      'CREATE FUNCTION f() BEGIN ATOMIC ',
      'CREATE TRIGGER t BEGIN ',
      'CREATE ',
      'a$b',
      '$1$',
      '/* */',
      '--\n',
      "''",
    ],
  ];
  test.each([...endless, ...repeated])('%j over and over', (snippet) => {
    const text = snippet.repeat(Math.ceil(500_000 / snippet.length));
    for (const dialect of dialects) {
      // Some 20 ms; what grew with the square of the length would take minutes, and the test would not end in its time.
      expect(() => splitStatements(text, dialect)).not.toThrow();
    }
  });
});

/** The statements PostgreSQL's parser finds, comments and blanks around them left out; null when it finds an error. */
function inPostgres(text: string): string[] | null {
  const bytes = Buffer.from(text);
  try {
    return (parseSync(text).stmts ?? []).map(({ stmt_location = 0, stmt_len }: Stretch) => {
      const end = stmt_len === undefined ? undefined : stmt_location + stmt_len;
      return trimmed(bytes.subarray(stmt_location, end).toString());
    });
  } catch {
    return null;
  }
}

interface Stretch {
  readonly stmt_location?: number;
  readonly stmt_len?: number;
}

const blank = /^(?:\s|\ufeff|--.*|\/\*[^*]*\*\/)+|(?:\s|--.*|\/\*[^*]*\*\/)+$/g;
const trimmed = (text: string): string => text.replace(blank, '');
