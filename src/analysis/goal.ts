import type { Situation } from '../meaning/situation.ts';
import type { Decision } from '../model/generated/decision.ts';
import type { Diagram } from './diagram.ts';

/** What of a policy cases can exercise. `other-reading`: a choice that does not hold, which only cases that say `readings` reach. */
export type GoalKind = 'rule' | 'line' | 'evidence' | 'duty' | 'branch' | 'band' | 'window' | 'number' | 'reading' | 'impossible' | 'other-reading';

/** A request that was run, or one of its items. */
export interface Trial {
  readonly situation: Situation;
  /** null: the policy says that it is impossible. */
  readonly decision: Decision | null;
}

/** On which value a request must land exactly. */
export type Landing =
  | { readonly kind: 'window'; readonly window: string; readonly edge: WindowEdge }
  | { readonly kind: 'value'; readonly fact: string; readonly value: number | string }
  /** The last number of a tier that the request takes. */
  | { readonly kind: 'tier'; readonly tier: string; readonly last: number };

export type WindowEdge = 'before' | 'first' | 'last' | 'after';

/** One thing that a case of the policy should exercise. */
export interface Goal {
  readonly kind: GoalKind;
  /** What it is about: the id of a statement, the name of a fact. */
  readonly of: string;
  /** What tells it from others of the same thing: words of letters, digits and hyphens. */
  readonly aspect: string;
  /** Where that stands, as `Policy.positions` names it. */
  readonly place: string;
  /** What such a request is like, as it goes on after "no case". */
  readonly words: string;
  readonly clauses: readonly string[];
  /** All requests that may reach it lie here. */
  readonly region: Diagram;
  /** Where such a request shows best what depends on it. */
  readonly prefers: readonly Diagram[];
  readonly landing: Landing | null;
  isExercisedBy(trial: Trial): boolean;
}

/** What names a goal among those of its policy, however often the policy is read. */
export function keyOfGoal({ kind, of, aspect }: Pick<Goal, 'kind' | 'of' | 'aspect'>): string {
  return [kind, of, aspect].filter((part) => part !== '').join(' ');
}
