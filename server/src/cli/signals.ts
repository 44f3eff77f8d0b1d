const signalNames = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Turns the first signal into an abort, so that a run ends clean; a second one ends the process at once. */
export function stopOnSignals(target: NodeJS.Process): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const stop = () => {
    for (const name of signalNames) target.off(name, abort);
  };
  const abort = () => {
    stop();
    controller.abort();
  };
  for (const name of signalNames) target.on(name, abort);
  return { signal: controller.signal, stop };
}
