import type { StatementCursor } from './cursor.ts';
import { dataReaders } from './dataStatements.ts';
import { definitionReaders } from './definitions.ts';
import { type Description, emptyDescription, type VerbReader } from './description.ts';
import { maintenanceReaders } from './maintenance.ts';
import { sessionReaders } from './sessionStatements.ts';
import { transactionReaders } from './transactionStatements.ts';
import { sessionVerbs, transactionVerbs, verbClasses } from './verbs.ts';

const readers: ReadonlyMap<string, VerbReader> = new Map(
  [definitionReaders, dataReaders, transactionReaders, sessionReaders, maintenanceReaders].flatMap((group) =>
    Object.entries(group),
  ),
);
const blockVerbs = new Set(['IF', 'CASE', 'LOOP', 'WHILE', 'REPEAT', 'FOR']);
const definingVerbs = new Set(['CREATE', 'ALTER', 'DROP', 'RENAME', 'TRUNCATE', 'GRANT', 'REVOKE']);

/** Reads a statement from its first word on. */
export function describe(cursor: StatementCursor): Description {
  const found = emptyDescription();
  if (cursor.peek()?.kind === 'clientCommand') {
    found.clientCommand = cursor.raw().split(/\s/, 1)[0] ?? '';
    found.class = 'client';
    return found;
  }
  while (cursor.acceptSign('('));
  readVerb(cursor, found);
  return found;
}

function readVerb(cursor: StatementCursor, found: Description): void {
  const verb = cursor.word();
  const { transactionAliases, delimiterCommand, compoundStatements, doBlocks } = cursor.dialect;
  found.verb = verb;
  if (delimiterCommand && verb === 'DELIMITER') {
    found.clientCommand = verb;
    found.class = 'client';
  } else if (compoundStatements && (blockVerbs.has(verb) || cursor.sees('BEGIN', 'NOT', 'ATOMIC'))) {
    readBlock(cursor, found);
  } else if (compoundStatements && cursor.accept('SET', 'STATEMENT')) {
    // SET STATEMENT variable = value FOR the statement itself
    if (cursor.passOutside('FOR')) readVerb(cursor, found);
  } else {
    found.transaction = transactionVerbs.get(verb) ?? transactionAliases[verb] ?? null;
    found.class = found.transaction === null ? (verbClasses.get(verb) ?? 'unknown') : 'transaction';
    if (verb === 'DO' && doBlocks) found.class = 'ddl';
    found.session = sessionVerbs.has(verb);
    cursor.skip();
    readers.get(verb)?.(cursor, found);
  }
}

/** A compound statement outside of a routine: it is what the statements in it are. */
function readBlock(cursor: StatementCursor, found: Description): void {
  found.object = 'BLOCK';
  found.class = 'dml';
  for (; !cursor.done; cursor.skip()) {
    if (!definingVerbs.has(cursor.word())) continue;
    found.class = 'ddl';
    found.commits = true;
    return;
  }
}
