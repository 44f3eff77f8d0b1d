import type { BodyForm } from './body.ts';
import {
  mariadbImplicitCommits,
  mysqlImplicitCommits,
  mysqlRefusals,
  postgresRefusals,
  type StatementPattern,
  sqliteIgnored,
  sqliteRefusals,
} from './transactional.ts';

/**
 * How a database writes SQL. Everything this folder knows of one database stands in these values; the lexer, the
 * splitter and `classify` read the options and never the name.
 */
export interface SqlDialect {
  readonly name: 'postgres' | 'mysql' | 'mariadb' | 'sqlite';

  /** `$tag$ … $tag$`: everywhere, or only as the body after `AS` (MySQL 9), or never. */
  readonly dollarQuotes: 'always' | 'afterAs' | 'never';
  /** A block comment may hold others and ends with the outermost. */
  readonly nestedComments: boolean;
  /** `#` opens a comment that ends with the line. */
  readonly hashComments: boolean;
  /** `--` opens a comment only before a blank, a control character or the end. */
  readonly dashNeedsSpace: boolean;
  /** A lone `\r` ends a `--` comment. */
  readonly returnEndsComment: boolean;
  /** Comments whose content is code. */
  readonly executableComments: ExecutableComments;

  /** A backslash in any string escapes the next character. */
  readonly backslashEscapes: boolean;
  /** `E'…'` has backslash escapes; `U&'…'` and `U&"…"` exist. */
  readonly escapeStrings: boolean;
  /** What `"…"` is. */
  readonly doubleQuotes: 'identifier' | 'string';
  readonly backtickIdentifiers: boolean;
  readonly bracketIdentifiers: boolean;
  /** Where a name is wanted, `'…'` is one. */
  readonly stringsAsNames: boolean;
  /** A name may begin with a digit or `$`. */
  readonly digitsBeginNames: boolean;
  /** Operators are any run of operator characters, by PostgreSQL's rule. */
  readonly freeOperators: boolean;
  /** What can open a parameter or user variable: `$` before a digit, `:` and `@` before a name, `?`. */
  readonly parameters: string;

  /** The client's `DELIMITER` command. */
  readonly delimiterCommand: boolean;
  /** First words that only the client program understands; the command is the rest of the line. */
  readonly clientWords: ReadonlySet<string>;
  /** `\x` belongs to the client: anywhere, or only where a statement may begin. */
  readonly backslashCommands: 'anywhere' | 'statementStart' | 'never';
  /** `.x` where a statement may begin belongs to the client. */
  readonly dotCommands: boolean;
  /** `COPY … FROM STDIN;` is followed by data up to a line with `\.`. */
  readonly copyData: boolean;

  /** Objects whose `CREATE` holds a body with terminators in it, and how that body is written. */
  readonly createBodies: Readonly<Record<string, BodyForm>>;
  readonly alterBodies: Readonly<Record<string, BodyForm>>;
  /** `BEGIN NOT ATOMIC`, and `IF`, `LOOP`, … as statements of their own. */
  readonly compoundStatements: boolean;

  /** Verbs that end a transaction beside COMMIT and ROLLBACK. */
  readonly transactionAliases: Readonly<Record<string, 'commit' | 'rollback'>>;
  /** SET takes scopes and several assignments and knows autocommit and passwords; LOCK TABLES lasts for the session. */
  readonly mysqlStatements: boolean;
  /** `SELECT … INTO name` creates a table. */
  readonly selectIntoCreates: boolean;
  /** `DO` runs a block that may change the schema (elsewhere it only evaluates an expression). */
  readonly doBlocks: boolean;
  /** Statements that commit an open transaction. */
  readonly implicitCommits: readonly StatementPattern[];
  /** Statements the database refuses inside a transaction. */
  readonly refusals: readonly StatementPattern[];
  /** Statements that do nothing inside a transaction, without an error. */
  readonly ignoredInTransaction: readonly StatementPattern[];
}

/** By what follows the opening `/*`: the versions, in front of the code, whose comments this database never runs. */
export type ExecutableComments = readonly (readonly [
  marker: string,
  ignoredVersions: readonly (readonly [from: number, to: number])[],
])[];

const none: ReadonlySet<string> = new Set();

export const postgresSyntax: SqlDialect = {
  name: 'postgres',
  dollarQuotes: 'always',
  nestedComments: true,
  hashComments: false,
  dashNeedsSpace: false,
  returnEndsComment: true,
  executableComments: [],
  backslashEscapes: false,
  escapeStrings: true,
  doubleQuotes: 'identifier',
  backtickIdentifiers: false,
  bracketIdentifiers: false,
  stringsAsNames: false,
  digitsBeginNames: false,
  freeOperators: true,
  parameters: '$',
  delimiterCommand: false,
  clientWords: none,
  backslashCommands: 'anywhere',
  dotCommands: false,
  copyData: true,
  createBodies: { FUNCTION: 'atomic', PROCEDURE: 'atomic', RULE: 'parentheses' },
  alterBodies: {},
  compoundStatements: false,
  transactionAliases: { END: 'commit', ABORT: 'rollback' },
  mysqlStatements: false,
  selectIntoCreates: true,
  doBlocks: true,
  implicitCommits: [],
  refusals: postgresRefusals,
  ignoredInTransaction: [],
};

export const mysqlSyntax: SqlDialect = {
  name: 'mysql',
  dollarQuotes: 'afterAs',
  nestedComments: false,
  hashComments: true,
  dashNeedsSpace: true,
  returnEndsComment: false,
  // Six digits that are no leading zero are MariaDB's versions, or mean "never".
  executableComments: [['!', [[99999, 999999]]]],
  backslashEscapes: true,
  escapeStrings: false,
  doubleQuotes: 'string',
  backtickIdentifiers: true,
  bracketIdentifiers: false,
  stringsAsNames: false,
  digitsBeginNames: true,
  freeOperators: false,
  parameters: '@?',
  delimiterCommand: true,
  clientWords: new Set([
    'SOURCE',
    'SYSTEM',
    'TEE',
    'NOTEE',
    'PAGER',
    'NOPAGER',
    'CONNECT',
    'CHARSET',
    'EXIT',
    'QUIT',
  ]),
  backslashCommands: 'statementStart',
  dotCommands: false,
  copyData: false,
  createBodies: { FUNCTION: 'routine', PROCEDURE: 'routine', TRIGGER: 'trigger', EVENT: 'event' },
  alterBodies: { EVENT: 'event' },
  compoundStatements: false,
  transactionAliases: {},
  mysqlStatements: true,
  selectIntoCreates: false,
  doBlocks: false,
  implicitCommits: mysqlImplicitCommits,
  refusals: mysqlRefusals,
  ignoredInTransaction: [],
};

export const mariadbSyntax: SqlDialect = {
  ...mysqlSyntax,
  name: 'mariadb',
  dollarQuotes: 'never',
  // MariaDB leaves the comments of MySQL 5.7 and later alone (its own versions have six digits).
  executableComments: [
    [
      '!',
      [
        [50700, 99999],
        [990000, 999999],
      ],
    ],
    ['M!', [[990000, 999999]]],
  ],
  compoundStatements: true,
  implicitCommits: mariadbImplicitCommits,
};

export const sqliteSyntax: SqlDialect = {
  name: 'sqlite',
  dollarQuotes: 'never',
  nestedComments: false,
  hashComments: false,
  dashNeedsSpace: false,
  returnEndsComment: false,
  executableComments: [],
  backslashEscapes: false,
  escapeStrings: false,
  doubleQuotes: 'identifier',
  backtickIdentifiers: true,
  bracketIdentifiers: true,
  stringsAsNames: true,
  digitsBeginNames: false,
  freeOperators: false,
  parameters: '$:@?',
  delimiterCommand: false,
  clientWords: none,
  backslashCommands: 'never',
  dotCommands: true,
  copyData: false,
  createBodies: { TRIGGER: 'block' },
  alterBodies: {},
  compoundStatements: false,
  transactionAliases: { END: 'commit' },
  mysqlStatements: false,
  selectIntoCreates: false,
  doBlocks: false,
  implicitCommits: [],
  refusals: sqliteRefusals,
  ignoredInTransaction: sqliteIgnored,
};
