import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Requests } from '../../protocol.ts';
import type { Context } from '../context.ts';
import { problemOf } from '../problem.ts';

/** Serves one request of the protocol. Whatever is thrown is answered as a `Problem`. */
export function respond<M extends keyof Requests>(
  context: Context,
  method: M,
  serve: (
    params: Requests[M]['params'],
    signal: AbortSignal,
  ) => Promise<Requests[M]['result']> | Requests[M]['result'],
): void {
  // By name alone: a client may leave out params that are null, and the handler then gets the token only.
  context.connection.onRequest(method as string, async (...given): Promise<unknown> => {
    const token: CancellationToken = given.at(-1);
    const params = (given.length > 1 ? given[0] : null) as Requests[M]['params'];
    try {
      await context.ready;
      context.flush();
      return await serve(params, signalOf(token));
    } catch (error) {
      const about = problemOf(error);
      const code =
        about.code === 'cancelled' && token.isCancellationRequested
          ? LSPErrorCodes.RequestCancelled
          : about.code === 'internal'
            ? ErrorCodes.InternalError
            : LSPErrorCodes.RequestFailed;
      return new ResponseError(code, about.message, about);
    }
  });
}

/** The request's cancellation as the engine takes it. */
export function signalOf(token: CancellationToken): AbortSignal {
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort();
  else token.onCancellationRequested(() => abort.abort());
  return abort.signal;
}
