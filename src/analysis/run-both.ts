import type { ToldRequest } from '../meaning/situation.ts';
import type { Decision } from '../model/generated/decision.ts';
import type { CorePolicy } from '../model/policy.ts';
import type { ComponentKind, DecisionRegions } from './decision-regions.ts';
import type { Diagram } from './diagram.ts';
import type { Space } from './space.ts';
import { type PlainRequest, restrictTo, toPlainRequest } from './told-request.ts';
import type { WitnessMaker } from './witness.ts';

/** Decides a request as callers do; null: the policy refuses it. */
export type Decide = (policy: CorePolicy, request: PlainRequest) => Decision | null;

/** What is decided otherwise: the outcome, or something that a decision shows. */
export interface Change {
  readonly kind: 'outcome' | ComponentKind;
  /** Of the statement; null for the outcome. */
  readonly id: string | null;
  /** What was decided or shown; null: nothing. */
  readonly old: string | null;
  readonly new: string | null;
  /** It is shown otherwise and means the same: other words, clauses, readings or steps. */
  readonly isText: boolean;
}

/** One request on which both versions were run. */
export interface Witness {
  /** As each version takes it. */
  readonly old: { readonly request: PlainRequest; readonly decision: Decision | null };
  readonly new: { readonly request: PlainRequest; readonly decision: Decision | null };
}

/** What is needed to look at a region. */
export interface Comparing {
  readonly old: DecisionRegions;
  readonly new: DecisionRegions;
  readonly space: Space;
  /** What there can be, and at least one of the two takes. */
  readonly possible: Diagram;
  readonly maker: WitnessMaker;
  readonly decide: Decide;
}

/** What both versions decide about a request. */
export function runBoth(told: ToldRequest, { old, new: next, decide }: Pick<Comparing, 'old' | 'new' | 'decide'>): Witness {
  const run = ({ policy }: DecisionRegions): Witness['old'] => {
    const request = toPlainRequest(policy, restrictTo(policy, told));
    return { request, decision: decide(policy, request) };
  };
  return { old: run(old), new: run(next) };
}
