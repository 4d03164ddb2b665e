import type { CorePolicy } from '../model/policy.ts';
import { findCliffs } from './cliffs.check.ts';
import { TooLarge } from './diagram.ts';
import type { Finding } from './finding.ts';
import { checkInvariants } from './invariants.check.ts';
import { findNeverDeciding } from './never-decides.check.ts';
import { findNeverHolding, findNeverHoldingTerms, type Term } from './never-holds.check.ts';
import { type ChooseOtherwise, OtherReadings } from './other-readings.ts';
import { Proving } from './proving.ts';
import { findIdleReadings } from './readings.check.ts';
import type { Decide } from './run-both.ts';
import { findUncovered } from './uncovered.check.ts';

/** What the checks need besides the policy. */
export interface ProofContext {
  readonly decide: Decide;
  /** The same policy under other choices of its readings. */
  readonly choose: ChooseOtherwise;
  /** The terms of the policy's text. */
  readonly terms: ReadonlyMap<string, Term>;
  /** Whether the other choices of readings are compared with those that hold, which takes longest. */
  readonly readings: boolean;
}

/** What is known of all complete requests to a policy. */
export interface Proofs {
  readonly findings: readonly FoundOrAccepted[];
  /** The invariants that hold for all complete requests, by id. */
  readonly proven: readonly string[];
  /** The numbers of the policy's `accepted` entries whose findings are not there any more. */
  readonly idle: readonly number[];
  /** Readings that were not looked at. */
  readonly left: readonly string[];
}

/** A finding; `because`: why the policy accepts it. */
export type FoundOrAccepted = Finding & { readonly because: string | null };

/** Looks at all complete requests at once; undefined: the policy has more different regions than can be told apart, and nothing is known. */
export function proveCore(policy: CorePolicy, context: ProofContext): Proofs | undefined {
  try {
    return prove(policy, context);
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

function prove(policy: CorePolicy, { decide, choose, terms, readings }: ProofContext): Proofs {
  const proving = new Proving(policy, decide);
  const others = new OtherReadings(policy, choose);
  const invariants = checkInvariants(proving);
  const idleReadings = readings ? findIdleReadings(policy, choose) : { findings: [], left: [] };
  const found = [
    ...findUncovered(proving),
    ...findNeverHolding(proving, others),
    ...findNeverHoldingTerms(terms, proving),
    ...findNeverDeciding(proving, others),
    ...findCliffs(proving),
    ...idleReadings.findings,
    ...invariants.findings,
  ];
  const findings = found.map((finding) => ({ ...finding, because: acceptanceOf(policy, finding)?.because ?? null }));
  return { findings, proven: invariants.proven, idle: idleAcceptances(policy, found, readings), left: idleReadings.left };
}

function accepts({ finding, of }: CorePolicy['accepted'][number], { code, about }: Finding): boolean {
  return finding === code && (of === null || of === about.id);
}

function acceptanceOf({ accepted }: CorePolicy, finding: Finding): CorePolicy['accepted'][number] | undefined {
  return accepted.find((entry) => accepts(entry, finding));
}

function idleAcceptances({ accepted }: CorePolicy, found: readonly Finding[], readings: boolean): readonly number[] {
  return [...accepted.keys()].filter((index) => {
    const entry = accepted[index];
    if (entry === undefined || (entry.finding === 'reading-without-effect' && !readings)) return false;
    return !found.some((finding) => accepts(entry, finding));
  });
}
