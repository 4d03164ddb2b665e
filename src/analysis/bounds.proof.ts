import { decimalsOfCurrency } from '../model/currency.ts';
import { add, compareExact, type Exact, fromUnits, multiply, printExact, subtract, zero } from '../model/exact.ts';
import type { Decision } from '../model/generated/decision.ts';
import type { Claim, Line, MeasureBound } from '../model/policy.ts';
import { addAll, AmountBounds, type End, type Side } from './amount-bounds.ts';
import type { Diagram } from './diagram.ts';
import type { Verdict } from './verdict.ts';
import { measureIn, sayMeasure } from './measured-amount.ts';
import { linesOf } from './movement.proof.ts';
import { partsBy } from './parts.ts';
import type { Proving } from './proving.ts';
import { keyOf } from './space.ts';
import type { PlainRequest } from './told-request.ts';

type BoundsClaim = Extract<Claim, { readonly kind: 'bounds' }>;

/** So many different sets of lines that count together are looked at apart. */
const mostSets = 64;

/** That an amount lies between bounds: by the ends of its formula in each part of the region. */
export function proveBounds(claim: BoundsClaim, said: Diagram, proving: Proving): Verdict {
  const { diagrams: d, regions } = proving;
  const counting = claim.of.kind === 'total' ? said : d.and(said, d.any(linesOf(claim.of, proving).map(({ line }) => regions.counts(line))));
  const sides = (['upper', 'lower'] as const).flatMap((side) => {
    const bound = side === 'upper' ? claim.atMost : claim.atLeast;
    return bound === null ? [] : [{ side, bound }];
  });
  const open = sides.filter(({ side, bound }) => !isKept(claim, bound, side, counting, proving));
  if (open.length === 0) return { kind: 'proven' };
  for (const { side, bound } of open) {
    const found = findContrary(claim, bound, side, counting, proving);
    if (found !== undefined) return found;
  }
  return { kind: 'open', message: `the bounds of ${sayMeasure(claim.of)} follow from no formula of it, and no request beyond them was found`, region: null };
}

function isKept(claim: BoundsClaim, bound: MeasureBound, side: Side, counting: Diagram, proving: Proving): boolean {
  const { diagrams: d, regions, policy } = proving;
  const region = bound.kind === 'fact' ? d.and(counting, regions.regions.hasValue(bound.fact)) : counting;
  const fact = bound.kind === 'fact' ? policy.facts.get(bound.fact) : undefined;
  // What may be below zero is no reference.
  const reference = fact !== undefined && fact.derived === null && fact.atLeast !== null && fact.atLeast >= 0 ? fact.name : null;
  if (bound.kind === 'fact' && reference === null) return false;
  return setsOf(claim, region, proving).every(({ lines, region: part }) => {
    if (proving.isEmpty(part)) return true;
    const ends = lines.map(({ line, sign }) => endOf(line, sign, part, { side, reference, isAlone: lines.length === 1 }, proving));
    const end = addAll(ends);
    if (end === undefined) return true;
    return fits(end, bound, side, part, proving);
  });
}

interface CountingLines {
  readonly lines: readonly { readonly line: Line; readonly sign: 1 | -1 }[];
  readonly region: Diagram;
}

/** The parts of a region by which of the lines count. */
function setsOf({ of }: BoundsClaim, region: Diagram, proving: Proving): readonly CountingLines[] {
  const { diagrams: d, regions } = proving;
  let sets: readonly CountingLines[] = [{ lines: [], region }];
  for (const entry of linesOf(of, proving)) {
    const counts = regions.counts(entry.line);
    sets = sets
      .flatMap((set) => [
        { lines: [...set.lines, entry], region: d.and(set.region, counts) },
        { lines: set.lines, region: d.minus(set.region, counts) },
      ])
      .filter((set) => !proving.isEmpty(set.region));
    if (sets.length > mostSets) return [{ lines: linesOf(of, proving), region }];
  }
  return sets;
}

/** An end of a line in a total; where it does not count everywhere, it may be nothing. */
function endOf(
  line: Line,
  sign: 1 | -1,
  region: Diagram,
  { side, reference, isAlone }: { readonly side: Side; readonly reference: string | null; readonly isAlone: boolean },
  proving: Proving,
): End | undefined {
  const { diagrams: d, regions } = proving;
  const own: Side = sign > 0 ? side : side === 'upper' ? 'lower' : 'upper';
  const counts = d.and(region, regions.counts(line));
  const end = new AmountBounds(proving, line.currency, reference).line(line, counts, own);
  if (end === undefined) return undefined;
  const rounded = isAlone && sign > 0 ? end : withRounding(end, line, own);
  const everywhere = proving.isEmpty(d.minus(region, counts)) ? rounded : atZero(rounded, own);
  return sign > 0 ? everywhere : { times: subtract(zero, everywhere.times), rest: everywhere.rest === null ? null : subtract(zero, everywhere.rest) };
}

/** Several rounded amounts together can be further off than one. */
function withRounding({ times, rest }: End, { currency }: Line, side: Side): End {
  const unit = fromUnits(1, decimalsOfCurrency(currency) ?? 2);
  const isWhole = ({ n, d }: Exact, of: bigint): boolean => (n * of) % d === 0n;
  const scale = 10n ** BigInt(decimalsOfCurrency(currency) ?? 2);
  if (rest === null || (isWhole(times, 1n) && isWhole(rest, scale))) return { times, rest };
  return { times, rest: side === 'upper' ? add(rest, unit) : subtract(rest, unit) };
}

function atZero({ times, rest }: End, side: Side): End {
  const isBeyond = (value: Exact): boolean => (side === 'upper' ? compareExact(value, zero) < 0 : compareExact(value, zero) > 0);
  return { times: isBeyond(times) ? zero : times, rest: rest !== null && isBeyond(rest) ? zero : rest };
}

function fits({ times, rest }: End, bound: MeasureBound, side: Side, region: Diagram, proving: Proving): boolean {
  if (rest === null) return false;
  const isWithin = (value: Exact, most: Exact): boolean => (side === 'upper' ? compareExact(value, most) <= 0 : compareExact(value, most) >= 0);
  if (bound.kind === 'sum') {
    // A bound between two sums of the currency is reached by rounding.
    const decimals = decimalsOfCurrency(proving.policy.currency) ?? 2;
    const unit = fromUnits(isExactIn(bound.value, decimals) ? 0 : 1, decimals);
    return isWithin(rest, side === 'upper' ? subtract(bound.value, unit) : add(bound.value, unit));
  }
  // On a straight line, the ends decide: times × fact + rest against the fact itself.
  const slope = subtract(times, { n: 1n, d: 1n });
  const [least, most] = new AmountBounds(proving, proving.policy.currency, null).numbersOf(bound.fact, region);
  const at = (value: Exact): boolean => isWithin(add(multiply(slope, value), rest), zero);
  if (least === null || !at(least)) return false;
  if (most !== null) return at(most);
  return side === 'upper' ? compareExact(slope, zero) <= 0 : compareExact(slope, zero) >= 0;
}

const isExactIn = ({ n, d }: Exact, decimals: number): boolean => (n * 10n ** BigInt(decimals)) % d === 0n;

function findContrary(claim: BoundsClaim, bound: MeasureBound, side: Side, counting: Diagram, proving: Proving): Verdict | undefined {
  const { policy, space } = proving;
  const isContrary = (decision: Decision, request: PlainRequest): boolean => {
    const [measured, limit] = [measureIn(policy, claim.of, decision), limitOf(bound, request)];
    if (measured === undefined || limit === undefined) return false;
    return side === 'upper' ? compareExact(measured.high, limit) > 0 : compareExact(measured.low, limit) < 0;
  };
  const facts = numbersWithin(claim, proving);
  const levels = facts.flatMap((name) => {
    const fact = policy.facts.get(name);
    return fact === undefined ? [] : (space.levels.get(keyOf.fact(fact)) ?? []);
  });
  for (const part of partsBy(counting, levels, proving))
    for (const told of proving.requestsIn(part, ['ordinary', 'most', 'far', 'least'])) {
      const request = proving.toRequest(told);
      const decision = proving.decide(request);
      if (decision === undefined || !isContrary(decision, request)) continue;
      const example = proving.shorten({ request, decision }, (shorter) => isContrary(shorter, request));
      const measured = measureIn(policy, claim.of, decision);
      const value = measured === undefined ? '' : printExact(side === 'upper' ? measured.high : measured.low, 2);
      const limit = limitOf(bound, request);
      return {
        kind: 'refuted',
        message: `${sayMeasure(claim.of)} comes to ${value}, and the bound is ${limit === undefined ? '' : printExact(limit, 2)}`,
        examples: [bound.kind === 'fact' && !(bound.fact in example.request) ? { request, decision } : example],
        region: null,
      };
    }
  return undefined;
}

function limitOf(bound: MeasureBound, request: PlainRequest): Exact | undefined {
  if (bound.kind === 'sum') return bound.value;
  const told = request[bound.fact];
  return typeof told === 'string' ? decimalOf(told) : undefined;
}

function decimalOf(text: string): Exact {
  const [whole = '0', fraction = ''] = text.split('.');
  return { n: BigInt(`${whole}${fraction}`), d: 10n ** BigInt(fraction.length) };
}

/** The number facts that the policy's lines depend on, those of the bound included. */
function numbersWithin(claim: BoundsClaim, { policy }: Proving): readonly string[] {
  const bounds = [claim.atLeast, claim.atMost].flatMap((bound) => (bound?.kind === 'fact' ? [bound.fact] : []));
  const tiers = [...policy.tiers.values()].flatMap(({ counts, units }) => (units === null ? [counts] : [counts, units]));
  return [...new Set([...bounds, ...tiers])];
}
