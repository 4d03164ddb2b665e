import type { Parameters } from 'fast-check';

/**
 * How a property is run: the same values every time, and as many as take about a second. `RECOURSE_RUNS` asks for another number,
 * `RECOURSE_SEED` for other values; `RECOURSE_SHRINK` looks for a smaller counterexample, which takes long with generated policies.
 */
export function propertyRuns(runs: number): Pick<Parameters, 'seed' | 'numRuns' | 'endOnFailure'> {
  return {
    seed: Number(process.env['RECOURSE_SEED'] ?? 20_261_123),
    numRuns: Number(process.env['RECOURSE_RUNS'] ?? runs),
    endOnFailure: process.env['RECOURSE_SHRINK'] === undefined,
  };
}

/** Time enough for a property whose runs were raised. */
export const propertyTimeout = 3_600_000;
