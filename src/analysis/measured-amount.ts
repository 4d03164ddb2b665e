import { compareExact, type Exact, parseDecimal, subtract } from '../model/exact.ts';
import type { Amount, Decision, Total } from '../model/generated/decision.ts';
import type { CorePolicy, Measure } from '../model/policy.ts';

/** Between which ends an amount lies; both are the same where it is exact. */
export interface Measured {
  readonly low: Exact;
  readonly high: Exact;
}

/** What a decision says of an amount; undefined where it does not have it, or gives no number. */
export function measureIn(policy: Pick<CorePolicy, 'currency'>, measure: Measure, decision: Decision): Measured | undefined {
  if (measure.kind === 'total') return endsOf(decision.totals[policy.currency]?.[measure.of]);
  const line =
    measure.side === 'charge' ? decision.charges.find(({ charge }) => charge === measure.id) : decision.credits.find(({ credit }) => credit === measure.id);
  return endsOf(line?.amount);
}

/** An amount of a decision that is one number. */
export function exactIn(policy: Pick<CorePolicy, 'currency'>, measure: Measure, decision: Decision): Exact | undefined {
  const measured = measureIn(policy, measure, decision);
  return measured !== undefined && compareExact(measured.low, measured.high) === 0 ? measured.low : undefined;
}

/** How much more a second decision has; undefined where one of them has no exact amount. */
export function differenceOf(policy: Pick<CorePolicy, 'currency'>, measure: Measure, first: Decision, second: Decision): Exact | undefined {
  const [a, b] = [exactIn(policy, measure, first), exactIn(policy, measure, second)];
  return a === undefined || b === undefined ? undefined : subtract(b, a);
}

/** How a measure is called in sentences. */
export function sayMeasure(measure: Measure): string {
  if (measure.kind === 'line') return `the ${measure.side} \`${measure.id}\``;
  return measure.of === 'net' ? 'the net total' : `the total of the ${measure.of}`;
}

function endsOf(amount: Amount | Total | undefined): Measured | undefined {
  if (amount?.kind !== 'exact' && amount?.kind !== 'range') return undefined;
  const [low, high] =
    amount.kind === 'exact' ? [parseDecimal(amount.value), parseDecimal(amount.value)] : [parseDecimal(amount.atLeast), parseDecimal(amount.atMost)];
  return low === undefined || high === undefined ? undefined : { low, high };
}
