import type { RawConnection, Row } from '../../servers/rawQuery.ts';

/** Everything SQLite itself tells of a schema, without our introspection: pragmas, and what only the text holds. */
export async function fingerprintSqlite(connection: RawConnection): Promise<readonly string[]> {
  const lines: string[] = [];
  const objects = await connection.query(
    "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name",
  );
  for (const { type, name, tbl_name: table, sql } of objects) {
    if (type === 'table') lines.push(...(await tableLines(connection, String(name), String(sql))));
    else lines.push(`${type} ${name} on ${table}: ${normalize(String(sql))}`);
  }
  return lines.sort();
}

async function tableLines(connection: RawConnection, name: string, sql: string): Promise<readonly string[]> {
  const text = normalize(sql);
  if (text.startsWith('create virtual')) return [`virtual ${name}: ${text}`];
  const quoted = `"${name.replaceAll('"', '""')}"`;
  const columns = await connection.query(`PRAGMA table_xinfo(${quoted})`);
  const keys = await connection.query(`PRAGMA foreign_key_list(${quoted})`);
  const indexes = await connection.query(`PRAGMA index_list(${quoted})`);
  const lines = columns.map((column) => {
    const fallback = column.dflt_value === null ? null : normalize(asString(String(column.dflt_value)));
    return `column ${name}.${column.name} ${String(column.type).toLowerCase()} notnull ${column.notnull} pk ${column.pk} hidden ${column.hidden} default ${fallback}`;
  });
  const byKey = new Map<unknown, Row[]>();
  for (const key of keys) byKey.set(key.id, [...(byKey.get(key.id) ?? []), key]);
  for (const parts of byKey.values()) {
    const { table, on_update, on_delete } = parts[0]!;
    const pairs = parts.map((part) => `${part.from}->${part.to}`).join(',');
    lines.push(`foreign key ${name} ${pairs} ${table} ${on_update} ${on_delete}`);
  }
  for (const index of indexes.filter((each) => each.origin !== 'c'))
    lines.push(await constraintIndex(connection, name, index));
  lines.push(...textLines(name, text));
  return lines;
}

/** A default in double quotes is a string: it can name no column. */
function asString(fallback: string): string {
  return /^"(?:[^"]|"")*"$/.test(fallback)
    ? `'${fallback.slice(1, -1).replaceAll('""', '"').replaceAll("'", "''")}'`
    : fallback;
}

async function constraintIndex(connection: RawConnection, table: string, index: Row): Promise<string> {
  const parts = await connection.query(`PRAGMA index_xinfo("${String(index.name).replaceAll('"', '""')}")`);
  const columns = parts
    .filter((part) => part.key === 1)
    .map((part) => `${part.name} ${String(part.coll).toLowerCase()} ${part.desc}`);
  return `${index.origin === 'pk' ? 'primary key' : 'unique'} ${table} (${columns.join(', ')})`;
}

/** What no pragma tells: checks, generated expressions, collations, conflict clauses, options. */
function textLines(table: string, text: string): readonly string[] {
  // Not one in a quoted name.
  const open = text.search(/(?<=^(?:[^"(]|"[^"]*")*)\(/);
  const close = matching(text, open);
  const body = text.slice(open + 1, close);
  const lines = [
    `options ${table}: ${text
      .slice(close + 1)
      .split(',')
      .map((each) => each.trim())
      .sort()
      .join(',')}`,
  ];
  for (const part of topLevel(body)) {
    const first = part.split(' ')[0];
    for (const match of part.matchAll(/(?:\bconstraint (\S+) )?\bcheck ?\(/g)) {
      const start = match.index + match[0].length - 1;
      lines.push(`check ${table} ${match[1] ?? ''} ${part.slice(start, matching(part, start) + 1)}`);
    }
    for (const match of part.matchAll(/\bas ?\(/g)) {
      const start = match.index + match[0].length - 1;
      lines.push(`generated ${table}.${first} ${part.slice(start, matching(part, start) + 1)}`);
    }
    const bare = withoutGroups(part);
    // What SQLite does by itself is the same when it is written: BINARY, ABORT, not deferred.
    for (const match of bare.matchAll(/\bcollate (?!binary\b)(\S+)/g))
      lines.push(`collate ${table}.${first} ${match[1]}`);
    for (const match of bare.matchAll(/\bon conflict (?!abort\b)(\w+)/g))
      lines.push(`conflict ${table} ${match[1]}`);
    for (const match of bare.matchAll(/(?<!\bnot )\bdeferrable initially deferred/g))
      lines.push(`${match[0]} ${table}`);
    if (/\bprimary key ?\(.* desc\b/.test(part)) lines.push(`descending key ${table}`);
    if (/\bautoincrement\b/.test(/^(?:constraint \S+ )?primary key\b/.test(part) ? part : bare))
      lines.push(`autoincrement ${table}`);
    for (const match of bare.matchAll(/\bconstraint (\S+) (primary|unique|foreign|references)/g)) {
      lines.push(`constraint ${table} ${match[1]} ${match[2]!.replace('references', 'foreign')}`);
    }
  }
  return lines;
}

/** Lower case outside strings, one kind of quotes, no comments, one blank where one is needed. */
export function normalize(sql: string): string {
  const tokens = sql.matchAll(
    /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[\w$.\u0080-\uffff]+|<>|<=|>=|!=|==|\|\||<<|>>|->>|->|\S/g,
  );
  let text = '';
  let wordBefore = false;
  for (const [token] of tokens) {
    if (token.startsWith('--') || token.startsWith('/*')) continue;
    const plain = /^["`[]/.test(token)
      ? unquoted(token)
      : token.startsWith("'")
        ? token
        : token.toLowerCase();
    const isWord = /^[\w$."'\u0080-\uffff]/.test(plain);
    text += `${(wordBefore && isWord) || (text !== '' && !/[(]$/.test(text) && !/^[),]$/.test(plain)) ? ' ' : ''}${plain}`;
    wordBefore = isWord;
  }
  return text.replace(/^create (\w+ )?(\w+ )?if not exists /, 'create $1$2');
}

function unquoted(token: string): string {
  const inner = token.slice(1, -1).replaceAll('""', '"').replaceAll('``', '`');
  return /^[A-Za-z_][\w$]*$/.test(inner) ? inner.toLowerCase() : `"${inner}"`;
}

function matching(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const char = text[i];
    if (char === "'" || char === '"') i = text.indexOf(char, i + 1);
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return i;
    if (i < 0) break;
  }
  return text.length;
}

function topLevel(body: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let i = 0; i < body.length; i++) {
    if (body[i] === '(') i = matching(body, i);
    else if (body[i] === "'" || body[i] === '"') i = Math.max(i, body.indexOf(body[i]!, i + 1));
    else if (body[i] === ',') {
      parts.push(body.slice(start, i).trim());
      start = i + 1;
    }
  }
  return [...parts, body.slice(start).trim()];
}

function withoutGroups(part: string): string {
  let text = '';
  for (let i = 0; i < part.length; i++) {
    if (part[i] === '(') i = matching(part, i);
    else text += part[i];
  }
  return text;
}
