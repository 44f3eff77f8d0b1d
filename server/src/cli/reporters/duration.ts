/** `15ms`, `2.4s`, `3m 05s`. */
export function duration(ms: number): string {
  const whole = Math.round(ms);
  if (whole < 1000) return `${whole}ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)}s`;
  const rest = Math.round(seconds % 60);
  return `${Math.floor(seconds / 60)}m ${String(rest).padStart(2, '0')}s`;
}
