import { hash } from 'node:crypto';

/**
 * SHA-256, lower-case hex, of a text as UTF-8, without a leading byte order mark and with CRLF read as LF, so that a
 * checkout's line ends do not matter. Of a plain LF file it is what `sha256sum` prints. This must never change:
 * every history table holds it.
 */
export function checksum(text: string): string {
  const plain = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return hash('sha256', plain.includes('\r\n') ? plain.replaceAll('\r\n', '\n') : plain, 'hex');
}
