/**
 * A test of file names against patterns: `*` and `?` stay within a name, `**` crosses folders, `{a,b}` and `[a-z]` as
 * usual. A pattern without `/` is matched with the base name.
 */
export function globMatcher(patterns: readonly string[]): (relativePath: string) => boolean {
  if (patterns.length === 0) return () => false;
  const tests = patterns.map((pattern) => {
    const clean = pattern.replace(/^\.\//, '');
    return { whole: clean.includes('/'), expression: expressionOf(clean) };
  });
  return (relativePath) => {
    const path = relativePath.replaceAll('\\', '/');
    const base = path.slice(path.lastIndexOf('/') + 1);
    return tests.some((test) => test.expression.test(test.whole ? path : base));
  };
}

/** A pattern that makes no sense (`[z-a]`) matches itself only. */
function expressionOf(pattern: string): RegExp {
  try {
    return new RegExp(`^${translate(pattern)}$`, 'su');
  } catch {
    return new RegExp(`^${pattern.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}$`, 'su');
  }
}

function translate(pattern: string): string {
  let source = '';
  let braces = 0;
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i]!;
    if (pattern.startsWith('**/', i)) {
      source += '(?:.*/)?';
      i += 2;
    } else if (pattern.startsWith('**', i)) {
      source += '.*';
      i += 1;
    } else if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '[' && /^\[!?[^\]/\\]+\]/.test(pattern.slice(i))) {
      const end = pattern.indexOf(']', i + 2);
      const body = pattern.slice(i + 1, end).replace(/[[\]\\&^~|]/g, '\\$&');
      source += body.startsWith('!') ? `[^${body.slice(1)}]` : `[${body}]`;
      i = end;
    } else if (character === '{' && pattern.includes('}', i)) {
      source += '(?:';
      braces++;
    } else if (character === '}' && braces > 0) {
      source += ')';
      braces--;
    } else if (character === ',' && braces > 0) source += '|';
    else source += character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  }
  return source + ')'.repeat(braces);
}
