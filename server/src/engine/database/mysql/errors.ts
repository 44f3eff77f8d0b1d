import { DatabaseError, type Denial } from '../database.ts';
import type { Flavour } from './flavour.ts';

/** What mysql2 throws; the server's own words are in `sqlMessage` or `message`. */
export interface DriverError {
  readonly errno?: number;
  readonly code?: string;
  readonly sqlState?: string;
  readonly sqlMessage?: string;
  readonly message: string;
  readonly fatal?: boolean;
}

/**
 * MariaDB's names for the numbers that mean something else (or nothing) in mysql2's table, which is Oracle's.
 * Source: MariaDB's list of error codes.
 */
const mariadbNames: Readonly<Record<number, string>> = {
  1901: 'ER_GENERATED_COLUMN_FUNCTION_IS_NOT_ALLOWED',
  1903: 'ER_PRIMARY_KEY_BASED_ON_GENERATED_COLUMN',
  1904: 'ER_KEY_BASED_ON_GENERATED_VIRTUAL_COLUMN',
  1905: 'ER_WRONG_FK_OPTION_FOR_GENERATED_COLUMN',
  1906: 'ER_WARNING_NON_DEFAULT_VALUE_FOR_GENERATED_COLUMN',
  1927: 'ER_CONNECTION_KILLED',
  1959: 'ER_INVALID_ROLE',
  1969: 'ER_STATEMENT_TIMEOUT',
  1970: 'ER_SUBQUERIES_NOT_SUPPORTED',
  4025: 'ER_CONSTRAINT_FAILED',
  4031: 'ER_REFERENCED_TRG_DOES_NOT_EXIST',
  4083: 'ER_NO_SUCH_SEQUENCE',
  4084: 'ER_SEQUENCE_RUN_OUT',
  4089: 'ER_NOT_SEQUENCE',
  4091: 'ER_UNKNOWN_SEQUENCES',
  4092: 'ER_UNKNOWN_VIEW',
  4124: 'ER_VERS_NOT_VERSIONED',
  4126: 'ER_VERS_NOT_SUPPORTED',
  4161: 'ER_UNKNOWN_DATA_TYPE',
};

/** The first number from which MariaDB's and Oracle's tables of names go apart. */
const firstOwnNumber = 1900;

/** Numbers after which nothing more can be said on the connection: shut down, killed, gone. */
const lostNumbers = new Set([1053, 1077, 1152, 1158, 1159, 1160, 1161, 1184, 2006, 2013, 3169]);
const lostCodes = new Set(['PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED']);

/** ER_LOCK_WAIT_TIMEOUT, ER_LOCK_DEADLOCK, ER_LOCK_NOWAIT. */
const lockNumbers = new Set([1205, 1213, 3572]);

/** The server runs with --read-only, or the transaction is read-only; the user lacks a right. */
const denials: Readonly<Record<number, Denial>> = {
  1290: 'read-only',
  1792: 'read-only',
  1836: 'read-only',
  1044: 'permission-denied',
  1142: 'permission-denied',
  1227: 'permission-denied',
};

/** Makes the contract's error of what the driver threw while `sql` ran. */
export function databaseError(error: unknown, sql: string, flavour: Flavour, part?: number): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const driver = error as DriverError;
  const number = driver.errno;
  const message = driver.sqlMessage ?? driver.message;
  const position = number === undefined ? undefined : positionOf(message, sql);
  return new DatabaseError(
    {
      code: codeOf(driver, flavour),
      message,
      ...(number === undefined || number <= 0
        ? {}
        : { detail: `error ${number}${driver.sqlState === undefined ? '' : ` (${driver.sqlState})`}` }),
      ...(position === undefined ? {} : { position }),
      ...(lacksReferred(driver) ? { hint: referredHint } : {}),
    },
    {
      ...(part === undefined ? {} : { part }),
      connectionLost: isLost(driver, flavour),
      lockWait: number !== undefined && lockNumbers.has(number),
      denied: number === undefined ? undefined : denials[number],
      cause: error,
    },
  );
}

const referredHint =
  'A foreign key needs the table and the columns it refers to, of the same type and with an index, before it. Create those first; files written for a server that does not check this run with `SET foreign_key_checks = 0` at the top, or all of them with `?session-variables=foreign_key_checks=0` in the URL.';

/** ER_FK_CANNOT_OPEN_PARENT and its kin on MySQL; InnoDB's own 150 within ER_CANT_CREATE_TABLE on MariaDB. */
function lacksReferred({ errno, sqlMessage, message }: DriverError): boolean {
  if (errno === 1005) return /errno: 150\b/.test(sqlMessage ?? message);
  return errno === 1824 || errno === 1822 || errno === 3734;
}

/** Whether the connection is gone after this error. */
function isLost(error: DriverError, flavour: Flavour): boolean {
  if (error.errno !== undefined && lostNumbers.has(error.errno)) return true;
  // 4031: ER_CLIENT_INTERACTION_TIMEOUT on MySQL; MariaDB has another meaning for it, and 1927 for a killed connection.
  if (error.errno === (flavour.mariadb ? 1927 : 4031)) return true;
  return (
    error.fatal === true ||
    (error.code !== undefined && lostCodes.has(error.code)) ||
    /closed state/.test(error.message)
  );
}

/** The server's name of the error (`ER_NO_SUCH_TABLE`), else the driver's word, else the number. */
function codeOf(error: DriverError, flavour: Flavour): string {
  const number = error.errno;
  if (flavour.mariadb && number !== undefined && number >= firstOwnNumber)
    return mariadbNames[number] ?? `ERROR_${number}`;
  if (error.code !== undefined && error.code !== 'undefined') return error.code;
  return number === undefined ? 'DRIVER_ERROR' : `ERROR_${number}`;
}

/**
 * Where in the statement the parser stopped, from its `near '…' at line N`: the quoted text is the rest of the
 * statement, cut after 80 bytes. undefined when the message has none, or the text is not found.
 */
export function positionOf(message: string, sql: string): number | undefined {
  const found = /near '([\s\S]*)' at line (\d+)$/.exec(message);
  if (found === null) return undefined;
  const near = found[1]!;
  const line = Number(found[2]);
  let start = 0;
  for (let i = 1; i < line; i++) {
    const next = sql.indexOf('\n', start);
    if (next < 0) break;
    start = next + 1;
  }
  if (near === '') return sql.length;
  const whole = sql.indexOf(near, start);
  if (whole >= 0) return whole;
  // The cut may have gone through a character, which then comes as a replacement; the line may be counted from 0 lines back.
  const clean = near.slice(0, Math.max(1, near.length - 2));
  const nearby = sql.indexOf(clean, start);
  const anywhere = nearby >= 0 ? nearby : sql.lastIndexOf(clean);
  return anywhere >= 0 ? anywhere : undefined;
}
