import type { Diagnostic } from '../../engine/index.ts';
import { redact } from '../redact.ts';
import { placeText } from './errorText.ts';
import type { Style } from './style.ts';

/** A finding for people: severity with code, the sentence, the place, what to do. */
export function diagnosticLines(
  found: Diagnostic,
  style: Style,
  workingDirectory: string,
): readonly string[] {
  const colour =
    found.severity === 'error' ? style.red : found.severity === 'warning' ? style.yellow : style.cyan;
  const title = `${colour(style.bold(`${found.severity}[${found.code}]:`))} ${style.bold(found.message)}`;
  const place = `  ${style.blue('-->')} ${placeText(found.place, workingDirectory)}`;
  const help = found.hint === undefined ? [] : [`  ${style.cyan('help:')} ${found.hint}`];
  return [title, place, ...help].map(redact);
}
