import { type CheckOptions, check } from './commands/check.ts';
import { type DiffOptions, type DiffReport, diff } from './commands/diff.ts';
import { type DownOptions, down } from './commands/down.ts';
import { type DumpOptions, dump } from './commands/dump.ts';
import { type FreshOptions, fresh } from './commands/fresh.ts';
import { readHistory } from './commands/history.ts';
import { type LintOptions, lint } from './commands/lint.ts';
import { type NewOptions, newMigration } from './commands/newMigration.ts';
import type { CommandOptions, MigratorOptions } from './commands/options.ts';
import { baseline, init, repair } from './commands/records.ts';
import { type RecoverOptions, recover } from './commands/recover.ts';
import { type RedoOptions, redo } from './commands/redo.ts';
import { type ResumeOptions, resume } from './commands/resume.ts';
import { type SchemaAtOptions, schemaAt } from './commands/schemaAt.ts';
import { show } from './commands/show.ts';
import { status } from './commands/status.ts';
import { tableRows } from './commands/tableRows.ts';
import { type UpOptions, up } from './commands/up.ts';
import { validate } from './commands/validate.ts';

export { BaseCache } from './check/cache.ts';
export type { CheckedMigration, CheckReport, MeasuredStatement, Turn } from './check/check.ts';
export type { CheckOptions } from './commands/check.ts';
export type { DiffOptions, DiffReport, DiffTarget } from './commands/diff.ts';
export type { DownOptions } from './commands/down.ts';
export type { DumpOptions, DumpReport } from './commands/dump.ts';
export type { FreshOptions } from './commands/fresh.ts';
export type { HistoryReport } from './commands/history.ts';
export type { LintOptions } from './commands/lint.ts';
export type { NewOptions } from './commands/newMigration.ts';
export type { CommandOptions, MigratorOptions } from './commands/options.ts';
export type { RecordsResult } from './commands/records.ts';
export type { RecoverOptions } from './commands/recover.ts';
export type { RedoOptions } from './commands/redo.ts';
export type { ResumeOptions } from './commands/resume.ts';
export type { SchemaAtOptions, SchemaAtReport } from './commands/schemaAt.ts';
export type { ShownMigration } from './commands/show.ts';
export type { StatusReport } from './commands/status.ts';
export type { UpOptions } from './commands/up.ts';
export type { WriteDiffOptions } from './commands/writeDiff.ts';
export { writeDiff } from './commands/writeDiff.ts';
export type { WrittenDump } from './commands/writeDump.ts';
export { writeDump } from './commands/writeDump.ts';
export type { Configuration, Environment, Flags, Settings } from './configuration/index.ts';
export { environmentsOf, loadConfiguration, resolveSettings } from './configuration/index.ts';
export { isSynchronous } from './database/scheme.ts';
export { type MigrationText, migrationTexts } from './ddl/fileText.ts';
export type { SchemaDumpFile } from './ddl/schemaFiles.ts';
export type { Diagnostic, Severity } from './diagnostic.ts';
export { countLine, type DiffItem, lineOf as diffLine } from './diff/item.ts';
export type { Rename } from './diff/renames.ts';
export { parseDuration } from './duration.ts';
export type { DatabaseMessage, ErrorClass, ErrorCode, ErrorDetails, Place } from './errors.ts';
export { errorClasses, MigrateError, toMigrateError } from './errors.ts';
export type {
  CompletedMigration,
  Direction,
  EngineEvent,
  MigrationRef,
  OnEvent,
  PlannedMigration,
  RunResult,
  StatementProgress,
  Warning,
} from './events.ts';
export { explain, type Rule, rules, unknownRule } from './lint/index.ts';
export type { CodeDatabase, NewLayout, NewMigration } from './migrations/index.ts';
export { newLayouts } from './migrations/index.ts';
export type { OutOfOrderRule } from './plan/select.ts';
export type { MigrationState, MigrationStatus } from './plan/status.ts';

/**
 * The engine's face: one project and one environment. Each method opens its own connection and leaves nothing open;
 * methods that write hold the migration lock while they run.
 */
export class Migrator {
  readonly options: MigratorOptions;

  constructor(options: MigratorOptions) {
    this.options = options;
  }

  init = (command: CommandOptions = {}) => init(this.options, command);
  status = (command: CommandOptions = {}) => status(this.options, command);
  history = (command: CommandOptions = {}) => readHistory(this.options, command);
  validate = (command: CommandOptions = {}) => validate(this.options, command);
  lint = (command: LintOptions = {}) => lint(this.options, command);
  up = (command: UpOptions = {}) => up(this.options, command);
  down = (command: DownOptions = {}) => down(this.options, command);
  redo = (command: RedoOptions = {}) => redo(this.options, command);
  resume = (command: ResumeOptions = {}) => resume(this.options, command);
  recover = (command: RecoverOptions = {}) => recover(this.options, command);
  fresh = (command: FreshOptions = {}) => fresh(this.options, command);
  baseline = (version: string, command: CommandOptions = {}) => baseline(this.options, version, command);
  repair = (version?: string, command: CommandOptions = {}) => repair(this.options, version, command);
  newMigration = (title: string, command: NewOptions = {}) => newMigration(this.options, title, command);
  check = (command: CheckOptions = {}) => check(this.options, command);
  schemaAt = (command: SchemaAtOptions) => schemaAt(this.options, command);
  tableRows = (command: CommandOptions = {}) => tableRows(this.options, command);
  dump = (command: DumpOptions = {}) => dump(this.options, command);
  diff = (command: DiffOptions): Promise<DiffReport> => diff(this.options, command);
  show = (version: string, command: CommandOptions = {}) => show(this.options, version, command);
}
