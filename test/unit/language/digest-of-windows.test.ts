import { describe, expect, test } from 'vitest';
import { load } from '../../support/load.ts';
import { smallPolicy } from '../../support/small-policy.ts';

const calendar = `language: 1
calendar: north
title: Working days in the north
covers: { from: 2026, to: 2026 }
weekend: [saturday, sunday]
holidays: { 2026-01-01: New Year, 2026-12-25: Christmas }
working-days: { 2026-02-14: Make-up day }
`;

const policy = `language: 1
policy: shop
version: 1
title: Returns at the shop
effective: { from: 2026-01-01T00:00:00+01:00, by: askedAt }
source: { clauses: { "1": All of it. } }
timezone: Europe/Berlin
currency: EUR
facts:
  askedAt: { type: instant }
  deliveredOn: { type: date }
  repairs: { type: periods }
  rests: { type: periods }
  kilometres: { type: integer }
  kind:
    type: enum
    tree: { goods: {}, phone: { in: goods, traits: { dear: true } }, toy: { in: goods } }
windows:
  short: { from: deliveredOn, counting-from: next-day, lasts: 10 business days, calendar: north, clause: "1" }
  long: { from: deliveredOn, counting-from: next-day, lasts: 1 month, month-end: last-day, pauses: repairs, clause: "1" }
  other: { from: deliveredOn, counting-from: next-day, lasts: 1 month, month-end: last-day, pauses: rests, clause: "1" }
  far: { at: kilometres, until: 60000, clause: "1" }
  either: { later-of: [short, long], clause: "1" }
  last: { earlier-of: [either, other, far], clause: "1" }
sections:
  law:
    floor: { charges: [postage] }
    rules: { right: { when: { last: [open, early] }, accept: It is the law., clause: "1" } }
  shop:
    rules: { late: { when: { last: closed }, reject: Too late., clause: "1" } }
    charges:
      postage:
        amount: { match: kind, goods: 5, phone: { up-to: 9 }, toy: { sum: [1, 2] } }
        waived: { when: { dear: true }, because: Phones go back free of charge. }
        clause: "1"
      boxes: { amount: 2, clause: "1" }
    evidence:
      proof: { what: A proof, any-of: { receipt: The receipt, statement: A statement, witness: A witness }, atLeast: 2, unavailable: review, clause: "1" }
`;

const digestOf = (text: string, days = calendar): string => load(text, { library: { calendars: { north: days } } }).digest;
const digest = digestOf(policy);

/** The text with one piece changed, which must be in it once. */
function changed(text: string, from: string, to: string): string {
  expect(text.split(from).length).toBe(2);
  return text.replace(from, to);
}

test.each([
  ['a holiday more', '2026-12-25: Christmas', '2026-12-25: Christmas, 2026-12-24: Eve'],
  ['another make-up day', '2026-02-14: Make-up day', '2026-02-15: Make-up day'],
  ['another weekend', 'weekend: [saturday, sunday]', 'weekend: [friday, saturday, sunday]'],
  ['more years', 'covers: { from: 2026, to: 2026 }', 'covers: { from: 2026, to: 2027 }'],
])('a calendar with %s gives another digest', (_name, from, to) => {
  const days = changed(calendar, from, to).replace('holidays: {', 'holidays: { 2026-05-01: May,');
  const before = calendar.replace('holidays: {', 'holidays: { 2026-05-01: May,');
  const withYear = (text: string): string => (to.includes('2027') ? text.replace('holidays: {', 'holidays: { 2027-01-01: New Year,') : text);
  expect(digestOf(policy, withYear(days))).not.toBe(digestOf(policy, before));
});

describe('another digest comes with', () => {
  test.each([
    ['a floor that allows another charge', 'charges: [postage]', 'charges: [boxes]'],
    ['no floor', 'floor: { charges: [postage] }', 'floor: false'],
    ['other pauses', 'pauses: repairs', 'pauses: rests'],
    [
      'another end of months',
      'long: { from: deliveredOn, counting-from: next-day, lasts: 1 month, month-end: last-day',
      'long: { from: deliveredOn, counting-from: next-day, lasts: 1 month, month-end: overflow',
    ],
    ['another number', 'until: 60000', 'until: 60001'],
    ['a later-of that is an earlier-of', 'later-of', 'earlier-of'],
    ['another window in a combination', 'earlier-of: [either, other, far]', 'earlier-of: [either, other, long]'],
    ['another amount of a match', 'goods: 5', 'goods: 6'],
    ['a sum for a range', '{ up-to: 9 }', '9'],
    ['a trait that is not there', 'traits: { dear: true }', 'traits: { dear: false }'],
    ['another reason of a waiver', 'because: Phones go', 'because: Dear phones go'],
    ['another threshold', 'atLeast: 2', 'atLeast: 3'],
  ])('%s', (_name, from, to) => {
    expect(digestOf(changed(policy, from, to).replace('far: { at', 'far: { at'))).not.toBe(digest);
  });
});

describe('the digest stays the same under', () => {
  test.each([
    ['the order of windows that are put together', 'earlier-of: [either, other, far]', 'earlier-of: [far, other, either]'],
    ['the order of amounts of a match', 'goods: 5, phone: { up-to: 9 }, toy: { sum: [1, 2] }', 'toy: { sum: [1, 2] }, phone: { up-to: 9 }, goods: 5'],
    [
      'the order of categories',
      'goods: {}, phone: { in: goods, traits: { dear: true } }, toy: { in: goods }',
      'toy: { in: goods }, phone: { in: goods, traits: { dear: true } }, goods: {}',
    ],
  ])('%s', (_name, from, to) => {
    expect(digestOf(changed(policy, from, to))).toBe(digest);
  });

  test('the title of a calendar, and days that have another name', () => {
    expect(digestOf(policy, calendar.replace('Working days in the north', 'Days').replace('Christmas', 'A feast'))).toBe(digest);
  });

  test('calendars that no window names', () => {
    const library = { calendars: { north: calendar, south: calendar.replace('calendar: north', 'calendar: south') } };
    expect(load(policy, { library }).digest).toBe(digest);
    expect(load(smallPolicy(), { library }).digest).toBe(load(smallPolicy()).digest);
  });
});
