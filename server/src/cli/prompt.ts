import { createInterface } from 'node:readline/promises';
import type { Io } from './io.ts';

/** Asks one question on the terminal; null when standard input is none, or a program reads the output. */
export function asker(io: Io, json: boolean): ((question: string) => Promise<string>) | null {
  if (json || io.stdin.isTTY !== true || io.stderr.isTTY !== true) return null;
  return async (question) => {
    const lines = createInterface({ input: io.stdin, output: io.stderr as NodeJS.WritableStream });
    try {
      return await lines.question(question, { signal: io.interrupts.signal });
    } finally {
      lines.close();
    }
  };
}
