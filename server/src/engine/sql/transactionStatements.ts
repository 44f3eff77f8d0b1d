import { readName, type VerbReader, type VerbReaders } from './description.ts';
import type { TransactionVerb } from './kinds.ts';

const distributed: Readonly<Record<string, TransactionVerb>> = {
  START: 'begin',
  BEGIN: 'begin',
  COMMIT: 'commit',
  ROLLBACK: 'rollback',
};

const readRelease: VerbReader = (cursor, found) => {
  cursor.accept('SAVEPOINT');
  readName(cursor, found);
};

/** Readers of BEGIN, COMMIT, ROLLBACK and their kin. */
export const transactionReaders: VerbReaders = {
  START: (cursor, found) => {
    found.object = cursor.word();
    if (!cursor.sees('TRANSACTION')) return;
    found.transaction = 'begin';
    found.class = 'transaction';
  },
  ROLLBACK: (cursor, found) => {
    if (!cursor.accept('WORK')) cursor.accept('TRANSACTION');
    if (!cursor.accept('TO')) return;
    found.transaction = 'rollbackTo';
    readRelease(cursor, found);
  },
  SAVEPOINT: readName,
  RELEASE: readRelease,
  PREPARE: (cursor, found) => {
    if (!cursor.sees('TRANSACTION')) return;
    found.transaction = 'commit';
    found.class = 'transaction';
    found.session = false;
  },
  XA: (cursor, found) => {
    found.transaction = distributed[cursor.word()] ?? null;
  },
};
