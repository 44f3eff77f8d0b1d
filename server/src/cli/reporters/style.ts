import pc from 'picocolors';

/** How words are coloured on one stream. */
export type Style = Pick<
  ReturnType<typeof pc.createColors>,
  'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan' | 'blue' | 'magenta'
>;

/** Colour only on a terminal, and not with NO_COLOR or `--no-color`. */
export function styleFor(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
  wanted: boolean,
): Style {
  const plain = (environment.NO_COLOR ?? '') !== '' || environment.TERM === 'dumb';
  return pc.createColors(wanted && stream.isTTY === true && !plain);
}
