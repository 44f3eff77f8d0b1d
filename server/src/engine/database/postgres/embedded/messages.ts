/** What the worker begins with. */
export interface WorkerStart {
  readonly postgres: WebAssembly.Module;
  readonly initdb: WebAssembly.Module;
  readonly files: string;
  readonly extensions: Readonly<Record<string, string>>;
  /** The cluster, as a tar archive. */
  readonly image: Uint8Array;
}

/** Bytes of PostgreSQL's protocol, or the question for all that the cluster holds. */
export type ToWorker = { readonly kind: 'wire'; readonly bytes: Uint8Array } | { readonly kind: 'image' };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'wire'; readonly bytes: Uint8Array }
  | { readonly kind: 'image'; readonly bytes: Uint8Array };
