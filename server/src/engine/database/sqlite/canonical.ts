import { isKeyword, nameSql } from './keywords.ts';
import { nameOf, type Word } from './words.ts';

/** Keywords that are followed by a blank before `(`; after any other word it is a call. */
const notCalls: ReadonlySet<string> = new Set([
  'AND',
  'AS',
  'BETWEEN',
  'BY',
  'CASE',
  'CHECK',
  'COLLATE',
  'ELSE',
  'END',
  'ESCAPE',
  'EXCEPT',
  'EXISTS',
  'FILTER',
  'FROM',
  'HAVING',
  'IN',
  'INTERSECT',
  'IS',
  'JOIN',
  'KEY',
  'LIMIT',
  'NOT',
  'OFFSET',
  'ON',
  'OR',
  'OVER',
  'SELECT',
  'SET',
  'THEN',
  'UNION',
  'UNIQUE',
  'USING',
  'VALUES',
  'WHEN',
  'WHERE',
  'ALL',
  'DISTINCT',
  'RETURNING',
  'INTO',
  'MATERIALIZED',
]);

const operands: ReadonlySet<Word['kind']> = new Set(['number', 'string', 'quotedIdentifier', 'parameter']);

/** How names in double quotes are read: SQLite takes one that names no column as text. */
export type IsColumn = (name: string) => boolean;

/**
 * Writes words with one blank where one belongs, keywords in capitals and names without needless quotes, so that
 * two texts that differ in nothing else are equal. `isColumn` says which names in double quotes are columns; without it
 * all are taken for names.
 */
export function canonical(words: readonly Word[], isColumn?: IsColumn): string {
  return joined(words, (word) => wordSql(word, isColumn));
}

/** Writes words as they are, with one blank where one belongs. */
export function spaced(words: readonly Word[]): string {
  return joined(words, (word) => word.text);
}

function joined(words: readonly Word[], sqlOf: (word: Word) => string): string {
  let text = '';
  let unary = false;
  for (const [index, word] of words.entries()) {
    const before = words[index - 1];
    if (before !== undefined && !unary && !sticks(before, word)) text += ' ';
    text += sqlOf(word);
    unary = isUnary(word, before);
  }
  return text;
}

function wordSql(word: Word, isColumn: IsColumn | undefined): string {
  if (word.kind === 'word') return isKeyword(word.upper) ? word.upper : word.text;
  if (word.kind !== 'quotedIdentifier') return word.text;
  const name = nameOf(word);
  if (isColumn !== undefined && word.text[0] === '"' && !isColumn(name))
    return `'${name.replaceAll("'", "''")}'`;
  return nameSql(name);
}

function sticks(before: Word, word: Word): boolean {
  if (before.end === word.start && isGlued(before, word)) return true;
  if (word.text === ',' || word.text === ')' || word.text === ';') return true;
  if (word.text === '.' || before.text === '.' || before.text === '(') return true;
  if (word.text !== '(') return false;
  return (before.kind === 'word' && !notCalls.has(before.upper)) || before.kind === 'quotedIdentifier';
}

/** `X'00'`, and operators of several characters. */
function isGlued(before: Word, word: Word): boolean {
  if (word.kind === 'string') return before.upper === 'X';
  return operatorCharacters.test(before.text) && operatorCharacters.test(word.text);
}

const operatorCharacters = /^[-+*/%<>=!|&~]+$/;

/** A sign that belongs to what follows it. */
function isUnary(word: Word, before: Word | undefined): boolean {
  if (word.text === '~') return true;
  if (word.text !== '-' && word.text !== '+') return false;
  if (before === undefined) return true;
  if (operands.has(before.kind) || before.text === ')') return false;
  return before.kind !== 'word' || isKeyword(before.upper);
}
