export type { CodeDatabase, CodeFunction, CodeModule, CodeParameter } from './code.ts';
export { loadCode } from './code.ts';
export type {
  FileStamp,
  Layout,
  Migration,
  MigrationSet,
  Requirement,
  Section,
  SectionLimits,
} from './migration.ts';
export type { ReadOptions } from './read.ts';
export { readMigrations } from './read.ts';
export type { SectionStatements } from './statements.ts';
export { checkSection } from './statements.ts';
