/**
 * Generated requests for the 1688order policy. When each fact exists is said here once more, by hand, so that a policy that loses a
 * condition disagrees with it.
 */
import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { OracleRequest, Plain, PlainMap } from './oracle.ts';
import { documentOf1688 } from './read-policy-document.ts';

/** A choice for each reading that can be chosen in more than one way. */
export type Readings = Readonly<Record<string, string>>;

const hour = 3_600_000;
const day = 24 * hour;
/** China has had no summer time since 1991, so its wall clock is plain arithmetic. */
const beijing = 8 * hour;

/** An instant as text, at one of some offsets. */
export function printInstant(milliseconds: number, offsetInMinutes = 480): string {
  const sign = offsetInMinutes < 0 ? '-' : '+';
  const [hours, minutes] = [Math.floor(Math.abs(offsetInMinutes) / 60), Math.abs(offsetInMinutes) % 60].map((part) => String(part).padStart(2, '0'));
  return new Date(milliseconds + offsetInMinutes * 60_000).toISOString().replace('Z', `${sign}${hours}:${minutes}`);
}

/** The last millisecond of a month in Beijing. */
export function endOfMonth(milliseconds: number): number {
  const there = new Date(milliseconds + beijing);
  return Date.UTC(there.getUTCFullYear(), there.getUTCMonth() + 1, 1) - beijing - 1;
}

/** Where a window of the policy, under any of its readings, has an end. */
function edgesAfter(event: number): readonly number[] {
  const nextHour = (Math.floor(event / hour) + 1) * hour;
  const startOfDay = Math.floor((event + beijing) / day) * day - beijing;
  return [event, nextHour, event + 48 * hour, startOfDay + 3 * day - 1, event + 72 * hour, nextHour + 120 * hour, event + 121 * hour];
}

const arbitraryEvent: Arbitrary<number> = fc.oneof(
  fc.constantFrom(...['14:20:00', '14:00:00', '14:59:59.999', '23:30:00', '00:00:00'].map((time) => Date.parse(`2026-03-10T${time}+08:00`))),
  fc.constantFrom(Date.parse('2026-02-27T23:59:59.999+08:00'), Date.parse('2027-12-31T23:00:00+08:00')),
  fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2027-01-01T00:00:00Z') }),
);

/** A moment at or after an event: mostly at the end of a window, or a millisecond beside it. */
function arbitraryMomentAfter(event: number): Arbitrary<number> {
  const atEdge = fc.tuple(fc.constantFrom(...edgesAfter(event)), fc.constantFrom(-1, 0, 1)).map(([edge, step]) => Math.max(event, edge + step));
  return fc.oneof({ weight: 3, arbitrary: atEdge }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 30 * day }).map((wait) => event + wait) });
}

const arbitraryInstantText = (milliseconds: number): Arbitrary<string> => fc.constantFrom(480, 0, 60, -300).map((offset) => printInstant(milliseconds, offset));

const arbitraryTimes = arbitraryEvent
  .chain((event) => fc.tuple(fc.constant(event), arbitraryMomentAfter(event), fc.option(arbitraryMomentAfter(event), { freq: 3 })))
  .chain(([event, applied, reported]) =>
    fc.record({
      event: arbitraryInstantText(event),
      appliedAt: arbitraryInstantText(applied),
      reportedToPostAt: reported === null ? fc.constant(null) : arbitraryInstantText(reported),
    }),
  );

const arbitraryMoney: Arbitrary<string | number> = fc.oneof(
  fc.constantFrom('0', '0.01', '8.00', 12.5, 20),
  fc.integer({ min: 0, max: 100_000 }).map((fen) => (fen / 100).toFixed(2)),
);

const valuesOf = (fact: string): Arbitrary<Plain> => fc.constantFrom(...(documentOf1688.facts[fact]?.values ?? []));

/** Around the edges of the tiers. */
const arbitraryCount: Arbitrary<number> = fc.oneof(fc.constantFrom(0, 1, 13, 14, 15, 16, 23, 24, 25, 26, 48, 49, 50, 51), fc.nat({ max: 80 }));

const mostlyTrue: Arbitrary<boolean> = fc.oneof(fc.constant(true), fc.boolean());

/** Every fact with a value, whether it exists or not; those that many conditions wait for more often. */
const arbitraryFacts = fc.record({
  times: arbitraryTimes,
  stage: fc.oneof({ weight: 4, arbitrary: fc.constantFrom('in-warehouse', 'delivered', 'delivered') }, { weight: 1, arbitrary: valuesOf('stage') }),
  action: fc.oneof({ weight: 3, arbitrary: valuesOf('action') }, { weight: 1, arbitrary: fc.constantFrom('compensation', 'agency-service') }),
  issue: fc.oneof({ weight: 2, arbitrary: valuesOf('issue') }, { weight: 1, arbitrary: fc.constantFrom('damaged', 'missing-item') }),
  noticed: valuesOf('noticed'),
  orderedThroughPlatform: fc.boolean(),
  skus: arbitraryCount.map((count) => Math.max(1, count)),
  skusThisMonth: arbitraryCount,
  shippingToSeller: arbitraryMoney,
  shippingFromSeller: arbitraryMoney,
  reshippingCost: arbitraryMoney,
  signing: fc.oneof({ weight: 2, arbitrary: valuesOf('signing') }, { weight: 1, arbitrary: fc.constant('not-in-presence') }),
  outerDamage: fc.boolean(),
  goodsCondition: fc.oneof({ weight: 4, arbitrary: fc.constant('as-received') }, { weight: 1, arbitrary: valuesOf('goodsCondition') }),
  productKind: fc.oneof({ weight: 3, arbitrary: fc.constant('other') }, { weight: 1, arbitrary: valuesOf('productKind') }),
  opened: fc.boolean(),
  boughtThroughAgent: mostlyTrue,
  withinWarranty: mostlyTrue,
  guaranteeConditionsMet: mostlyTrue,
  returnReason: valuesOf('returnReason'),
});

type Told = Readonly<Record<string, Plain>>;

const isIn =
  (fact: string, ...values: readonly string[]) =>
  (told: Told): boolean =>
    values.includes(String(told[fact]));
const isInWarehouse = isIn('stage', 'in-warehouse');
const isDelivered = isIn('stage', 'delivered');
const showsAfterUse = isIn('noticed', 'after-use');
const isChecked = (told: Told, readings: Readings): boolean => isDelivered(told) || (isInWarehouse(told) && readings['scope'] === 'all-goods');

/** When a fact exists, asked in this order of the facts that are told before it. */
const existence: Readonly<Record<string, (told: Told, readings: Readings) => boolean>> = {
  stage: () => true,
  action: () => true,
  appliedAt: () => true,
  issue: isIn('stage', 'in-warehouse', 'delivered'),
  noticed: (told) => isDelivered(told) && isIn('issue', 'damaged', 'stained', 'defective')(told),
  inStockAt: isInWarehouse,
  orderedThroughPlatform: isInWarehouse,
  skus: isInWarehouse,
  skusThisMonth: (told) => told['orderedThroughPlatform'] === true,
  shippingToSeller: (told) => isInWarehouse(told) || showsAfterUse(told),
  shippingFromSeller: (told) => isInWarehouse(told) || showsAfterUse(told),
  receivedAt: isDelivered,
  signing: (told) => isDelivered(told) && isIn('issue', 'damaged', 'stained', 'missing-item')(told) && !showsAfterUse(told),
  outerDamage: isIn('signing', 'unnoted'),
  reportedToPostAt: isIn('signing', 'not-in-presence'),
  goodsCondition: isChecked,
  productKind: isChecked,
  opened: isIn('productKind', 'software', 'cd', 'dvd', 'cassette', 'similar'),
  boughtThroughAgent: showsAfterUse,
  withinWarranty: showsAfterUse,
  guaranteeConditionsMet: showsAfterUse,
  returnReason: isIn('stage', 'returned-international'),
  reshippingCost: isIn('returnReason', 'security-rules', 'nobody-to-sign', 'wrong-address', 'not-deliverable'),
};

/** The names under which evidence is told. */
export const evidenceNames: readonly string[] = Object.values(documentOf1688.sections).flatMap((section) => Object.keys(section.evidence ?? {}));

/** Unbiased: fast-check prefers the ends of a range, which would make every rare case common. */
const percentage: Arbitrary<number> = fc.noBias(fc.integer({ min: 1, max: 100 }));

const arbitraryEvidence = (certainly: boolean): Arbitrary<PlainMap> =>
  fc
    .tuple(fc.constantFrom(100, 100, 85, 60), fc.constantFrom(...(certainly ? [100] : [100, 90, 50])))
    .chain(([provided, told]) =>
      fc.tuple(
        ...evidenceNames.map((name) =>
          fc.tuple(percentage, percentage).map(([a, b]): readonly [string, Plain][] => (a > told ? [] : [[name, b > provided ? 'unavailable' : 'provided']])),
        ),
      ),
    )
    .map((entries) => Object.fromEntries(entries.flat()));

/** Each choice that can be made, by reading. */
const choices: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(documentOf1688.readings ?? {}).map(([name, { of }]) => [
    name,
    Object.entries(of as PlainMap).flatMap(([choice, means]) => (typeof means === 'string' ? [choice] : [])),
  ]),
);

const ownChoices: Readings = Object.fromEntries(Object.entries(documentOf1688.readings ?? {}).map(([name, { choose }]) => [name, choose]));

/** The policy's own choices, each other choice by itself, and a few mixtures. Few in all, because a policy is loaded for each. */
const readingProfiles: readonly Readings[] = [
  ownChoices,
  ...[...choices].flatMap(([name, all]) => all.filter((choice) => choice !== ownChoices[name]).map((choice) => ({ ...ownChoices, [name]: choice }))),
  ...[2, 3, 5, 7].map((step) => Object.fromEntries([...choices].map(([name, all], index) => [name, all[Math.floor((index * step) / 4) % all.length] ?? '']))),
];

/** Choices for all readings. */
export const arbitraryReadings: Arbitrary<Readings> = fc.constantFrom(...readingProfiles);

/** Requests that tell every fact that exists, and every item of evidence. */
export function arbitraryCompleteRequest(readings: Readings = {}): Arbitrary<OracleRequest> {
  return fc.tuple(arbitraryFacts, arbitraryEvidence(true)).map(([{ times, ...others }, evidence]) => {
    const values: Told = { ...others, appliedAt: times.appliedAt, inStockAt: times.event, receivedAt: times.event, reportedToPostAt: times.reportedToPostAt };
    const told: Record<string, Plain> = {};
    for (const [fact, exists] of Object.entries(existence)) if (exists(told, readings)) told[fact] = values[fact] ?? null;
    return { ...told, evidence };
  });
}

/** Requests that tell some of that, in any order. */
export function arbitraryIncompleteRequest(readings: Readings = {}): Arbitrary<OracleRequest> {
  return fc.tuple(arbitraryCompleteRequest(readings), arbitraryEvidence(false), fc.constantFrom(95, 80, 50)).chain(([complete, evidence, percent]) =>
    fc.tuple(...Object.keys(complete).map((name) => fc.tuple(percentage, fc.integer()).map(([chance, place]) => ({ name, chance, place })))).map((drawn) =>
      Object.fromEntries(
        drawn
          .filter(({ chance }) => chance <= percent)
          .sort((a, b) => a.place - b.place)
          .map(({ name }) => [name, name === 'evidence' ? evidence : (complete[name] ?? null)]),
      ),
    ),
  );
}

/** Complete and incomplete requests, half of each. */
export function arbitrary1688Request(readings: Readings = {}): Arbitrary<OracleRequest> {
  return fc.oneof(arbitraryCompleteRequest(readings), arbitraryIncompleteRequest(readings));
}
