import { pathToFileURL } from 'node:url';
import type { EngineEvent } from '../../engine/index.ts';
import type { RunEvent } from '../../protocol.ts';
import { problemOf } from '../problem.ts';

/** An event of the engine as the protocol has it. */
export function runEvent(event: EngineEvent): RunEvent {
  switch (event.type) {
    case 'warning':
      return { type: 'warning', message: event.warning.message };
    case 'lockWaiting':
      return { type: 'lockWaiting', holder: event.holder?.description ?? null };
    case 'runStarted':
      return { type: 'runStarted', direction: event.direction, ids: event.migrations.map(({ id }) => id) };
    case 'migrationStarted': {
      const { direction, migration, index, total } = event;
      return { type: 'migrationStarted', direction, id: migration.id, index, total };
    }
    case 'statementDone': {
      const { index, total, text, file, line, durationMs, rowCount } = event.statement;
      const uri = file === '' ? '' : pathToFileURL(file).href;
      return {
        type: 'statementDone',
        id: event.migration.id,
        index,
        total,
        text,
        uri,
        line,
        durationMs,
        rowCount,
      };
    }
    case 'statementRetried':
      return {
        type: 'statementRetried',
        id: event.migration.id,
        attempt: event.attempt,
        reason: event.reason,
      };
    case 'migrationDone': {
      const { direction, migration, durationMs } = event;
      return { type: 'migrationDone', direction, id: migration.id, durationMs };
    }
    case 'migrationFailed': {
      const { direction, migration, error } = event;
      return { type: 'migrationFailed', direction, id: migration.id, problem: problemOf(error) };
    }
    case 'takingBack':
      return { type: 'takingBack', id: event.migration.id, statements: event.statements };
    case 'historyCreated':
    case 'dropping':
      return event;
  }
}
