export { assemble, withText } from './assemble.ts';
export { checksum } from './checksum.ts';
export type { CodeDatabase, CodeFunction, CodeModule, CodeParameter } from './code.ts';
export { loadCode } from './code.ts';
export { directiveLines, parseDirective } from './directive.ts';
export type { FileName } from './fileName.ts';
export { parseFileName, suggestName } from './fileName.ts';
export type {
  FileStamp,
  Layout,
  Marker,
  Migration,
  MigrationSet,
  Requirement,
  Section,
  SectionLimits,
  SourceContent,
  SourceFile,
} from './migration.ts';
export type { NewLayout, NewMigration, NewMigrationOptions } from './newMigration.ts';
export { newLayouts, newMigration, slug } from './newMigration.ts';
export type { ReadOptions } from './read.ts';
export { isDirectory, readMigrations, requireDirectory } from './read.ts';
export { parseSource } from './sections.ts';
export type { SectionStatements } from './statements.ts';
export { checkSection } from './statements.ts';
export { commentTest } from './surface.ts';
export { compareVersions, versionNumber } from './version.ts';
