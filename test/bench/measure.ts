/** One thing whose calls are measured. */
export interface Measurable {
  readonly name: string;
  readonly inputs: readonly unknown[];
  /** May give a promise, which is then waited for. */
  run(input: never): unknown;
}

/** Microseconds for each call, what the clock itself takes not counted. */
export interface Measured {
  readonly median: number;
  readonly p99: number;
}

/**
 * Gives all of them all of their inputs, round by round in turns, so that whatever slows the machine down slows every one. The first round
 * warms up and is thrown away.
 */
export async function measureInTurns(all: readonly Measurable[], rounds: number): Promise<readonly Measured[]> {
  const times = all.map((): Float64Array[] => []);
  for (let round = 0; round <= rounds; round += 1)
    for (let step = 0; step < all.length; step += 1) {
      const index = (round + step) % all.length;
      const one = all[index];
      if (one === undefined) continue;
      const taken = await timesOf(one);
      if (round > 0) times[index]?.push(taken);
    }
  const clock = clockCost();
  return times.map((taken) => summarise(taken, clock));
}

async function timesOf({ inputs, run }: Measurable): Promise<Float64Array> {
  const call = run as (input: unknown) => unknown;
  const isAsync = call(inputs[0]) instanceof Promise;
  return isAsync ? await timeLater(inputs, call) : timeAtOnce(inputs, call);
}

function timeAtOnce(inputs: readonly unknown[], call: (input: unknown) => unknown): Float64Array {
  const taken = new Float64Array(inputs.length);
  for (let index = 0; index < inputs.length; index += 1) {
    const start = performance.now();
    kept = call(inputs[index]);
    taken[index] = (performance.now() - start) * 1000;
  }
  return taken;
}

async function timeLater(inputs: readonly unknown[], call: (input: unknown) => unknown): Promise<Float64Array> {
  const taken = new Float64Array(inputs.length);
  for (let index = 0; index < inputs.length; index += 1) {
    const start = performance.now();
    kept = await call(inputs[index]);
    taken[index] = (performance.now() - start) * 1000;
  }
  return taken;
}

/** The last answer, so that no call can be left out as useless. */
export let kept: unknown;

function clockCost(): number {
  const nothing = Array.from({ length: 20_000 }, () => null);
  return quantile(
    timeAtOnce(nothing, () => null).toSorted((a, b) => a - b),
    0.5,
  );
}

function summarise(taken: readonly Float64Array[], clock: number): Measured {
  const sorted = Float64Array.from(taken.flatMap((times) => [...times])).sort();
  return { median: Math.max(0, quantile(sorted, 0.5) - clock), p99: Math.max(0, quantile(sorted, 0.99) - clock) };
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
