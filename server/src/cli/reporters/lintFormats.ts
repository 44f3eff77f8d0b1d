import { relative, sep } from 'node:path';
import type { Diagnostic, Rule } from '../../engine/index.ts';

/** Annotations of GitHub Actions, one line for each finding. */
export function githubLines(found: readonly Diagnostic[], workingDirectory: string): readonly string[] {
  return found.map(({ severity, code, message, hint, place }) => {
    const kind = severity === 'error' ? 'error' : severity === 'warning' ? 'warning' : 'notice';
    const about = [
      `file=${property(pathText(place.file, workingDirectory))}`,
      `line=${place.line ?? 1}`,
      `col=${place.column ?? 1}`,
      `title=${property(code)}`,
    ];
    return `::${kind} ${about.join(',')}::${data(hint === undefined ? message : `${message} ${hint}`)}`;
  });
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Relative to the working directory, with forward slashes. */
function pathText(file: string, workingDirectory: string): string {
  return relative(workingDirectory, file).split(sep).join('/');
}

/** The same as a relative reference: `#` and `?` in a name are no parts of an address. */
function uriText(file: string, workingDirectory: string): string {
  return pathText(file, workingDirectory).split('/').map(encodeURIComponent).join('/');
}

/** A SARIF 2.1.0 log, as code scanning reads it. */
export function sarifDocument(
  found: readonly Diagnostic[],
  rules: readonly Rule[],
  version: string,
  workingDirectory: string,
): unknown {
  const used = rules.filter(({ id }) => found.some(({ code }) => code === id));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'migrate', version, rules: used.map(ruleMember) } },
        columnKind: 'utf16CodeUnits',
        results: found.map(({ code, severity, message, hint, place }) => ({
          ruleId: code,
          level: severity === 'error' || severity === 'warning' ? severity : 'note',
          message: { text: hint === undefined ? message : `${message} ${hint}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriText(place.file, workingDirectory) },
                region: {
                  startLine: place.line ?? 1,
                  startColumn: place.column ?? 1,
                  ...(place.start === undefined || place.end === undefined
                    ? {}
                    : { charOffset: place.start, charLength: place.end - place.start }),
                },
              },
            },
          ],
        })),
      },
    ],
  };
}

function ruleMember({ id, what, why, instead }: Rule): object {
  return {
    id,
    shortDescription: { text: what },
    fullDescription: { text: why },
    help: { text: instead },
  };
}
