import { basename } from 'node:path';
import { type Connection, DiagnosticSeverity, type Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import type { Diagnostic, Severity } from '../../engine/index.ts';
import { documentationOf } from '../../languageservice/documentation.ts';
import { type ReadText, rangeOfPlace } from '../positions.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Where a file's text comes from: the open document, else what was read of it; empty for what is not known. */
export type TextOf = (path: string) => ReadText;

/** A finding as LSP has it. */
export function lspDiagnostic(
  found: Diagnostic,
  textOf: TextOf,
  uriOf: (path: string) => string,
): LspDiagnostic {
  const { code, severity, message, hint, place, related } = found;
  return {
    range: rangeOfPlace(textOf(place.file), place),
    severity: severities[severity],
    code,
    codeDescription: { href: documentationOf(code) },
    source: 'migrate',
    message: hint === undefined ? message : `${message}\n${hint}`,
    ...(related === undefined || related.length === 0
      ? {}
      : {
          relatedInformation: related.map((one) => ({
            location: {
              uri: uriOf(one.place.file),
              range: rangeOfPlace(textOf(one.place.file), one.place),
            },
            message: one.message === '' ? basename(one.place.file) : one.message,
          })),
        }),
  };
}

/** Sends a file's diagnostics when they are others than those sent last. */
export class Publisher {
  readonly #connection: Connection;
  readonly #sent = new Map<string, string>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** `version` is the document's, of an open one. An edit sends them again, since an editor waits for that. */
  publish(uri: string, diagnostics: readonly LspDiagnostic[], version?: number): void {
    const text = JSON.stringify([version ?? null, diagnostics]);
    const before = this.#sent.get(uri);
    if (before === text || (before === undefined && diagnostics.length === 0 && version === undefined))
      return;
    if (diagnostics.length === 0 && version === undefined) this.#sent.delete(uri);
    else this.#sent.set(uri, text);
    void this.#connection.sendDiagnostics({
      uri,
      diagnostics: [...diagnostics],
      ...(version === undefined ? {} : { version }),
    });
  }

  /** Every URI that has diagnostics now. */
  get uris(): readonly string[] {
    return [...this.#sent.keys()];
  }
}
