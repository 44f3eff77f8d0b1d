import type { EngineEvent, MigrateError } from '../../engine/index.ts';
import type { Outcome } from '../commandDefinition.ts';

/** Tells what happens and how it ended: for people, or for programs. */
export interface Reporter {
  event(event: EngineEvent): void;
  /** A sentence about the choice of settings. */
  note(sentence: string): void;
  outcome(outcome: Outcome): void;
  /** The command ended before it had an outcome. */
  error(error: MigrateError): void;
}
