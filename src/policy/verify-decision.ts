import type { Decision } from '../model/generated/decision.ts';
import { compareText } from '../model/order.ts';
import type { RequestProblem } from '../model/request-problem.ts';
import { differencesOf, type JsonDifference } from './json-differences.ts';
import type { Policy, Request } from './policy.ts';

/** A decision as it was kept: JSON of which nothing is known but which version it names. */
export interface StoredDecision {
  readonly policy: string;
  readonly version: number;
  readonly digest: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Its text, without spaces and line breaks between values. */
  readonly text: string;
}

/** What came of deciding a request anew. */
export type Verification =
  | {
      readonly ok: true;
      /** Whether the bytes are the same. */
      readonly same: boolean;
      /** The digest under which the request was decided anew. */
      readonly digest: string;
      /** The readings that are chosen otherwise than the policy does, so that the digest is that of the decision. */
      readonly readings: Readonly<Record<string, string>>;
      /** Empty too where the same values stand in another order, or twice. */
      readonly differences: readonly JsonDifference[];
    }
  | { readonly ok: false; readonly problems: readonly RequestProblem[] };

/**
 * Decides a request anew and compares. The readings are those of the policy, or else those under which it has the digest of the decision.
 * @param chosen readings that are known to have been chosen otherwise
 */
export async function verifyDecision(
  policy: Policy,
  stored: StoredDecision,
  request: Request,
  chosen: Readonly<Record<string, string>> = {},
): Promise<Verification> {
  const fitting = underItsReadings(policy, stored, chosen);
  let last: Decision | undefined;
  // Alternatives are there because they were asked for, or because the remedy was not told.
  for (const alternatives of has(stored.data, 'alternatives') ? [true, false] : [false]) {
    const evaluation = await fitting.policy.evaluate(request, { alternatives });
    if (!evaluation.ok) return evaluation;
    last ??= evaluation.decision;
    if (JSON.stringify(evaluation.decision) === stored.text) last = evaluation.decision;
  }
  const recomputed = JSON.stringify(last);
  const differences = differencesOf(stored.data, JSON.parse(recomputed));
  return { ok: true, same: recomputed === stored.text, digest: fitting.policy.digest, readings: fitting.readings, differences };
}

/** Whether a decision, or one of its items, has a key. */
function has(data: Readonly<Record<string, unknown>>, key: string): boolean {
  return Object.hasOwn(data, key) || itemsOf(data).some((item) => Object.hasOwn(item, key));
}

function itemsOf({ items }: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(items) ? items.filter((item): item is Readonly<Record<string, unknown>> => typeof item === 'object' && item !== null) : [];
}

/** A policy under some choices, with those that are not its own. */
interface Fitting {
  readonly policy: Policy;
  readonly readings: Readonly<Record<string, string>>;
}

/**
 * The policy under the readings with which its digest is that of a decision: its own, or those that the decision consulted; a reading that
 * no statement consulted is not shown there, so each of these is tried too. Where no digest fits, those that the decision shows.
 */
function underItsReadings(policy: Policy, stored: StoredDecision, chosen: Readonly<Record<string, string>>): Fitting {
  const consulted = { ...consultedBy(stored.data, policy), ...chosen };
  const shown = choose(policy, consulted) ?? { policy, readings: {} };
  for (const readings of [chosen, consulted, ...othersThan(policy, consulted)]) {
    const fitting = choose(policy, readings);
    if (fitting?.policy.digest === stored.digest) return fitting;
  }
  return shown;
}

function choose(policy: Policy, readings: Readonly<Record<string, string>>): Fitting | undefined {
  const other = Object.entries(readings).filter(([name, choice]) => policy.core.readings.get(name)?.choice !== choice);
  if (other.length === 0) return { policy, readings: {} };
  const loaded = policy.withReadings(Object.fromEntries(other));
  return loaded.ok ? { policy: loaded.policy, readings: Object.fromEntries(other.sort(([a], [b]) => compareText(a, b))) } : undefined;
}

/** The readings that a decision and its items show, as far as the policy has them. */
function consultedBy(data: Readonly<Record<string, unknown>>, policy: Policy): Readonly<Record<string, string>> {
  const lists = [data, ...itemsOf(data)].map(({ readings }) => (typeof readings === 'object' && readings !== null ? Object.entries(readings) : []));
  const known = lists.flat().filter(([name, choice]) => isChoice(policy, name, choice));
  return Object.fromEntries(known) as Readonly<Record<string, string>>;
}

function isChoice(policy: Policy, name: string, choice: unknown): boolean {
  return policy.core.readings.get(name)?.choices.some((candidate) => candidate.name === choice && candidate.needs === null) === true;
}

/** Each choice of one further reading; a policy is built for each that is tried. */
function* othersThan(policy: Policy, consulted: Readonly<Record<string, string>>): Generator<Readonly<Record<string, string>>> {
  for (const { name, choice, choices } of policy.core.readings.values())
    for (const other of Object.hasOwn(consulted, name) ? [] : choices)
      if (other.name !== choice && other.needs === null) yield { ...consulted, [name]: other.name };
}
