/**
 * A condition so that it is the same once it has been read again. `a BETWEEN 1 AND 2 AND b` is shown as
 * `((x AND y) AND b)`, and that text is read as `(x AND y AND b)`: the grammar joins a chain of AND (or of OR) from the
 * left, but not a BETWEEN. So a range that begins a chain is told as one, and another nested chain as it will be read.
 * Text without such a chain is returned as it is.
 */
export function joinedChains(sql: string): string {
  if (!sql.includes('((') || !chained.test(sql)) return sql;
  const open: Group[] = [];
  const edits = new Map<number, Edit>();
  let last: Group | null = null;
  for (const match of sql.matchAll(pieces)) {
    const [piece] = match;
    const at = match.index;
    if (piece === '(') {
      const above = open.at(-1);
      const first = above !== undefined && above.start === at - 1;
      open.push({ start: at, end: at, first, word: null, joint: -1 });
      last = null;
    } else if (piece === ')') {
      const group = open.pop();
      if (group === undefined) return sql;
      last = { ...group, end: at };
    } else {
      const group = open.at(-1);
      const word = piece.toUpperCase();
      const joins = word === 'AND' || word === 'OR';
      if (joins && last?.first === true && last.word === word && last.end === at - 2) join(sql, last, edits);
      if (group !== undefined && joins) {
        group.joint = group.word === null ? at : -1;
        group.word = group.word === null || group.word === word ? word : 'other';
      } else if (group !== undefined && opaque.has(word)) group.word = 'other';
      last = null;
    }
  }
  return edited(sql, edits);
}

interface Group {
  readonly start: number;
  readonly end: number;
  /** Whether it stands first in the group around it. */
  readonly first: boolean;
  /** What joins its parts: AND, OR, another thing; null: nothing so far. */
  word: string | null;
  /** Where that stands; -1 where it stands more than once. */
  joint: number;
}

/** Text up to `end` that is replaced, by where it starts. */
interface Edit {
  readonly end: number;
  readonly text: string;
}

const chained = /\) (AND|OR) /;
/** Strings, quoted names and dollar quotes as a whole; words; parentheses. */
const pieces = /'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$).*?\1|[\p{L}\p{N}_$]+|[()]/gsu;
/** A group with one of these is no mere chain. */
const opaque = new Set(['SELECT', 'WITH', 'CASE', 'BETWEEN', 'VALUES']);

function join(sql: string, group: Group, edits: Map<number, Edit>): void {
  const range = group.joint < 0 ? null : rangeOf(sql, group);
  const isPlain = ![...edits.keys()].some((at) => at > group.start && at < group.end);
  if (range !== null && isPlain) {
    edits.set(group.start, { end: group.end + 1, text: `(${range})` });
    return;
  }
  edits.set(group.start, { end: group.start + 1, text: '' });
  edits.set(group.end, { end: group.end + 1, text: '' });
}

/** `(x >= 1) AND (x <= 5)` → `x BETWEEN 1 AND 5`, `(x < 1) OR (x > 5)` → `x NOT BETWEEN 1 AND 5`; null: no range. */
function rangeOf(sql: string, { start, end, word, joint }: Group): string | null {
  const left = inner(sql.slice(start + 1, joint - 1));
  const right = inner(sql.slice(joint + String(word).length + 1, end));
  if (left === null || right === null) return null;
  const [above, below] = word === 'AND' ? [' >= ', ' <= '] : [' < ', ' > '];
  for (let at = left.indexOf(above); at >= 0; at = left.indexOf(above, at + 1)) {
    const value = left.slice(0, at);
    if (!right.startsWith(`${value}${below}`)) continue;
    const [low, high] = [left.slice(at + above.length), right.slice(value.length + below.length)];
    return `${value}${word === 'AND' ? '' : ' NOT'} BETWEEN ${bound(low)} AND ${bound(high)}`;
  }
  return null;
}

function inner(text: string): string | null {
  return text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : null;
}

/** BETWEEN takes less than any expression without parentheses. */
function bound(text: string): string {
  return /^-?[\w.]+$|^'[^']*'(::[a-z ]+)?$/.test(text) ? text : `(${text})`;
}

function edited(sql: string, edits: ReadonlyMap<number, Edit>): string {
  let text = '';
  let from = 0;
  for (const [start, edit] of [...edits].sort(([a], [b]) => a - b)) {
    text += sql.slice(from, start) + edit.text;
    from = edit.end;
  }
  return text + sql.slice(from);
}

/** Where the answers to our queries hold conditions. */
const conditions: Readonly<Record<string, readonly string[]>> = {
  relations: ['view', 'partition_key'],
  columns: ['default'],
  constraints: ['definition'],
  indexes: ['definition', 'where', 'expressions'],
  triggers: ['definition'],
  rules: ['definition'],
  policies: ['using', 'check'],
  routines: ['arguments', 'definition'],
  types: ['constraints'],
  publications: ['tables'],
};

/** The answers with every condition as `joinedChains` tells it. */
export function withJoinedChains<Rows extends Readonly<Record<string, readonly unknown[]>>>(
  rows: Rows,
): Rows {
  const joined = Object.entries(conditions).flatMap(([query, fields]) =>
    rows[query] === undefined ? [] : [[query, rows[query].map((row) => joinFields(row as Row, fields))]],
  );
  return { ...rows, ...Object.fromEntries(joined) };
}

type Row = Readonly<Record<string, unknown>>;

function joinFields(row: Row, fields: readonly string[]): Row {
  const changed = fields.flatMap((field) => {
    const value = joinAll(row[field]);
    return value === row[field] ? [] : [[field, value]];
  });
  return changed.length === 0 ? row : { ...row, ...Object.fromEntries(changed) };
}

/** The same value where nothing is joined. */
function joinAll(value: unknown): unknown {
  if (typeof value === 'string') return joinedChains(value);
  if (!Array.isArray(value)) return value;
  const joined = value.map(joinAll);
  return joined.every((each, at) => each === value[at]) ? value : joined;
}
