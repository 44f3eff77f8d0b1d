/** A place in a text, both counted from 1; columns in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Finds lines by binary search; made once per text when many places are asked for. */
export interface LineIndex {
  readonly lineCount: number;
  place(offset: number): Place;
  /** Offset of the first character of a line (from 1). */
  lineStart(line: number): number;
}

/** The line (from 1) an offset stands in. `\n`, `\r\n` and a lone `\r` end a line. */
export function lineOf(text: string, offset: number): number {
  return lineIndex(text).place(offset).line;
}

export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  const indexOf = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    lineCount: starts.length,
    place(offset) {
      const inside = Math.max(0, Math.min(offset, text.length));
      const index = indexOf(inside);
      return { line: index + 1, column: inside - starts[index]! + 1 };
    },
    lineStart(line) {
      return starts[Math.max(1, Math.min(line, starts.length)) - 1]!;
    },
  };
}
