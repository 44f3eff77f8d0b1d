import { parseDuration } from '../duration.ts';
import type { SectionLimits } from './migration.ts';

/** A line comment that means something to the tool. Offsets count in the file's text. */
export interface DirectiveLine {
  /** Where `--` (or `//`) begins. */
  readonly start: number;
  /** The end of the line, without its line end. */
  readonly end: number;
  /** `up`, `lock-timeout`, …, lower case; empty when the line names none. */
  readonly word: string;
  readonly wordStart: number;
  readonly rest: string;
  readonly restStart: number;
  /** `colon`: `-- migrate:up`; `plus`: `-- +migrate Up`; `foreign`: another tool's marker. */
  readonly style: 'colon' | 'plus' | 'foreign';
}

/** What a directive says; offsets are relative to the rest of its line. */
export type Directive =
  | { readonly kind: 'section'; readonly direction: 'up' | 'down'; readonly transaction: boolean }
  | {
      readonly kind: 'requires';
      readonly versions: readonly {
        readonly version: string;
        readonly start: number;
        readonly end: number;
      }[];
    }
  | { readonly kind: 'limit'; readonly limits: SectionLimits }
  | { readonly kind: 'statementBounds' }
  | {
      readonly kind: 'allow';
      /** The whole file; else the statement that follows. */
      readonly file: boolean;
      readonly rules: readonly { readonly id: string; readonly start: number; readonly end: number }[];
    }
  | { readonly kind: 'problem'; readonly problem: string; readonly hint: string };

const known = ['up', 'down', 'requires', 'lock-timeout', 'statement-timeout', 'retry', 'allow', 'allow-file'];
const sqlLine =
  /^[ \t]*(--)[ \t]*(?:(?:migrate:([ \t]*))|\+(migrate|goose)\b[ \t]*)([A-Za-z_][\w-]*)?([^\r\n]*)/gim;
const codeLine =
  /^[ \t]*(\/\/)[ \t]*(?:(?:migrate:([ \t]*))|\+(migrate|goose)\b[ \t]*)([A-Za-z_][\w-]*)?([^\r\n]*)/gim;

/** Every line of `text` that has the form of a directive, in order; whether it is a comment is not looked at. */
export function* directiveLines(text: string, language: 'sql' | 'code'): Generator<DirectiveLine> {
  if (!/migrate|\+goose/i.test(text)) return;
  for (const match of text.matchAll(language === 'sql' ? sqlLine : codeLine)) {
    const word = match[4] ?? '';
    const style = match[3] === undefined ? 'colon' : match[3].toLowerCase() === 'goose' ? 'foreign' : 'plus';
    // `-- migrate: the old rows` is a sentence, unless what follows is a directive's name.
    if (style === 'colon' && match[2] !== '' && !known.includes(word.toLowerCase())) continue;
    const end = match.index + match[0].length;
    const restStart = end - match[5]!.length;
    yield {
      start: match.index + match[0].indexOf(match[1]!),
      end,
      word: word.toLowerCase(),
      wordStart: restStart - word.length,
      rest: match[5]!,
      restStart,
      style: style === 'colon' && match[2] !== '' ? 'foreign' : style,
    };
  }
}

/** Reads one directive. */
export function parseDirective(line: DirectiveLine): Directive {
  const { word, rest, style } = line;
  if (style === 'foreign') return foreignDirective(line);
  if (word === 'up' || word === 'down') return sectionDirective(word, rest, style);
  if (style === 'plus') {
    if (word === 'statementbegin' || word === 'statementend') return { kind: 'statementBounds' };
    return problem(`"+migrate ${word}" is not a directive.`, 'Write `-- migrate:up` or `-- migrate:down`.');
  }
  if (word === 'requires') return requiresDirective(rest);
  if (word === 'lock-timeout' || word === 'statement-timeout') {
    const ms = parseDuration(rest);
    if (ms === null) return problem(`"${rest.trim()}" is not a time.`, 'Write it as 500ms, 5s or 1min.');
    return {
      kind: 'limit',
      limits: word === 'lock-timeout' ? { lockTimeoutMs: ms } : { statementTimeoutMs: ms },
    };
  }
  if (word === 'retry') {
    const count = /^\s*(\d{1,3})\s*$/.exec(rest)?.[1];
    if (count === undefined)
      return problem(`"${rest.trim()}" is not a count.`, 'Write it as `-- migrate:retry 3`.');
    return { kind: 'limit', limits: { retries: Number(count) } };
  }
  if (word === 'allow' || word === 'allow-file') return allowDirective(word, rest);
  return problem(
    word === '' ? 'The directive has no name.' : `"migrate:${word}" is not a directive.`,
    `Use one of ${known.map((name) => `migrate:${name}`).join(', ')}.`,
  );
}

function problem(sentence: string, hint: string): Directive {
  return { kind: 'problem', problem: sentence, hint };
}

function foreignDirective(line: DirectiveLine): Directive {
  if (known.includes(line.word) && line.word !== 'up' && line.word !== 'down') {
    return problem(
      `"migrate: ${line.word}" is not a directive.`,
      `Write \`-- migrate:${line.word}\` without the space.`,
    );
  }
  const own = line.word === 'up' || line.word === 'down' ? `-- migrate:${line.word}` : null;
  if (own !== null) return problem('This marker is not read.', `Write \`${own}\`.`);
  if (line.word === 'no') {
    return problem('goose\'s "NO TRANSACTION" is not read.', 'Write `-- migrate:up transaction:false`.');
  }
  if (line.word === 'statementbegin' || line.word === 'statementend') {
    return problem(
      "goose's statement markers are not read.",
      'Remove them: bodies of functions need no markers.',
    );
  }
  return problem(`goose's directive "${line.word}" is not read.`, 'Remove it.');
}

function sectionDirective(direction: 'up' | 'down', rest: string, style: 'colon' | 'plus'): Directive {
  let transaction = true;
  for (const option of rest.trim().split(/\s+/)) {
    const lower = option.toLowerCase();
    if (lower === '' || lower === 'transaction:true') continue;
    if (lower === 'transaction:false' || (style === 'plus' && lower === 'notransaction')) transaction = false;
    else
      return problem(
        `"${option}" is not an option of migrate:${direction}.`,
        'The one option is `transaction:false`.',
      );
  }
  return { kind: 'section', direction, transaction };
}

/** What stands behind `--` or in parentheses says why, for people. */
function allowDirective(word: string, rest: string): Directive {
  const names = rest.replace(/\s--.*$|\(.*$/s, '');
  const rules = [...names.matchAll(/[^\s,]+/g)].map((match) => ({
    id: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
  const wrong = rules.find(({ id }) => !/^[a-z][a-z0-9-]*$/.test(id));
  if (wrong !== undefined)
    return problem(
      `"${wrong.id}" is not a rule.`,
      `Write rules: \`-- migrate:${word} drop-table, drop-column\`.`,
    );
  if (rules.length === 0)
    return problem(`"migrate:${word}" names no rule.`, `Write \`-- migrate:${word} drop-table\`.`);
  return { kind: 'allow', file: word === 'allow-file', rules };
}

function requiresDirective(rest: string): Directive {
  const versions = [...rest.matchAll(/[^\s,]+/g)].map((match) => ({
    version: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
  const wrong = versions.find(({ version }) => !/^\d+$/.test(version));
  if (wrong !== undefined) {
    return problem(
      `"${wrong.version}" is not a version.`,
      'Write versions: `-- migrate:requires 20240115100000, 20240116090000`.',
    );
  }
  if (versions.length === 0) {
    return problem('"migrate:requires" names no version.', 'Write `-- migrate:requires 20240115100000`.');
  }
  return { kind: 'requires', versions };
}
