import { type JournalEntry, journalEntry } from '../history/history.ts';
import type { Step } from '../plan/step.ts';
import type { RunContext } from './context.ts';

/** The journal row of a step that ran, or whose record only was removed. */
export function entryOf(step: Step, context: RunContext, values: Partial<JournalEntry> = {}): JournalEntry {
  return journalEntry({
    run: context.run,
    version: step.version,
    name: step.name,
    direction: step.direction,
    state: step.mode === 'record' ? 'removed' : 'done',
    checksum: step.checksum,
    up_text: step.upText,
    down_text: step.downText,
    total: step.statements.length,
    ...values,
  });
}

/** The statement that makes the history say what the step did: a row for `up`, none for `down`. */
export function historySql(step: Step, context: RunContext): string {
  return step.direction === 'up' ? context.history.insertSql(step) : context.history.deleteSql(step.version);
}
