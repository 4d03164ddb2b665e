/** The instant at which the command runs: only the command line reads the clock, and hands it on as a value. */
export function readClock(): number {
  return Date.now();
}
