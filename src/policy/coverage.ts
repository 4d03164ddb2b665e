import { goalsOf, type Goals } from '../analysis/coverage.ts';
import { type Goal, type GoalKind, keyOfGoal, type Trial } from '../analysis/goal.ts';
import { type Ground, groundOf } from '../analysis/ground.ts';
import type { Case, Cases } from '../language/read-cases.ts';
import type { ToldRequest } from '../meaning/situation.ts';
import type { Place } from '../text/source-file.ts';
import { underReadings } from './by-readings.ts';
import type { Policy } from './policy.ts';
import { tryRequests } from './try-request.ts';

/** A goal as reports show it. */
export interface GoalReport {
  /** What names it: `window application closed`. */
  readonly key: string;
  readonly kind: GoalKind;
  readonly of: string;
  /** What a case for it is like, as it goes on after "no case". */
  readonly words: string;
  readonly place: Place | null;
  /** `unreachable`: it is proven that no request can; it does not count. */
  readonly state: 'exercised' | 'not-exercised' | 'unreachable';
}

/** What the cases of one policy exercise. */
export interface CoverageReport {
  readonly policy: string;
  readonly version: number;
  /** The policy's file. */
  readonly path: string;
  /** Of all goals that count; choices of readings that do not hold are not among them. */
  readonly reached: number;
  readonly all: number;
  readonly goals: readonly GoalReport[];
}

/** A policy with its goals, and with those that its cases exercise. */
export interface Covered {
  readonly ground: Ground;
  readonly goals: Goals;
  readonly exercised: ReadonlySet<string>;
  /** What the cases tell, items each by itself. */
  readonly told: readonly ToldRequest[];
}

/** Finds what cases of a policy exercise. Throws `TooLarge` where the policy has too many regions to say what can be reached. */
export function cover(policy: Policy, files: readonly Cases[]): Covered {
  const ground = groundOf(policy.core);
  const goals = goalsOf(ground);
  const exercised = new Set<string>();
  const told: ToldRequest[] = [];
  const runs = new CaseTrials(policy);
  for (const { cases } of files)
    for (const one of cases) {
      const { trials, isOwnReading } = runs.of(one);
      if (isOwnReading) told.push(...trials.map(({ situation }) => situation.told).filter(({ items }) => items === undefined));
      for (const goal of goals.reachable) {
        const key = keyOfGoal(goal);
        if (exercised.has(key) || (!isOwnReading && goal.kind !== 'other-reading')) continue;
        if (trials.some((trial) => goal.isExercisedBy(trial))) exercised.add(key);
      }
    }
  return { ground, goals, exercised, told };
}

/** Runs cases under the readings that they choose. */
class CaseTrials {
  readonly #policy: Policy;
  readonly #runs = new Map<Policy, ReturnType<typeof tryRequests>>();

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  of({ request, readings }: Case): { readonly trials: readonly Trial[]; readonly isOwnReading: boolean } {
    const loaded = underReadings(this.#policy, readings);
    if (!loaded.ok) return { trials: [], isOwnReading: false };
    const run = this.#runs.get(loaded.policy) ?? tryRequests(loaded.policy.core);
    this.#runs.set(loaded.policy, run);
    return { trials: run(request), isOwnReading: loaded.policy === this.#policy };
  }
}

/** Puts what is exercised into words and numbers. */
export function reportCoverage(policy: Policy, path: string, { goals, exercised }: Covered): CoverageReport {
  const report = (goal: Goal, state: GoalReport['state']): GoalReport => {
    const { kind, of, words, place } = goal;
    return { key: keyOfGoal(goal), kind, of, words, place: policy.positions.get(place) ?? null, state };
  };
  const counted = goals.reachable.filter(({ kind }) => kind !== 'other-reading');
  return {
    policy: policy.id,
    version: policy.version,
    path,
    reached: counted.filter((goal) => exercised.has(keyOfGoal(goal))).length,
    all: counted.length,
    goals: [
      ...goals.reachable.map((goal) => report(goal, exercised.has(keyOfGoal(goal)) ? 'exercised' : 'not-exercised')),
      ...goals.unreachable.map((goal) => report(goal, 'unreachable')),
    ],
  };
}
