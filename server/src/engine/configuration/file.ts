import type { z } from 'zod';
import { MigrateError, type Place } from '../errors.ts';
import { lineIndex } from '../sql/lines.ts';
import { type JsonDocument, JsonSyntaxError, parseJson } from './jsonDocument.ts';
import type { ConfigurationFile } from './schema.ts';

/** A configuration's text, read and checked, variables not yet put in. */
export interface ParsedConfiguration {
  readonly data: ConfigurationFile;
  /** Where the value at `path` stands. */
  placeOf(path: readonly PropertyKey[]): Place;
}

/** Reads the text of `migrate.config.json`. Throws `config-invalid` with the place of the first mistake, and the others beside it. */
export async function parseConfiguration(file: string, text: string): Promise<ParsedConfiguration> {
  const document = readJson(file, text);
  const placeOf = (path: readonly PropertyKey[], part?: 'key' | 'value') =>
    placeAt(file, text, ...document.rangeOf(path, part));
  // Loaded here, since most runs without a configuration should not pay for it.
  const { configurationSchema } = await import('./schema.ts');
  const checked = configurationSchema.safeParse(document.value);
  if (!checked.success) {
    const errors = checked.error.issues
      .flatMap((issue) => sentences(issue, document.value))
      .map(
        ({ message, path, part, hint }) =>
          new MigrateError('config-invalid', message, { place: placeOf(path, part), hint }),
      );
    const [first, ...others] = errors;
    throw others.length === 0
      ? first!
      : new MigrateError('config-invalid', first!.message, { ...first!.details, others });
  }
  const { defaultEnvironment, environments = {} } = checked.data;
  if (defaultEnvironment !== undefined && !Object.hasOwn(environments, defaultEnvironment)) {
    throw new MigrateError(
      'config-invalid',
      `"defaultEnvironment" names "${defaultEnvironment}", which is no environment.`,
      {
        place: placeOf(['defaultEnvironment']),
        hint: `Name one of ${Object.keys(environments).join(', ') || '"environments"'}.`,
      },
    );
  }
  return { data: checked.data, placeOf };
}

function readJson(file: string, text: string): JsonDocument {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new MigrateError('config-invalid', `The configuration is not valid JSON: ${error.message}.`, {
      place: placeAt(file, text, error.offset, error.offset),
      hint: 'Correct the file.',
    });
  }
}

function placeAt(file: string, text: string, start: number, end: number): Place {
  return { file, ...lineIndex(text).place(start), start, end };
}

interface Sentence {
  readonly message: string;
  readonly path: readonly PropertyKey[];
  readonly part: 'key' | 'value';
  readonly hint: string;
}

function sentences(issue: z.core.$ZodIssue, root: unknown): Sentence[] {
  const { path } = issue;
  const hint = 'Correct the file; the schema migrate.config.schema.json describes every key.';
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      message: `"${[...path, key].join('.')}" is not a key of the configuration.`,
      path: [...path, key],
      part: 'key' as const,
      hint,
    }));
  }
  if (issue.code === 'invalid_union') {
    // The branch that fits the value's kind tells what is wrong with it; the others only that they are others.
    const value = path.reduce<unknown>((node, step) => (node as Record<PropertyKey, unknown>)?.[step], root);
    const kind = (one: z.core.$ZodIssue) => one.code === 'invalid_type' && one.path.length === 0;
    const fitting = issue.errors.find((branch) => !branch.some(kind));
    if (fitting !== undefined && value !== undefined) {
      return fitting.flatMap((one) => sentences({ ...one, path: [...path, ...one.path] }, root));
    }
    const wanted = issue.errors.flatMap((branch) =>
      branch.flatMap((one) => ('expected' in one ? [kindName(one.expected)] : [])),
    );
    return [
      { message: `${name(path)} must be ${[...new Set(wanted)].join(' or ')}.`, path, part: 'value', hint },
    ];
  }
  return [{ message: `${name(path)} ${complaint(issue)}.`, path, part: 'value', hint }];
}

function name(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'The configuration' : `"${path.join('.')}"`;
}

function complaint(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `must be ${kindName(issue.expected)}`;
  if (issue.code === 'invalid_value')
    return `must be one of ${issue.values.map((value) => `"${String(value)}"`).join(', ')}`;
  if (issue.code === 'too_small')
    return issue.origin === 'string' ? 'must not be empty' : `must be at least ${issue.minimum}`;
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}`;
  if (issue.code === 'invalid_format') return 'must be a time such as 500ms, 5s or 1min';
  return 'is not right';
}

const kindNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

function kindName(expected: string): string {
  return kindNames[expected] ?? expected;
}
