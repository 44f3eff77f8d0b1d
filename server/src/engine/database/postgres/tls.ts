import { readFileSync } from 'node:fs';
import { MigrateError } from '../../errors.ts';

/**
 * libpq's sslmode. `allow`: plain first, encrypted when the server wants it. `prefer`: encrypted when the server can.
 * Neither looks at the certificate; `require` does when `ca` is given.
 */
export interface Tls {
  readonly mode: 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';
  readonly direct: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
}

const modes: Readonly<Record<string, Tls['mode']>> = {
  disable: 'disable',
  false: 'disable',
  0: 'disable',
  allow: 'allow',
  prefer: 'prefer',
  require: 'require',
  true: 'require',
  1: 'require',
  'no-verify': 'require',
  'verify-ca': 'verify-ca',
  'verify-full': 'verify-full',
};

/**
 * Reads the URL's `sslmode` and its files. Without it: a server of this machine is asked plainly first, any other
 * encrypted first, and both take what the server offers. Throws `malformed-url`.
 */
export function tlsOf(parameter: (name: string) => string | undefined, host: string): Tls {
  const asked = parameter('sslmode') ?? parameter('ssl');
  const mode = asked === undefined ? (isLocal(host) ? 'allow' : 'prefer') : modes[asked];
  if (mode === undefined) {
    throw new MigrateError('malformed-url', 'The sslmode of the database URL is not known.', {
      hint: 'Use one of disable, allow, prefer, require, verify-ca, verify-full.',
    });
  }
  const rootCertificate = parameter('sslrootcert');
  const files = {
    ca:
      rootCertificate === undefined || rootCertificate === 'system'
        ? undefined
        : file('sslrootcert', rootCertificate),
    cert: file('sslcert', parameter('sslcert')),
    key: file('sslkey', parameter('sslkey')),
    passphrase: parameter('sslpassword'),
  };
  const verified = mode === 'require' && files.ca !== undefined ? 'verify-ca' : mode;
  return {
    mode: rootCertificate === 'system' ? 'verify-full' : verified,
    direct: parameter('sslnegotiation') === 'direct',
    ...Object.fromEntries(Object.entries(files).filter(([, text]) => text !== undefined)),
  };
}

function isLocal(host: string): boolean {
  return (
    host === '' || host.startsWith('/') || host === 'localhost' || host === '::1' || host.startsWith('127.')
  );
}

function file(parameter: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new MigrateError(
      'malformed-url',
      `The file of the URL's ${parameter} parameter cannot be read: ${path}.`,
      {
        hint: 'Name a PEM file that exists.',
      },
    );
  }
}
