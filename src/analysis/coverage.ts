import { type Goal, keyOfGoal, type Trial } from './goal.ts';
import { goalsOfBranches } from './goals-of-branches.ts';
import { goalsOfNumbers } from './goals-of-numbers.ts';
import { goalsOfStatements } from './goals-of-statements.ts';
import { goalsOfWindows } from './goals-of-windows.ts';
import type { Ground } from './ground.ts';

/** What cases of a policy should exercise, and what no request can. */
export interface Goals {
  readonly reachable: readonly Goal[];
  /** Proven by the regions of the policy. */
  readonly unreachable: readonly Goal[];
}

/** All goals of a policy, by kind and in the order of its statements. */
export function goalsOf(ground: Ground): Goals {
  const { diagrams } = ground.space;
  const goals = [...goalsOfStatements(ground), ...goalsOfBranches(ground), ...goalsOfNumbers(ground), ...goalsOfWindows(ground)];
  const isReachable = ({ region }: Goal): boolean => diagrams.and(region, ground.possible) !== diagrams.never;
  return { reachable: goals.filter(isReachable), unreachable: goals.filter((goal) => !isReachable(goal)) };
}

/** The goals that some requests exercise, by their keys. */
export function exercisedBy(goals: readonly Goal[], trials: readonly Trial[]): ReadonlySet<string> {
  return new Set(goals.filter((goal) => trials.some((trial) => goal.isExercisedBy(trial))).map(keyOfGoal));
}
