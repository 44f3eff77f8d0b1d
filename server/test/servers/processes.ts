import { readFileSync } from 'node:fs';

/** A process and when it started: a pid alone may belong to somebody else by now. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot, from /proc; empty when the process is gone or there is no /proc. */
  readonly started: string;
}

export function processIdentity(pid: number): ProcessIdentity {
  return { pid, started: statFields(pid)[19] ?? '' };
}

/** Whether this very process still runs; a zombie does not. */
export function isAlive({ pid, started }: ProcessIdentity): boolean {
  const fields = statFields(pid);
  return fields.length > 0 && fields[0] !== 'Z' && fields[19] === started;
}

/** Ends a process and its children at once, if it is still the same one. */
export function endNow(server: ProcessIdentity): void {
  if (!isAlive(server)) return;
  const family = [server.pid, ...childrenOf(server.pid)];
  for (const pid of family) signal(pid, 'SIGKILL');
}

/** The direct children of a process; none when it is gone. */
export function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Sends a signal; a process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The fields of /proc/PID/stat from the state on (the name before it may hold blanks); empty when there is none. */
function statFields(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
