import { describe, expect, test } from 'vitest';
import { buildPolicy, type BuiltPolicy } from '../../../src/language/build-policy.ts';
import { toLibrary } from '../../../src/policy/to-library.ts';
import { smallCalendar } from '../../support/small-calendar.ts';
import { summary } from './shop-policy.ts';

/** What is wrong with a policy whose windows are these, each on one line; all may be used. */
function buildWith(windows: readonly string[], facts: readonly string[] = [], more: Readonly<Record<string, string>> = {}): BuiltPolicy {
  const names = windows.map((window) => window.split(':')[0] ?? '');
  const text = `language: 1
policy: shop
version: 1
title: Returns at the shop
effective: { from: 2024-06-01T00:00:00+08:00, by: appliedAt }
source: { clauses: { "1": Everything. } }
timezone: Europe/Berlin
currency: EUR
facts:
  appliedAt: { type: instant }
  boughtAt: { type: instant, atMost: 2026-06-01T00:00:00Z }
  sentAt: { type: instant }
  boughtOn: { type: date }
  parcels: { type: instants }
  visits: { type: dates }
  repairs: { type: periods }
  country: { type: enum, values: [DE, AT] }
  price: { type: money }
  miles: { type: integer }
  milesBefore: { type: integer, atMost: 100 }
  weight: { type: decimal, decimals: 2 }
  sold: { type: boolean }
${facts.map((fact) => `  ${fact}\n`).join('')}
impossible:
  - { when: { boughtAt: { over: 2026-05-01T00:00:00Z }, sentAt: { over: 2026-05-01T00:00:00Z }, boughtOn: { over: 2026-05-01 } }, because: a }
  - { when: { country: DE, price: 3, miles: 3, milesBefore: 4, weight: 3, sold: true }, because: c }
windows:
${windows.map((window) => `  ${window}\n`).join('')}
sections:
  all:
    rules:
      some: { when: { any: [${names.map((name) => `{ ${name}: open }`).join(', ')}] }, accept: Yes., clause: "1" }
`;
  return buildPolicy(
    { path: 'policy.yaml', text },
    new Map(),
    toLibrary({ calendars: { mine: smallCalendar('mine'), other: smallCalendar('other'), ...more } }),
  );
}

const c = 'clause: "1"';
const day = 'counting-from: next-day, lasts: 2 days';
const month = 'counting-from: next-day, lasts: 2 months';
const plain = `back: { from: boughtAt, ${day}, ${c} }`;
const number = `run: { from: milesBefore, at: miles, lasts: 500, ${c} }`;
const calendars = (text: string): string => `back: { from: boughtAt, counting-from: next-day, lasts: 2 business days, calendar: ${text}, ${c} }`;

describe('windows without mistakes', () => {
  test.each<readonly [string, readonly string[]]>([
    ['days', [plain]],
    ['at once', [`back: { from: boughtAt, counting-from: at-once, lasts: 2 weeks, ${c} }`]],
    ['months', [`back: { from: boughtAt, ${month}, month-end: overflow, pauses: repairs, ${c} }`]],
    ['business days', [calendars('mine')]],
    ['a calendar for each country', [calendars('{ fact: country, DE: mine, AT: other }')]],
    ['rolled', [`back: { from: boughtOn, ${day}, roll: next-working-day, calendar: mine, ${c} }`]],
    ['until a day', [`back: { from: boughtAt, until: 2026-06-01, ${c} }`]],
    ['until a day, from a day', [`back: { from: 2026-06-01, until: 2026-06-01, ${c} }`]],
    ['forever', [`back: { from: { last-of: [boughtAt, parcels] }, lasts: forever, ${c} }`]],
    ['of a list', [`back: { from: { first-of: visits }, ${day}, ${c} }`]],
    ['on numbers', [number, `total: { at: weight, until: 12.25, ${c} }`]],
    [
      'put together',
      [plain, number, `both: { later-of: [back, run], ${c} }`, `either: { choose: [{ when: { sold: true }, window: both }, { otherwise: run }], ${c} }`],
    ],
    ['after another', [plain, `next: { from: { end-of: back }, ${day}, ${c} }`]],
  ])('%s', (_, windows) => {
    const { diagnostics } = buildWith(windows);
    expect(diagnostics.filter((diagnostic) => diagnostic.severity === 'error').map((diagnostic) => `${summary(diagnostic)}: ${diagnostic.message}`)).toEqual(
      [],
    );
  });
});

describe('one mistake gives one diagnostic, at its place', () => {
  test.each<readonly [string, readonly string[], string]>([
    // What goes with what
    ['until and lasts', [`back: { from: boughtAt, ${day}, until: 2026-06-01, ${c} }`], 'window-parts at until'],
    ['until and counting-from', [`back: { from: boughtAt, counting-from: next-day, until: 2026-06-01, ${c} }`], 'window-parts at counting-from'],
    ['until and month-end', [`back: { from: boughtAt, until: 2026-06-01, month-end: overflow, ${c} }`], 'window-parts at month-end'],
    ['until and pauses', [`back: { from: boughtAt, until: 2026-06-01, pauses: repairs, ${c} }`], 'window-parts at pauses'],
    ['forever and counting-from', [`back: { from: boughtAt, counting-from: next-day, lasts: forever, ${c} }`], 'window-parts at counting-from'],
    ['forever and pauses', [`back: { from: boughtAt, lasts: forever, pauses: repairs, ${c} }`], 'window-parts at pauses'],
    ['forever and roll', [`back: { from: boughtAt, lasts: forever, roll: next-working-day, calendar: mine, ${c} }`], 'window-parts at roll'],
    ['days and month-end', [`back: { from: boughtAt, ${day}, month-end: overflow, ${c} }`], 'window-parts at month-end'],
    [
      'hours and roll',
      [`back: { from: boughtAt, counting-from: at-once, lasts: 2 hours, roll: next-working-day, calendar: mine, ${c} }`],
      'window-parts at roll',
    ],
    [
      'days at once and roll',
      [`back: { from: boughtAt, counting-from: at-once, lasts: 2 days, roll: next-working-day, calendar: mine, ${c} }`],
      'window-parts at roll',
    ],
    ['business days and roll', [calendars('mine, roll: next-working-day')], 'window-parts at roll'],
    [
      'until a moment and roll',
      [`back: { from: boughtAt, until: 2026-06-01T00:00:00Z, roll: next-working-day, calendar: mine, ${c} }`],
      'window-parts at roll',
    ],
    ['roll without a calendar', [`back: { from: boughtAt, ${day}, roll: next-working-day, ${c} }`], 'window-parts at roll'],
    ['a calendar that nothing needs', [`back: { from: boughtAt, ${day}, calendar: mine, ${c} }`], 'window-parts at calendar'],
    ['a calendar for hours', [`back: { from: boughtAt, counting-from: at-once, lasts: 2 hours, calendar: mine, ${c} }`], 'window-parts at calendar'],
    ['months without month-end', [`back: { from: boughtAt, ${month}, ${c} }`], 'missing-key at back'],
    ['days without counting-from', [`back: { from: boughtAt, lasts: 2 days, ${c} }`], 'missing-key at back'],
    ['no beginning', [`back: { ${day}, ${c} }`], 'missing-key at back'],
    ['days from the next hour', [`back: { from: boughtAt, counting-from: next-hour, lasts: 2 days, ${c} }`], 'counting-from-unit at next-hour'],
    ['hours from the next day', [`back: { from: boughtAt, counting-from: next-day, lasts: 2 hours, ${c} }`], 'counting-from-unit at next-day'],
    ['at once from a date', [`back: { from: boughtOn, counting-from: at-once, lasts: 2 weeks, ${c} }`], 'date-with-hours at boughtOn'],
    ['at once from a day', [`back: { from: 2026-01-01, counting-from: at-once, lasts: 2 weeks, ${c} }`], 'date-with-hours at 2026-01-01'],
    ['at once, judged by a date', [`back: { from: boughtAt, at: boughtOn, counting-from: at-once, lasts: 2 weeks, ${c} }`], 'date-with-hours at boughtOn'],
    // What it begins with
    ['from an expression', [`back: { from: { first: boughtAt }, ${day}, ${c} }`], 'window-parts at { first: boughtAt }'],
    ['from two of them', [`back: { from: { first-of: parcels, last-of: parcels }, ${day}, ${c} }`], 'window-parts at { first-of: parcels, last-of: parcels }'],
    ['days and moments', [`back: { from: { first-of: [boughtAt, boughtOn] }, ${day}, ${c} }`], 'window-parts at [boughtAt, boughtOn]'],
    ['the first of one', [`back: { from: { first-of: boughtAt }, ${day}, ${c} }`], 'window-parts at boughtAt'],
    ['the first of periods', [`back: { from: { first-of: repairs }, ${day}, ${c} }`], 'wrong-kind at repairs'],
    ['a list as the only event', [`back: { from: parcels, ${day}, ${c} }`], 'wrong-kind at parcels'],
    ['a day that is none', [`back: { from: 2026-02-30, ${day}, ${c} }`], 'malformed-value at 2026-02-30'],
    ['until a day that is none', [`back: { from: boughtAt, until: 2026-02-30, ${c} }`], 'malformed-value at 2026-02-30'],
    ['until a word', [`back: { from: boughtAt, until: spring, ${c} }`], 'malformed-value at spring'],
    ['pauses that are no periods', [`back: { from: boughtAt, ${day}, pauses: parcels, ${c} }`], 'wrong-kind at parcels'],
    // What can end first
    ['a fact without a bound', [`back: { from: sentAt, until: 2026-06-01, ${c} }`], 'window-end-first at 2026-06-01'],
    ['a fact with a later bound', [`back: { from: boughtAt, until: 2026-05-31, ${c} }`], 'window-end-first at 2026-05-31'],
    ['a day after its end', [`back: { from: 2026-06-02, until: 2026-06-01, ${c} }`], 'window-end-first at 2026-06-01'],
    ['a list, which has no bound', [`back: { from: { last-of: parcels }, until: 2026-06-01, ${c} }`], 'window-end-first at 2026-06-01'],
    ['one of several without a bound', [`back: { from: { first-of: [boughtAt, sentAt] }, until: 2026-06-01, ${c} }`], 'window-end-first at 2026-06-01'],
    ['the end of another', [plain, `next: { from: { end-of: back }, until: 2026-06-09, ${c} }`], 'window-end-first at 2026-06-09'],
    // Calendars
    ['no such calendar', [calendars('mien')], 'unknown-calendar at mien'],
    ['a value without a calendar', [calendars('{ fact: country, DE: mine }')], 'missing-key at calendar'],
    ['a value that the fact does not have', [calendars('{ fact: country, DE: mine, AT: mine, IT: mine }')], 'unknown-key at IT'],
    ['calendars without a fact', [calendars('{ DE: mine, AT: mine }')], 'window-parts at { DE: mine, AT: mine }'],
    ['calendars by a fact that is no enum', [calendars('{ fact: sold, "true": mine }')], 'wrong-kind at sold'],
    // Numbers
    ['a number that counts days', [`run: { from: milesBefore, at: miles, counting-from: next-day, lasts: 500, ${c} }`], 'window-parts at counting-from'],
    ['a number that lasts without a beginning', [`run: { at: miles, lasts: 500, ${c} }`], 'window-parts at run'],
    ['a number without an end', [`run: { from: milesBefore, at: miles, ${c} }`], 'window-parts at run'],
    ['a number with two ends', [`run: { from: milesBefore, at: miles, lasts: 50, until: 500, ${c} }`], 'window-parts at run'],
    ['a number that lasts days', [`run: { from: milesBefore, at: miles, lasts: 500 days, ${c} }`], 'malformed-value at 500 days'],
    ['a number that lasts nothing', [`run: { from: milesBefore, at: miles, lasts: 0, ${c} }`], 'malformed-value at 0'],
    ['a number until a day', [`run: { at: miles, until: 2026-06-01, ${c} }`], 'malformed-value at 2026-06-01'],
    ['a number with other decimals', [`run: { from: milesBefore, at: weight, lasts: 500, ${c} }`], 'window-parts at milesBefore'],
    ['a number from a moment', [`run: { from: boughtAt, at: miles, lasts: 500, ${c} }`], 'wrong-kind at boughtAt'],
    ['a number that can begin after its end', [`run: { from: milesBefore, at: miles, until: 50, ${c} }`], 'window-end-first at 50'],
    ['a number without a bound', [`run: { from: weight, at: weight, until: 50, ${c} }`], 'window-end-first at 50'],
    ['a moment that is judged by an amount', [`back: { from: boughtAt, at: price, ${day}, ${c} }`], 'wrong-kind at price'],
    // Put together
    ['with a key of time', [plain, number, `both: { later-of: [back, run], ${day}, ${c} }`], 'window-parts at counting-from'],
    ['in two ways', [plain, number, `both: { later-of: [back, run], earlier-of: [back, run], ${c} }`], 'window-parts at earlier-of'],
    ['one alone', [plain, `both: { later-of: [back], ${c} }`], 'too-few at later-of'],
    ['one twice', [plain, `both: { later-of: [back, back], ${c} }`], 'repeated at back'],
    ['a fact among them', [plain, `both: { later-of: [back, sold], ${c} }`], 'wrong-kind at sold'],
    [
      'judged by different facts',
      [plain, `own: { from: boughtAt, at: sentAt, ${day}, ${c} }`, `both: { earlier-of: [back, own], ${c} }`],
      'judged-differently at both',
    ],
    [
      'a choice by a window',
      [plain, number, `both: { choose: [{ when: { run: open }, window: back }, { otherwise: run }], ${c} }`],
      'wrong-kind at { run: open }',
    ],
    [
      'a choice without otherwise',
      [plain, number, `both: { choose: [{ when: { sold: true }, window: back }, { when: { sold: false }, window: run }], ${c} }`],
      'choose-end at choose',
    ],
    ['a branch without a window', [plain, `both: { choose: [{ when: { sold: true } }, { otherwise: back }], ${c} }`], 'choose-end at { when: { sold: true } }'],
    ['the end of a number', [number, `next: { from: { end-of: run }, ${day}, ${c} }`], 'window-without-time at run'],
    // Circles
    ['its own end', [`back: { from: { end-of: back }, ${day}, ${c} }`], 'cycle at back'],
    ['itself among others', [plain, `both: { later-of: [back, both], ${c} }`], 'cycle at both'],
    ['each other', [plain, `one: { later-of: [back, two], ${c} }`, `two: { earlier-of: [back, one], ${c} }`], 'cycle at one'],
    [
      'through a choice and an end',
      [plain, `one: { choose: [{ when: { sold: true }, window: two }, { otherwise: back }], ${c} }`, `two: { from: { end-of: one }, ${day}, ${c} }`],
      'cycle at one',
    ],
    [
      'a way into a circle',
      [plain, `into: { later-of: [back, one], ${c} }`, `one: { later-of: [back, two], ${c} }`, `two: { earlier-of: [back, one], ${c} }`],
      'cycle at one',
    ],
  ])('%s', (_, windows, expected) => {
    const errors = buildWith(windows).diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map(summary)).toEqual([expected]);
  });
});

describe('calendars', () => {
  const both = [calendars('mine'), `more: { from: boughtAt, counting-from: next-day, lasts: 2 business days, calendar: copy, ${c} }`];

  test.each(['fact', 'by'])('a value that is the word `%s` can have none', (word) => {
    const window = `back: { from: boughtAt, counting-from: next-day, lasts: 2 business days, calendar: { fact: place, north: mine }, ${c} }`;
    const { diagnostics } = buildWith([window], [`place: { type: enum, values: [north, ${word}] }`]);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      `\`place\` has the value \`${word}\`, which is a word of \`calendar\` itself: name it otherwise`,
    ]);
  });

  test('two of one name do not take the place of each other', () => {
    const { policy, diagnostics } = buildWith(both, [], { copy: smallCalendar('mine') });
    expect(policy).toBeUndefined();
    expect(diagnostics.map(summary)).toEqual(['wrong-calendar at copy', 'misplaced-calendar at mine']);
  });

  test('their mistakes are shown at their own file, once', () => {
    const wrong = smallCalendar('copy').replace('weekend: [', 'weekend: [noday, ');
    const { diagnostics } = buildWith([...both, both[1]?.replace('more', 'again') ?? ''], [], { copy: wrong });
    const found = diagnostics.map((diagnostic) => `${diagnostic.path}: ${summary(diagnostic)}`);
    expect(found).toEqual([
      'policy.yaml: wrong-calendar at copy',
      'policy.yaml: wrong-calendar at copy',
      'calendars/copy.calendar.yaml: unknown-value at noday',
    ]);
  });

  test('each under its own name', () => {
    expect([...(buildWith(both, [], { copy: smallCalendar('copy') }).policy?.calendars.keys() ?? [])]).toEqual(['copy', 'mine']);
  });
});
