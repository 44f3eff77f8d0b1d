import { MigrateError, type Place } from '../errors.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Puts environment variables in for `${env:NAME}`. Throws `variable-missing` for one that is not set; a value is never
 * part of a message.
 */
export function expand(text: string, variables: Variables, place: () => Place): string {
  return text.replace(/\$\{env:([^}]*)\}/g, (_, name: string) => {
    const value = variables[name.trim()];
    if (value !== undefined && value !== '') return value;
    throw new MigrateError('variable-missing', `The environment variable ${name.trim()} is not set.`, {
      place: place(),
      hint: 'Set it, or write it in the .env file beside the configuration.',
    });
  });
}
