const signalNames = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What becomes of the signals that end a process. */
export interface Interrupts {
  /** Aborted by the first signal, so that a run ends clean; a second one ends the process at once. */
  readonly signal: AbortSignal;
  /**
   * Lets signals end the process at once, as without us: for a time in which none could be heard. What that leaves
   * behind is what any kill leaves.
   */
  giveBack(): void;
  take(): void;
}

export function takeSignals(target: NodeJS.Process): Interrupts {
  const controller = new AbortController();
  const giveBack = () => {
    for (const name of signalNames) target.off(name, abort);
  };
  const take = () => {
    giveBack();
    if (!controller.signal.aborted) for (const name of signalNames) target.on(name, abort);
  };
  const abort = () => {
    giveBack();
    controller.abort();
  };
  take();
  return { signal: controller.signal, giveBack, take };
}
