import type { Handle } from './driver.ts';

/** More candidates than this are not tried: each costs a compilation of the statement's beginning. */
const mostTries = 64;

/**
 * Where in `statement` an error is, as a UTF-16 offset. The driver does not say, so it is found again: for a syntax
 * error, the first occurrence of the named token at which the text before it is still a possible beginning; for an
 * unknown name, its only occurrence. Undefined when that is not certain.
 */
export function errorPosition(handle: Handle, statement: string, message: string): number | undefined {
  const near = /^near "([\s\S]*)": syntax error$/.exec(message)?.[1];
  if (near !== undefined) return syntaxPosition(handle, statement, near, message);
  if (message === 'incomplete input') return statement.length;
  const unrecognized = /^unrecognized token: "([\s\S]*)"$/.exec(message)?.[1];
  if (unrecognized !== undefined) return only(occurrences(statement, unrecognized));
  const name =
    /^(?:no such (?:table|column|view|index|trigger|function|collation sequence|module)|ambiguous column name): "?(?:[^".\s]+\.)?([^".\s]+)"?/.exec(
      message,
    )?.[1];
  return name === undefined ? undefined : only(words(statement, name));
}

function syntaxPosition(
  handle: Handle,
  statement: string,
  token: string,
  message: string,
): number | undefined {
  const places = occurrences(statement, token);
  if (places.length > mostTries) return undefined;
  return places.find((place) => failsWith(handle, statement.slice(0, place + token.length), message));
}

function failsWith(handle: Handle, text: string, message: string): boolean {
  try {
    handle.prepare(text);
    return false;
  } catch (error) {
    return error instanceof Error && error.message === message;
  }
}

function occurrences(text: string, part: string): number[] {
  const found: number[] = [];
  if (part === '') return found;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) found.push(at);
  return found;
}

function words(text: string, name: string): number[] {
  const isWord = (character: string | undefined) =>
    character !== undefined && /[\w$\u0080-\uffff]/.test(character);
  return occurrences(text, name).filter((at) => !isWord(text[at - 1]) && !isWord(text[at + name.length]));
}

function only(places: readonly number[]): number | undefined {
  return places.length === 1 ? places[0] : undefined;
}
