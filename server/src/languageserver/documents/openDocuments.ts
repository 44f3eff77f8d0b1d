import type { Connection, TextDocumentContentChangeEvent, TextDocumentItem } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { pathOfUri } from '../uris.ts';

/** An open document of a file. */
export interface OpenDocument {
  /** As the client writes it. */
  readonly uri: string;
  readonly path: string;
  readonly version: number;
  readonly raw: string;
}

export interface DocumentListener {
  changed(document: OpenDocument): void;
  closed(path: string): void;
  saved(path: string): void;
}

/** The open documents that are files of this machine; others are passed over. */
export class OpenDocuments {
  readonly #byPath = new Map<string, TextDocument>();

  listen(connection: Connection, listener: DocumentListener): void {
    connection.onDidOpenTextDocument(({ textDocument }) => this.#opened(textDocument, listener));
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) =>
      this.#changed(uri, version, contentChanges, listener),
    );
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      const path = pathOfUri(uri);
      if (path !== null && this.#byPath.delete(path)) listener.closed(path);
    });
    connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
      const path = pathOfUri(uri);
      if (path !== null) listener.saved(path);
    });
  }

  get(path: string): OpenDocument | null {
    const document = this.#byPath.get(path);
    return document === undefined ? null : opened(path, document);
  }

  get all(): readonly OpenDocument[] {
    return [...this.#byPath].map(([path, document]) => opened(path, document));
  }

  #opened({ uri, languageId, version, text }: TextDocumentItem, listener: DocumentListener): void {
    const path = pathOfUri(uri);
    if (path === null) return;
    const document = TextDocument.create(uri, languageId, version, text);
    this.#byPath.set(path, document);
    listener.changed(opened(path, document));
  }

  #changed(
    uri: string,
    version: number,
    changes: readonly TextDocumentContentChangeEvent[],
    listener: DocumentListener,
  ): void {
    const path = pathOfUri(uri);
    const document = path === null ? undefined : this.#byPath.get(path);
    if (path === null || document === undefined) return;
    const next = TextDocument.update(document, [...changes], version);
    this.#byPath.set(path, next);
    listener.changed(opened(path, next));
  }
}

function opened(path: string, document: TextDocument): OpenDocument {
  return { uri: document.uri, path, version: document.version, raw: document.getText() };
}
