import type { Limits } from '../database.ts';
import type { Flavour } from './flavour.ts';

/**
 * `SESSION name = value` for each limit that is set. Whole seconds, at least one, as the servers count. A statement's
 * time is limited on MySQL for SELECT only (`max_execution_time`), on MariaDB for every statement.
 */
export function limitSettings(limits: Limits, flavour: Flavour): readonly string[] {
  const settings: string[] = [];
  if (limits.lockTimeoutMs !== undefined) {
    const seconds = Math.max(1, Math.ceil(limits.lockTimeoutMs / 1000));
    settings.push(`SESSION lock_wait_timeout = ${seconds}`, `SESSION innodb_lock_wait_timeout = ${seconds}`);
  }
  if (limits.statementTimeoutMs !== undefined) {
    const ms = Math.max(0, Math.ceil(limits.statementTimeoutMs));
    settings.push(
      flavour.mariadb ? `SESSION max_statement_time = ${ms / 1000}` : `SESSION max_execution_time = ${ms}`,
    );
  }
  return settings;
}

/** Statements that set `limits` for the session; none where there is none. */
export function limitsSql(limits: Limits, flavour: Flavour): readonly string[] {
  const settings = limitSettings(limits, flavour);
  return settings.length === 0 ? [] : [`SET ${settings.join(', ')}`];
}
