import * as vscode from 'vscode';
import type { MigrationItem } from '../../../server/src/protocol.ts';

export type State = MigrationItem['state'];

/** How a state looks and reads. It is never told by colour alone. */
export interface StateLook {
  readonly icon: string;
  readonly colour?: string;
  /** The group's name. */
  readonly title: string;
  /** One migration of it, in a sentence's middle. */
  readonly word: string;
  /** In the explorer, beside the file; at most two characters. */
  readonly badge?: string;
}

/** What needs the user comes first, what is done last. */
export const statesInOrder: readonly State[] = [
  'incomplete',
  'modified',
  'missing',
  'outOfOrder',
  'pending',
  'unknown',
  'applied',
];

export function lookOf(state: State): StateLook {
  return looks()[state];
}

// A function, not a constant: translations are there only once the extension has been activated.
function looks(): Readonly<Record<State, StateLook>> {
  return {
    incomplete: {
      icon: 'error',
      colour: 'list.errorForeground',
      title: vscode.l10n.t('Incomplete'),
      word: vscode.l10n.t('incomplete'),
      badge: '!',
    },
    modified: {
      icon: 'edit',
      colour: 'list.warningForeground',
      title: vscode.l10n.t('Changed since applied'),
      word: vscode.l10n.t('changed since it was applied'),
      badge: '!',
    },
    missing: {
      icon: 'question',
      colour: 'list.warningForeground',
      title: vscode.l10n.t('File missing'),
      word: vscode.l10n.t('applied, but its file is missing'),
    },
    outOfOrder: {
      icon: 'arrow-swap',
      colour: 'list.warningForeground',
      title: vscode.l10n.t('Out of order'),
      word: vscode.l10n.t('pending, but older than one that is applied'),
      badge: 'P',
    },
    pending: {
      icon: 'circle-large-outline',
      colour: 'charts.blue',
      title: vscode.l10n.t('Pending'),
      word: vscode.l10n.t('pending'),
      badge: 'P',
    },
    unknown: {
      icon: 'circle-slash',
      title: vscode.l10n.t('State not known'),
      word: vscode.l10n.t('in an unknown state'),
    },
    applied: {
      icon: 'pass',
      colour: 'testing.iconPassed',
      title: vscode.l10n.t('Applied'),
      word: vscode.l10n.t('applied'),
    },
  };
}

/** How many wait to be applied. */
export function pendingCount(counts: Readonly<Record<State, number>>): number {
  return counts.pending + counts.outOfOrder;
}

/** `2 pending, 1 to decide`; `up to date` when nothing is to be done. */
export function standing(counts: Readonly<Record<State, number>>): string {
  const pending = pendingCount(counts);
  const problems = problemCount(counts);
  const parts: string[] = [];
  if (pending > 0) parts.push(vscode.l10n.t('{0} pending', pending));
  if (problems === 1) parts.push(vscode.l10n.t('1 to decide'));
  if (problems > 1) parts.push(vscode.l10n.t('{0} to decide', problems));
  return parts.length === 0 ? vscode.l10n.t('up to date') : parts.join(', ');
}

/** Instead of that, where nothing can run: a `fresh` was broken off while it dropped. */
export function halted(): string {
  return vscode.l10n.t('a fresh was broken off');
}

/** How many need a decision before anything can run. */
export function problemCount(counts: Readonly<Record<State, number>>): number {
  return counts.incomplete + counts.modified + counts.missing;
}
