import type * as vscode from 'vscode';
import type { RunEvent } from '../../../server/src/protocol.ts';

type Line = readonly [level: 'debug' | 'info' | 'warn' | 'error', text: string];

/** Writes one event of a run to the log. */
export function logEvent(output: vscode.LogOutputChannel, event: RunEvent): void {
  for (const [level, text] of linesOf(event)) output[level](text);
}

function linesOf(event: RunEvent): readonly Line[] {
  switch (event.type) {
    case 'warning':
      return [['warn', event.message]];
    case 'lockWaiting':
      return [['info', `Waiting for another run${event.holder === null ? '' : `: ${event.holder}`}.`]];
    case 'historyCreated':
      return [['info', `Created the history table ${event.table}.`]];
    case 'dropping':
      return [['warn', `Dropping everything in ${event.location}.`]];
    case 'runStarted':
      return [['debug', `${event.direction}: ${event.ids.join(', ')}`]];
    case 'migrationStarted': {
      const doing = event.direction === 'up' ? 'Applying' : 'Rolling back';
      return [['info', `${doing} ${event.id} (${event.index + 1}/${event.total})`]];
    }
    case 'statementDone':
      return [['info', `  ${oneLine(event.text)} (${milliseconds(event.durationMs)})`]];
    case 'statementRetried':
      return [['warn', `  Trying a statement of ${event.id} again (${event.attempt}): ${event.reason}`]];
    case 'migrationDone': {
      const done = event.direction === 'up' ? 'Applied' : 'Rolled back';
      return [['info', `${done} ${event.id} in ${milliseconds(event.durationMs)}`]];
    }
    case 'migrationFailed':
      return [['error', `${event.id} failed: ${event.problem.message}`]];
    case 'takingBack':
      return [
        ['warn', `Taking back what ${event.id} had done:`],
        ...event.statements.map((statement): Line => ['warn', `  ${oneLine(statement)}`]),
      ];
  }
}

function oneLine(statement: string): string {
  const text = statement.replace(/\s+/g, ' ').trim();
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

function milliseconds(duration: number): string {
  return duration < 1000 ? `${Math.round(duration)} ms` : `${(duration / 1000).toFixed(1)} s`;
}
