/** `PRAGMA main.foreign_keys = off`, read. */
export interface Pragma {
  readonly schema: string | null;
  /** Lower case. */
  readonly name: string;
  /** What is assigned, lower case and without quotes; null when it is only asked. */
  readonly value: string | null;
}

/** Reads a PRAGMA statement; null for any other. */
export function pragmaOf(statement: string): Pragma | null {
  if (!/^\s*pragma\b/i.test(statement)) return null;
  const plain = statement.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  const match =
    /^\s*pragma\s+(?:["`[]?(\w+)["`\]]?\s*\.\s*)?["`[]?(\w+)["`\]]?\s*(?:(?:=|\()\s*([^;)]*?)\s*\)?)?\s*;?\s*$/i.exec(
      plain,
    );
  if (match === null) return null;
  return {
    schema: match[1]?.toLowerCase() ?? null,
    name: match[2]!.toLowerCase(),
    value: match[3]?.replace(/^(['"])(.*)\1$/, '$2').toLowerCase() ?? null,
  };
}

/** Whether a pragma's value means off: `off`, `no`, `false`, and what is not a number other than zero. */
export function isOff(value: string): boolean {
  return !['on', 'yes', 'true'].includes(value) && !/^[+-]?0*[1-9]/.test(value);
}
