import { describe, expect, test } from 'vitest';
import { build, changed, shopPolicy, summaries, summary, valid } from './shop-policy.ts';

const second = (more: string): readonly [string, string] => [
  'readings:\n',
  `readings:\n  mood: { question: Which?, choose: mild, of: [mild, strict], clause: "1" }\n${more}`,
];

describe('what a reading chooses', () => {
  test('values in all parts of a policy', () => {
    const text = changed(
      shopPolicy,
      second(''),
      ['title: Returns at the shop', 'title: { by: mood, mild: Kind, strict: Stern }'],
      ['upTo: 2,', 'upTo: { by: mood, mild: 2, strict: 1 },'],
      ['percent: 15', 'percent: { by: mood, mild: 15, strict: 20 }'],
      ['values: [return, exchange]', 'values: { by: mood, mild: [return, exchange], strict: [return, exchange, repair] }'],
      ['when: { application: closed }', 'when: { by: mood, mild: { application: closed }, strict: { application: [closed, early] } }'],
    );
    const [mild, strict] = [valid(text), valid(text, { mood: 'strict' })];
    expect([mild.title, strict.title]).toEqual(['Kind', 'Stern']);
    expect([mild, strict].map((policy) => policy.tiers.get('handling')?.bands[0]?.upTo)).toEqual([2, 1]);
    expect([mild, strict].map((policy) => policy.facts.get('action')?.values)).toEqual([
      ['return', 'exchange'],
      ['return', 'exchange', 'repair'],
    ]);
    expect(mild.digest).not.toBe(strict.digest);
    expect(valid(text, { mood: 'mild' }).digest).toBe(mild.digest);
  });

  test('a statement lists the readings that it consults: its own, and those of its windows, facts and section', () => {
    const text = changed(shopPolicy, second(''), ['    when: { action: return }\n    rules', '    when: { action: return, mood: mild }\n    rules']);
    const policy = valid(text);
    expect(policy.rules.find((rule) => rule.id === 'late')?.readings).toEqual(['first-day', 'mood']);
    expect(policy.lines.find((line) => line.id === 'wear')?.readings).toEqual(['mood']);
    expect(policy.windows.get('application')?.readings).toEqual(['first-day']);
  });
});

describe('a mistake in a branch that does not hold is found, once', () => {
  test.each([
    [
      'in a term',
      ['in-good-time: { application: [early, open] }', 'in-good-time: { application: { by: first-day, not-counted: open, counted: opne } }'],
      'unknown-value at opne',
    ],
    ['in a tier', ['upTo: 2,', 'upTo: { by: first-day, not-counted: 2, counted: 7 },'], 'band-order at 5'],
    ['in a fact', ['type: money', 'type: { by: first-day, not-counted: money, counted: monei }'], 'unknown-value at monei'],
    ['in an amount', ['of: { fact: price }', 'of: { by: first-day, not-counted: { fact: price }, counted: { fact: prize } }'], 'unknown-name at prize'],
    [
      'in a text',
      ['accept: You can', 'accept: { by: first-day, not-counted: "Yes {application.closesAt}", counted: "No {aplication.closesAt}" } #'],
      'placeholder at {aplication.closesAt}',
    ],
    [
      'in the time zone',
      ['timezone: Asia/Shanghai', 'timezone: { by: first-day, not-counted: Asia/Shanghai, counted: Asia/Peking }'],
      'unknown-timezone at Asia/Peking',
    ],
    [
      'in a clause',
      ['        clause: "2"\n      wear', '        clause: { by: first-day, not-counted: "2", counted: "22" }\n      wear'],
      'unknown-name at "22"',
    ],
    ['between two branches', ['lasts: 14 days', 'lasts: { by: first-day, not-counted: 14 days, counted: 300 hours }'], 'counting-from-unit at same-day'],
    [
      'within a branch',
      ['lasts: 14 days', 'lasts: { by: first-day, not-counted: 14 days, counted: { by: first-day, not-counted: x, counted: y days } }'],
      'unexpected-value at y days',
    ],
  ] as const)('%s', (_name, change, expected) => {
    expect(summaries(changed(shopPolicy, change))).toEqual([expected]);
  });

  test('where a fact has another type, its tests are checked against that', () => {
    const text = changed(
      shopPolicy,
      ['type: money', 'type: { by: first-day, not-counted: money, counted: date }'],
      ['when: { signs: scratched }', 'when: { price: { over: 5 } }'],
    );
    expect(new Set(summaries(text))).toEqual(
      new Set(['malformed-value at 5', 'wrong-kind at price', 'never-used at signs'].filter((found) => !found.startsWith('never'))),
    );
  });

  test('a clause that only the other branch cites is cited', () => {
    expect(
      summaries(
        changed(
          shopPolicy,
          ['    "2":', '    "3": Something.\n    "2":'],
          ['        clause: "2"\n      wear', '        clause: { by: first-day, not-counted: "2", counted: "3" }\n      wear'],
        ),
      ),
    ).toEqual([]);
  });

  test('a fact that has no `when` under another reading may be null all the same', () => {
    const text = changed(
      shopPolicy,
      second(''),
      ['    ask: What did you pay?', '    when: { mood: strict }\n    ask: What did you pay?'],
      ['when: { signs: scratched }', 'when: { signs: scratched, price: { not: null } }'],
    );
    expect(summaries(text)).toEqual([]);
    expect(build(text, { mood: 'strict' }).diagnostics.map(summary)).toEqual([]);
  });
});
