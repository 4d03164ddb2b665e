/**
 * Decides generated requests under generated policies by all engines, for a while, and saves where they differ. `npm run fuzz -- --minutes 5`;
 * `--seed` repeats a run. Exit code 0: no difference; 1: some, saved as files that a test runs from then on; 2: wrong options.
 */
import * as fc from 'fast-check';
import { parseArgs } from 'node:util';
import { arbitraryContest } from './arbitrary-contest.ts';
import { differencesIn, firstDifference } from './differences.ts';
import { Progress } from './progress.ts';
import { reduce } from './reduce.ts';
import { saveRegression } from './regressions.ts';

/** A run with more than that has one cause, as a rule. */
const mostSaved = 5;
const batch = 10;
const shrinkingTime = 60_000;

interface Options {
  readonly minutes: number;
  readonly seed: number;
}

const options = readOptions();
if (options === undefined) {
  process.stderr.write('fuzz takes --minutes, a number above 0, and --seed, a whole number\n');
  process.exitCode = 2;
} else process.exitCode = await fuzz(options);

function readOptions(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string', default: String(Date.now() % 1_000_000_000) } },
    });
    const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
    return minutes > 0 && Number.isFinite(minutes) && Number.isSafeInteger(seed) ? { minutes, seed } : undefined;
  } catch {
    return undefined;
  }
}

async function fuzz({ minutes, seed }: Options): Promise<number> {
  const end = Date.now() + minutes * 60_000;
  const saved = new Set<string>();
  const progress = new Progress(seed, end);
  for (let round = 0; Date.now() < end && saved.size < mostSaved; round += 1) {
    const path = await runBatch(seed + round, (questions) => progress.count(questions));
    if (path !== undefined) {
      saved.add(path);
      progress.say(`a difference, saved as ${path}`);
    }
  }
  progress.say(
    `${progress.counted} requests under ${progress.policies} policies, seed ${seed}: ${saved.size === 0 ? 'no difference' : `${saved.size} differences`}`,
  );
  return saved.size === 0 ? 0 : 1;
}

/** Runs some contests; where one shows a difference, makes it small and saves it. */
async function runBatch(seed: number, onRun: (questions: number) => void): Promise<string | undefined> {
  const agrees = fc.asyncProperty(arbitraryContest(), async ({ policy, questions }) => {
    onRun(questions.length);
    return (await firstDifference(policy, questions)) === undefined;
  });
  const { failed, counterexample, counterexamplePath } = await fc.check(agrees, { seed, numRuns: batch, endOnFailure: true });
  if (!failed || counterexample === null) return undefined;
  const shrunk = await fc.check(agrees, { seed, path: counterexamplePath ?? '', interruptAfterTimeLimit: shrinkingTime });
  const [{ policy, questions }] = shrunk.counterexample ?? counterexample;
  const found = await firstDifference(policy, questions);
  if (found === undefined) throw new Error(`a difference that comes and goes, with the seed ${seed}`);
  const smallest = await reduce({ policy, ...found.question }, differencesIn, shrinkingTime);
  return saveRegression(smallest, await differencesIn(smallest));
}
