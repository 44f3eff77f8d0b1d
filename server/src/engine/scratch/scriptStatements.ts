import { MigrateError, type Place } from '../errors.ts';
import {
  classify,
  lineIndex,
  type SqlDialect,
  type Statement,
  type StatementKind,
  splitStatements,
} from '../sql/index.ts';
import type { SchemaFile } from './schemaSource.ts';

/** One statement of a schema script that makes a part of the schema or prepares the session for it. */
export interface ScriptStatement {
  readonly text: string;
  readonly kind: StatementKind;
  readonly place: Place;
}

export interface ScriptOptions {
  /** A name in front of a table's is a namespace of the same database; else it is another database. */
  readonly namespaces: boolean;
  /** The name of the database that the script describes: naming it is harmless only where nothing is created by it. */
  readonly database: string;
}

/** Things of the whole server, or of other databases: no part of a schema, and not to be touched by looking at one. */
const serverWide = new Set([
  'ROLE',
  'USER',
  'GROUP',
  'DATABASE',
  'TABLESPACE',
  'SYSTEM',
  'SERVER ROLE',
  'RESOURCE GROUP',
  'INSTANCE',
  'LOGFILE GROUP',
]);
/** What `pg_dump` writes for `psql`, and what only changes what a client shows. */
const harmlessCommand = /^\\(restrict|unrestrict|set|unset|echo|pset|timing|encoding|x|q)\b/i;

/**
 * The statements of a script, without those that mean nothing to a scratch database: transaction control, roles and
 * databases, client settings. Throws `client-command` for data and included files, and `scratch-failed` for a
 * statement that would leave the scratch database.
 */
export function scriptStatements(
  file: SchemaFile,
  syntax: SqlDialect,
  options: ScriptOptions,
): readonly ScriptStatement[] {
  const lines = lineIndex(file.text);
  const kept: ScriptStatement[] = [];
  for (const statement of splitStatements(file.text, syntax)) {
    const kind = classify(statement, syntax);
    const place = {
      file: file.path,
      ...lines.place(statement.start),
      start: statement.start,
      end: statement.end,
    };
    if (kind.transaction === 'begin' || kind.transaction === 'commit') continue;
    if (isServerWide(kind)) continue;
    if (kind.clientCommand !== null) {
      if (harmlessCommand.test(statement.text)) continue;
      throw clientCommand(kind, place);
    }
    // Which database a script is for is said by the connection.
    if (kind.verb === 'USE') continue;
    refuseLeaving(statement, kind, place, options);
    kept.push({ text: statement.text, kind, place });
  }
  return kept;
}

/** Whether a statement is about roles, databases or the server itself, and no part of a schema. */
export function isServerWide(kind: StatementKind): boolean {
  return serverWide.has(kind.object ?? '') && /^(CREATE|ALTER|DROP)$/.test(kind.verb);
}

/**
 * Throws when a statement names another database than the scratch one: what it does there would be real. Only what the
 * statement itself changes is looked at.
 */
export function refuseLeaving(
  statement: Pick<Statement, 'text'>,
  kind: StatementKind,
  place: Place,
  options: ScriptOptions,
): void {
  if (kind.verb === 'ATTACH') {
    throw leaving('ATTACH opens another database file.', place, 'Remove it: a schema is one database.');
  }
  if (kind.verb === 'VACUUM' && /\binto\b/i.test(statement.text)) {
    throw leaving('VACUUM INTO writes another database file.', place, 'Remove it: a schema is one database.');
  }
  if (kind.verb === 'USE') {
    throw leaving(
      'USE goes to another database.',
      place,
      'Remove it; the connection says which database is meant.',
    );
  }
  if (options.namespaces || kind.class === 'query' || kind.class === 'session') return;
  const named = [...kind.tables, ...kind.names].find((name) => name.parts.length > 1);
  if (named === undefined || /^(main|temp)$/i.test(named.parts[0]!)) return;
  const text = statement.text.slice(named.start, named.end);
  const sentence = `${text} names the database ${named.parts[0]}: run on a scratch database it would change that one.`;
  throw leaving(
    sentence,
    place,
    `Write ${named.parts.at(-1)} alone; the connection says which database is meant.`,
  );
}

function leaving(message: string, place: Place, hint: string): MigrateError {
  return new MigrateError('scratch-failed', message, { place, hint });
}

function clientCommand(kind: StatementKind, place: Place): MigrateError {
  if (kind.verb === 'COPY') {
    return new MigrateError('client-command', 'COPY … FROM STDIN holds rows, and a schema file holds none.', {
      place,
      hint: 'Write the file with `migrate dump`, or with pg_dump --schema-only.',
    });
  }
  return new MigrateError(
    'client-command',
    `${kind.clientCommand} is understood by a client program only, not by the database.`,
    { place, hint: 'Remove it, or put what it would read into the file.' },
  );
}
