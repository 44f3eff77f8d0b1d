import * as vscode from 'vscode';
import type { Environment, MigrationItem } from '../../../server/src/protocol.ts';
import { lookOf } from './states.ts';

/** What is known of an environment: product, address, notes, why it cannot be reached. */
export function environmentTooltip(environment: Environment): vscode.MarkdownString {
  const text = new vscode.MarkdownString('', true);
  text.appendMarkdown(`**${escaped(environment.name)}**`);
  if (environment.production) text.appendMarkdown(` $(shield) ${vscode.l10n.t('production')}`);
  for (const line of [environment.product, environment.location, ...environment.notes]) {
    if (line !== null) text.appendMarkdown(`\n\n${escaped(line)}`);
  }
  if (environment.problem !== null) {
    text.appendMarkdown(`\n\n$(warning) ${escaped(environment.problem.message)}`);
    if (environment.problem.hint !== null) text.appendMarkdown(`\n\n${escaped(environment.problem.hint)}`);
  }
  return text;
}

/** A migration's state, when it was applied, and what is wrong with it. */
export function migrationTooltip(migration: MigrationItem): vscode.MarkdownString {
  const { icon, word } = lookOf(migration.state);
  const text = new vscode.MarkdownString('', true);
  text.appendMarkdown(`**${escaped(migration.id)}** $(${icon}) ${word}`);
  if (migration.appliedAt !== null) {
    text.appendMarkdown(
      `\n\n${vscode.l10n.t('Applied {0}', new Date(migration.appliedAt).toLocaleString())}`,
    );
  }
  if (migration.state === 'modified') {
    text.appendMarkdown(`\n\n${vscode.l10n.t('Checksum recorded: {0}', short(migration.recordedChecksum))}`);
    text.appendMarkdown(`\n\n${vscode.l10n.t('Checksum of the file: {0}', short(migration.checksum))}`);
  }
  if (!migration.hasDown && migration.files.length > 0) {
    text.appendMarkdown(`\n\n${vscode.l10n.t('It has no down section, so it cannot be rolled back.')}`);
  }
  return text;
}

function short(checksum: string | null): string {
  return checksum === null ? '–' : `\`${checksum.slice(0, 12)}…\``;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~$]/g, '\\$&');
}
