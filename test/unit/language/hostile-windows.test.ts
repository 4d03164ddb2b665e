/** Windows, trees and requests that are far larger than any that is meant: they are refused or decided soon, and nothing throws. */
import { describe, expect, test } from 'vitest';
import type { Evaluation, Request } from '../../../src/policy/policy.ts';
import { loadPolicy } from '../../../src/policy/policy.ts';

const many = (count: number, text: (index: number) => string): string => Array.from({ length: count }, (_, index) => text(index)).join('');

/** A policy with facts, windows and rules, each text in lines of its own. */
function policyText(facts: string, windows: string, rules: string): string {
  return `language: 1
policy: shop
version: 1
title: A shop
effective: { from: 2024-06-01T00:00:00+08:00, by: appliedAt }
source: { clauses: { "1": Everything. } }
timezone: Asia/Shanghai
currency: CNY
facts:
  appliedAt: { type: instant }
${facts}${windows === '' ? '' : `windows:\n${windows}`}sections:
  all:
    rules:
${rules}`;
}

const bought = '  boughtAt: { type: instant }\n';
const first = '  w0: { from: boughtAt, counting-from: at-once, lasts: 24 hours, clause: "1" }\n';
const whenOpen = (window: string): string => `      in-time: { when: { ${window}: open }, accept: Yes., clause: "1" }\n`;
const at = { appliedAt: '2026-06-01T12:00:00Z', boughtAt: '2026-06-01T10:00:00Z' };

function codesOf(text: string): readonly string[] {
  const loaded = loadPolicy(text);
  return loaded.ok ? [] : [...new Set(loaded.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code))];
}

async function evaluate(text: string, request: Request, calendars: Readonly<Record<string, string>> = {}): Promise<Evaluation> {
  const loaded = loadPolicy(text, { library: { calendars } });
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  return loaded.policy.evaluate(request);
}

const outcomeOf = (evaluation: Evaluation): string => (evaluation.ok ? evaluation.decision.outcome : evaluation.problems.map(({ code }) => code).join(', '));

describe('windows that lean on windows', () => {
  const chain = (length: number): string =>
    policyText(
      bought,
      first + many(length, (index) => `  w${index + 1}: { from: { end-of: w${index} }, counting-from: at-once, lasts: 1 hour, clause: "1" }\n`),
      whenOpen(`w${length}`),
    );

  test('100 steps deep are decided', async () => {
    expect(outcomeOf(await evaluate(chain(100), { ...at, appliedAt: '2026-06-06T13:00:00Z' }))).toBe('accepted');
    expect(outcomeOf(await evaluate(chain(100), {}))).toBe('incomplete');
  });

  test('101 steps are too many, and said once', () => {
    const loaded = loadPolicy(chain(101));
    expect(loaded.ok ? [] : loaded.diagnostics.map(({ code, start }) => `${code} in line ${start.line}`)).toEqual(['chain-too-long in line 114']);
  });

  test.each(['later-of', 'earlier-of'])('1,000 in a chain of %s, told from either end', (kind) => {
    const lines = Array.from({ length: 1000 }, (_, index) => `  w${index + 1}: { ${kind}: [w0, w${index}], clause: "1" }\n`).slice(1);
    const second = '  w1: { from: boughtAt, counting-from: at-once, lasts: 1 hour, clause: "1" }\n';
    expect(codesOf(policyText(bought, first + second + lines.join(''), whenOpen('w1000')))).toEqual(['chain-too-long']);
    expect(codesOf(policyText(bought, first + second + lines.toReversed().join(''), whenOpen('w1000')))).toEqual(['chain-too-long']);
  });

  test('1,000 in layers that share all of each other', async () => {
    const layer = (index: number): string =>
      many(
        10,
        (place) =>
          `  l${index}x${place}: { ${place % 2 === 0 ? 'later-of' : 'earlier-of'}: [${Array.from({ length: 10 }, (_, below) => `l${index - 1}x${below}`).join(', ')}], clause: "1" }\n`,
      );
    const lowest = many(10, (place) => `  l0x${place}: { from: boughtAt, counting-from: at-once, lasts: ${place + 1} hours, clause: "1" }\n`);
    const text = policyText(bought, lowest + many(99, (index) => layer(index + 1)), whenOpen('l99x0'));
    expect(outcomeOf(await evaluate(text, at))).toBe('accepted');
    expect(outcomeOf(await evaluate(text, { appliedAt: at.appliedAt }))).toBe('incomplete');
    expect(outcomeOf(await evaluate(text, {}))).toBe('incomplete');
  });

  test('1,000 side by side, 50 in each combination', async () => {
    const sides = many(1000, (index) => `  s${index}: { from: boughtAt, counting-from: next-day, lasts: ${index + 1} days, clause: "1" }\n`);
    const combined = many(
      20,
      (index) => `  c${index}: { later-of: [${Array.from({ length: 50 }, (_, place) => `s${index * 50 + place}`).join(', ')}], clause: "1" }\n`,
    );
    const all = `  all-of-them: { later-of: [${Array.from({ length: 20 }, (_, index) => `c${index}`).join(', ')}], clause: "1" }\n`;
    expect(outcomeOf(await evaluate(policyText(bought, sides + combined + all, whenOpen('all-of-them')), at))).toBe('accepted');
  });

  test('a circle of 100, and 50 circles of two', () => {
    const circle = many(100, (index) => `  w${index}: { from: { end-of: w${(index + 1) % 100} }, counting-from: at-once, lasts: 1 hour, clause: "1" }\n`);
    expect(codesOf(policyText('', circle, whenOpen('w0')))).toEqual(['cycle']);
    const pairs = many(50, (index) => `  a${index}: { later-of: [w0, b${index}], clause: "1" }\n  b${index}: { earlier-of: [a${index}, w0], clause: "1" }\n`);
    const loaded = loadPolicy(policyText(bought, first + pairs, whenOpen('w0')));
    expect(loaded.ok ? [] : loaded.diagnostics.filter(({ code }) => code === 'cycle')).toHaveLength(50);
  });
});

describe('ends that are far away', () => {
  const longest = ['999999 hours', '999999 days', '100000 weeks', '12000 months, month-end: overflow', '1000 years, month-end: last-day'];
  test.each(longest)('%s from the last day that can be told', async (lasts) => {
    const text = policyText(bought, `  w0: { from: boughtAt, counting-from: at-once, lasts: ${lasts}, clause: "1" }\n`, whenOpen('w0'));
    expect(outcomeOf(await evaluate(text, { appliedAt: '2999-12-31T23:59:59.999Z', boughtAt: '2999-12-31T23:59:59.999Z' }))).toBe('accepted');
  });

  test('one after the other: past the year 9999 the request is refused', async () => {
    const windows = first + many(60, (index) => `  w${index + 1}: { from: { end-of: w${index} }, counting-from: next-day, lasts: 999999 days, clause: "1" }\n`);
    expect(outcomeOf(await evaluate(policyText(bought, windows, whenOpen('w60')), at))).toBe('calendar-end');
  });
});

describe('calendars and pauses', () => {
  const calendar = `language: 1
calendar: huge
title: Every first of a month for a thousand years
covers: { from: 2000, to: 2999 }
weekend: [sunday]
holidays:
${many(12_000, (index) => `  ${2000 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01: First\n`)}`;
  const facts = `${bought}  repairs: { type: periods }\n`;
  const window = (lasts: string, from = 'next-day'): string =>
    policyText(
      facts,
      many(50, (index) => `  w${index}: { from: boughtAt, counting-from: ${from}, lasts: ${lasts}, pauses: repairs, calendar: huge, clause: "1" }\n`),
      whenOpen('w0'),
    );
  const hour = (index: number): string => new Date(Date.parse(at.boughtAt) + index * 3_600_000).toISOString();
  const pauses = Array.from({ length: 1000 }, (_, index) => ({ from: hour(index * 50), to: hour(index * 50 + 30) }));

  test('100,000 business days with 1,000 pauses, in 50 windows', async () => {
    expect(outcomeOf(await evaluate(window('100000 business days'), { ...at, repairs: pauses }, { huge: calendar }))).toBe('accepted');
  });

  test('more business days than a thousand years have', async () => {
    const boughtAt = '2990-01-01T00:00:00Z';
    expect(outcomeOf(await evaluate(window('100000 business days'), { ...at, boughtAt, repairs: pauses }, { huge: calendar }))).toContain('calendar-end');
  });

  test('at once', async () => {
    expect(outcomeOf(await evaluate(window('100000 business days', 'at-once'), { ...at, repairs: pauses }, { huge: calendar }))).toBe('accepted');
  });

  test('1,001 pauses are refused', async () => {
    expect(outcomeOf(await evaluate(window('5 business days'), { ...at, repairs: [...pauses, pauses[0]] }, { huge: calendar }))).toBe('malformed-value');
  });
});

describe('trees', () => {
  const chainOf = (count: number, more: (index: number) => string): string =>
    `  thing: { type: enum, tree: { ${many(count, (index) => `c${index}: { ${index === 0 ? '' : `in: c${index - 1}, `}${more(index)} }, `)} } }\n`;
  const rule = '      deep: { when: { thing: c0 }, accept: Yes., clause: "1" }\n';

  test('500 in one chain', async () => {
    expect(
      outcomeOf(
        await evaluate(
          policyText(
            chainOf(500, () => ''),
            '',
            rule,
          ),
          { appliedAt: at.appliedAt, thing: 'c499' },
        ),
      ),
    ).toBe('accepted');
  });

  test('501 are too many', () => {
    expect(
      codesOf(
        policyText(
          chainOf(501, () => ''),
          '',
          rule,
        ),
      ),
    ).toEqual(['too-many']);
  });

  test('500 in one chain, each with a trait of its own', async () => {
    const text = policyText(
      chainOf(500, (index) => `traits: { t${index}: true }`),
      '',
      '      deep: { when: { t0: true, t499: true }, accept: Yes., clause: "1" }\n',
    );
    expect(outcomeOf(await evaluate(text, { appliedAt: at.appliedAt, thing: 'c499' }))).toBe('accepted');
  }, 10_000);

  test('500 side by side', async () => {
    const text = policyText(`  thing: { type: enum, tree: { c0: {}, ${many(499, (index) => `d${index}: { in: c0 }, `)} } }\n`, '', rule);
    expect(outcomeOf(await evaluate(text, { appliedAt: at.appliedAt, thing: 'd498' }))).toBe('accepted');
  });

  test('200 that each belong to all before', async () => {
    const all = many(200, (index) => `c${index}: { ${index === 0 ? '' : `in: [${Array.from({ length: index }, (_, parent) => `c${parent}`).join(', ')}]`} }, `);
    expect(outcomeOf(await evaluate(policyText(`  thing: { type: enum, tree: { ${all} } }\n`, '', rule), { appliedAt: at.appliedAt, thing: 'c199' }))).toBe(
      'accepted',
    );
  });

  test('a circle of 500', () => {
    const circle = many(500, (index) => `c${index}: { in: c${(index + 1) % 500} }, `);
    expect(codesOf(policyText(`  thing: { type: enum, tree: { ${circle} } }\n`, '', rule))).toEqual(['cycle']);
  });

  test('layers in which ways double', async () => {
    const layers = many(
      200,
      (index) =>
        `a${index}: { ${index === 0 ? '' : `in: [a${index - 1}, b${index - 1}]`} }, b${index}: { ${index === 0 ? '' : `in: [a${index - 1}, b${index - 1}]`} }, `,
    );
    const text = policyText(`  thing: { type: enum, tree: { ${layers} } }\n`, '', rule.replace('c0', 'a0'));
    expect(outcomeOf(await evaluate(text, { appliedAt: at.appliedAt, thing: 'b199' }))).toBe('accepted');
  });
});
