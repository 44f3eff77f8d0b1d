export { explain } from './explain.ts';
export { filesOf, lintMigrations } from './migrations.ts';
export { rules } from './registry.ts';
export type { DialectName, Example, Rule, ServerVersion } from './rule.ts';
export { unknownRule } from './ruleNames.ts';
export {
  type LintFile,
  type LintSettings,
  type LintStart,
  lintFile,
  type RuleSeverity,
  severityOf,
  unknownCatalog,
} from './runner.ts';
