import type { Database } from '../../database.ts';
import { historyDdl } from '../history.ts';
import { isEmbedded } from './scratch.ts';

/**
 * The same as `like`, a closed database of an empty embedded server, with `open` called by the first statement: who only
 * asks it for a scratch database starts no server for that.
 */
export function onDemand(
  like: Database,
  open: () => Promise<Database>,
  scratchHere: Database['createScratch'],
): Database {
  let opened: Promise<Database> | undefined;
  const database = () => {
    opened ??= open();
    return opened;
  };
  const { syntax, capabilities, server, location, ddl, beginSql, identifier, literal, limitsSql } = like;
  const query: Database['query'] = async (sql, params) => (await database()).query(sql, params);
  return {
    ...{ syntax, capabilities, server, location, ddl, beginSql, identifier, literal, limitsSql },
    query,
    history: historyDdl(query),
    execute: async (sql, params) => (await database()).execute(sql, params),
    runScript: async (parts, options) => (await database()).runScript(parts, options),
    layout: (statements) => like.layout(statements),
    sessionReset: async (touched) => (await database()).sessionReset(touched),
    acquireLock: async (options) => (await database()).acquireLock(options),
    introspect: async (options) => (await database()).introspect(options),
    createScratch: async (scratch = {}) =>
      scratch.url === undefined || isEmbedded(scratch.url)
        ? scratchHere(scratch)
        : (await database()).createScratch(scratch),
    dropAll: async (options) => (await database()).dropAll(options),
    cancel: async () => (await opened?.catch(() => undefined))?.cancel(),
    close: async () => (await opened?.catch(() => undefined))?.close(),
  };
}
