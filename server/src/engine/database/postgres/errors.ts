import { DatabaseError, type Denial } from '../database.ts';

/** What the driver throws: the server's error message, or an error of the socket or of the driver itself. */
export interface DriverError extends Error {
  readonly code?: string;
  readonly severity?: string;
  readonly detail?: string;
  readonly hint?: string;
  /** 1-based, in code points of the text that was sent. */
  readonly position?: string;
  readonly where?: string;
}

/** The wait for a lock ran out, or a deadlock or serialization conflict chose this session: it may be tried again. */
const lockWaitCodes = new Set(['55P03', '40P01', '40001']);
const denials: Readonly<Record<string, Denial>> = { '25006': 'read-only', '42501': 'permission-denied' };
const shutdownCodes = new Set(['57P01', '57P02', '57P03', '57P05']);

/** The driver's error in the engine's words; `text` is what was sent, `part` the index in a script. */
export function databaseError(error: unknown, text: string, part?: number): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const driver = error as DriverError;
  const fromServer = driver.severity !== undefined;
  const code = driver.code ?? '';
  const position =
    fromServer && driver.position !== undefined ? utf16Offset(text, Number(driver.position)) : undefined;
  return new DatabaseError(
    {
      code: fromServer ? code : code || '08006',
      message: fromServer ? driver.message : lostMessage(driver),
      ...(driver.detail === undefined ? {} : { detail: driver.detail }),
      ...(driver.hint === undefined ? {} : { hint: driver.hint }),
      ...(position === undefined ? {} : { position }),
    },
    {
      ...(part === undefined ? {} : { part }),
      connectionLost:
        !fromServer || shutdownCodes.has(code) || driver.severity === 'FATAL' || driver.severity === 'PANIC',
      lockWait: fromServer && lockWaitCodes.has(code),
      denied: fromServer ? denials[code] : undefined,
      cause: error,
    },
  );
}

/** `position` counts code points from 1; JavaScript counts UTF-16 units from 0. Clipped to the text. */
export function utf16Offset(text: string, position: number): number {
  let offset = 0;
  for (let left = position - 1; left > 0 && offset < text.length; left--) {
    offset += text.codePointAt(offset)! > 0xffff ? 2 : 1;
  }
  return Math.min(offset, text.length);
}

function lostMessage(error: DriverError): string {
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return 'the server broke off the connection';
  return error.message;
}
