import { postgresSyntax } from '../sql/index.ts';
import { dialectOfUrl } from './dialect.ts';
import { embeddedUrl } from './postgres/embedded/scratch.ts';

/** The address of the server for scratch databases that the product brings along; null where it has none of the kind. */
export function ownScratchOf(url: string | undefined): string | null {
  return dialectOfUrl(url) === postgresSyntax ? embeddedUrl : null;
}
