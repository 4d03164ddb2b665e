import { describe, expect, test } from 'vitest';
import { build, changed, shopPolicy, summary } from './shop-policy.ts';

type Change = readonly [piece: string, by: string];

/** Each: what was done to the policy, and the only diagnostic that it gives: code, underlined text, and help where it matters. */
const mistakes: readonly (readonly [name: string, changes: readonly Change[], expected: string, help?: string])[] = [
  // Keys in the wrong place, or misspelt
  ['facts misspelt', [['facts:\n', 'fact:\n']], 'unknown-key at fact', 'did you mean `facts`?'],
  ['sections misspelt', [['sections:\n', 'section:\n']], 'unknown-key at section', 'did you mean `sections`?'],
  ['readings misspelt', [['readings:\n', 'reading:\n']], 'unknown-key at reading', 'did you mean `readings`?'],
  ['the list of rules misspelt', [['    rules:', '    ruels:']], 'unknown-key at ruels', 'did you mean `rules`?'],
  ['an effect misspelt', [['reject: The', 'rejcet: The']], 'unknown-key at rejcet', 'did you mean `reject`?'],
  ['an effect that does not exist', [['reject: The', 'deny: The']], 'unknown-key at deny'],
  ['choices misspelt', [['    of:\n', '    off:\n']], 'unknown-key at off', 'did you mean `of`?'],
  ['a key with other capitals', [['counting-from:', 'countingFrom:']], 'unknown-key at countingFrom', 'did you mean `counting-from`?'],
  ['a rule outside of rules', [['    rules:\n', '    soon:\n      accept: Yes.\n      clause: "1"\n    rules:\n']], 'unknown-key at soon'],
  ['rules outside of a section', [['sections:\n', 'rules:\n  soon: { accept: Yes., clause: "1" }\nsections:\n']], 'unknown-key at rules'],
  ['an operator of another language', [['when: { action: return }', 'when: { price: { ">": 3 } }']], 'unknown-key at ">"'],
  ['an operator with a hyphen', [['when: { action: return }', 'when: { price: { at-least: 3 } }']], 'unknown-key at at-least', 'did you mean `atLeast`?'],
  ['a band ends at a misspelt key', [['upTo: 5', 'upto: 5']], 'unknown-key at upto', 'did you mean `upTo`?'],
  ['a formula misspelt', [['percent: 15', 'percnt: 15']], 'unknown-key at percnt', 'did you mean `percent`?'],
  ['a rule without an effect', [['        reject: The last day for a return is over.\n', '']], 'effect-count at late'],
  ['a rule with two effects', [['        reject: The last', '        accept: Yes.\n        reject: The last']], 'effect-count at late'],
  ['terms as a list', [['  in-good-time: {', '  - in-good-time: {']], 'unexpected-value at - in-good-time: { application: [early, open] }'],
  ['a window without a length', [['    lasts: 14 days\n', '']], 'missing-key at application'],
  ['an enum without values', [['    values: [return, exchange]\n', '']], 'missing-key at action'],
  // Conditions
  ['an empty when', [['when: { application: closed }', 'when:']], 'empty-value at when'],
  ['a when without entries', [['when: { application: closed }', 'when: {}']], 'too-few at when'],
  ['a when as a list', [['when: { application: closed }', 'when: [{ application: closed }]']], 'unexpected-value at [{ application: closed }]'],
  ['a when as a word', [['when: { application: closed }', 'when: late']], 'unexpected-value at late'],
  ['a when on one line', [['when: { application: closed }', 'when: application: closed']], 'yaml-syntax at application: closed'],
  ['any given a map', [['{ application: closed }', '{ any: { application: closed } }']], 'unexpected-value at { application: closed }'],
  ['any of nothing', [['{ application: closed }', '{ any: [] }']], 'too-few at any'],
  ['a window as true', [['application: closed', 'application: true']], 'wrong-test at true'],
  ['a window as "true"', [['application: closed', 'application: "true"']], 'unknown-value at "true"'],
  ['a state misspelt', [['application: closed', 'application: close']], 'unknown-value at close', 'did you mean `closed`?'],
  ['a window compared', [['application: closed', 'application: { over: 3 }']], 'wrong-test at { over: 3 }'],
  ['a term as a word', [['in-good-time: true', 'in-good-time: open']], 'wrong-test at open'],
  ['a value misspelt', [['when: { action: return }', 'when: { action: retrun }']], 'unknown-value at retrun', 'did you mean `return`?'],
  [
    'two values in one text',
    [['when: { action: return }', 'when: { action: return or exchange }']],
    'unknown-value at return or exchange',
    'did you mean `[return, exchange]`?',
  ],
  ['a value twice', [['when: { action: return }', 'when: { action: [return, return] }']], 'repeated at return'],
  ['an enum as a number', [['when: { action: return }', 'when: { action: 3 }']], 'wrong-test at 3'],
  ['an enum compared', [['when: { action: return }', 'when: { action: { over: return } }']], 'wrong-test at over'],
  ['all of an enum', [['when: { action: return }', 'when: { action: { all: [return] } }']], 'wrong-test at all'],
  ['not of a comparison', [['when: { action: return }', 'when: { price: { not: { over: 3 } } }']], 'wrong-test at { over: 3 }'],
  ['an expression', [['when: { action: return }', 'when: { price: "> 3" }']], 'malformed-value at "> 3"'],
  ['an amount with currency', [['when: { action: return }', 'when: { price: { over: 5 CNY } }']], 'malformed-value at 5 CNY'],
  ['an amount with thousands', [['when: { action: return }', 'when: { price: { over: 1,000 } }']], 'odd-number at 1,000'],
  ['an amount with a decimal comma', [['when: { action: return }', 'when: { price: { over: "12,50" } }']], 'malformed-value at "12,50"'],
  [
    'an amount that is finer than its coin',
    [['when: { action: return }', 'when: { price: { over: 0.30000000000000004 } }']],
    'too-many-decimals at 0.30000000000000004',
  ],
  ['a moment without a time', [['when: { action: return }', 'when: { deliveredAt: { over: 2024-01-01 } }']], 'malformed-value at 2024-01-01'],
  ['a moment that is a number', [['when: { action: return }', 'when: { deliveredAt: { over: 5 } }']], 'malformed-value at 5'],
  ['null of a fact that has none', [['when: { action: return }', 'when: { deliveredAt: null }']], 'not-nullable at null'],
  ['bounds that nothing passes', [['when: { action: return }', 'when: { price: { over: 5, under: 2 } }']], 'empty-range at { over: 5, under: 2 }'],
  ['a tier in a condition', [['when: { action: return }', 'when: { handling: 5 }']], 'wrong-kind at handling'],
  ['a section in a condition', [['when: { action: return }', 'when: { returns: true }']], 'unknown-name at returns'],
  ['a reading as true', [['when: { action: return }', 'when: { action: return, first-day: true }']], 'wrong-test at true'],
  [
    'a fact that depends on a window',
    [['    ask: What did you pay?', '    when: { application: open }\n    ask: What did you pay?']],
    'wrong-kind at application',
  ],
  ['a fact that depends on itself', [['    ask: What did you pay?', '    when: { price: { over: 5 } }\n    ask: What did you pay?']], 'cycle at price'],
  // Facts
  ['a type of another language', [['type: money', 'type: string']], 'unknown-value at string'],
  ['a type cut short', [['type: integer', 'type: int']], 'unknown-value at int', 'did you mean `integer`?'],
  [
    'values as a word',
    [['values: [return, exchange]', 'values: return, exchange']],
    'unexpected-value at return, exchange',
    'did you mean `[return, exchange]`?',
  ],
  ['a value as a number', [['values: [return, exchange]', 'values: [return, exchange, 2]']], 'unexpected-value at 2', 'write it in quotes: "2"'],
  [
    'a value with a space',
    [['values: [return, exchange]', 'values: [return, exchange, my money]']],
    'unexpected-value at my money',
    'did you mean `my-money`?',
  ],
  ['a value that YAML reads otherwise', [['values: [return, exchange]', 'values: [return, exchange, no]']], 'odd-word at no'],
  [
    'a name with a space',
    [['  signs:\n', '  what is seen: { type: boolean }\n  signs:\n']],
    'unexpected-value at what is seen',
    'did you mean `what-is-seen`?',
  ],
  ['nullable as yes', [['    ask: What did you pay?', '    nullable: yes\n    ask: What did you pay?']], 'odd-word at yes'],
  [
    'nullable in quotes',
    [['    ask: What did you pay?', '    nullable: "true"\n    ask: What did you pay?']],
    'unexpected-value at "true"',
    'write it without quotes',
  ],
  ['a bound of an enum', [['    remedy: true\n', '    remedy: true\n    atLeast: 1\n']], 'key-not-for-type at atLeast'],
  ['a placeholder in a question', [['ask: What did you pay?', 'ask: What did you pay for {handling}?']], 'placeholder-place at {handling}'],
  // Windows
  ...['5 day s', 'two weeks', '0 days', '-1 days', '14 fortnights', '1.5 days', '9999999 days', 'forever more'].map(
    (lasts): readonly [string, readonly Change[], string] => [`lasting ${lasts}`, [['lasts: 14 days', `lasts: ${lasts}`]], `unexpected-value at ${lasts}`],
  ),
  ['lasting 14', [['lasts: 14 days', 'lasts: 14']], 'malformed-value at 14'],
  ['lasting longer than anything', [['lasts: 14 days', 'lasts: 1001 years']], 'malformed-value at 1001 years'],
  ['lasting business days without a calendar', [['lasts: 14 days', 'lasts: 14 business days']], 'missing-key at application'],
  ['lasting months without a month-end', [['lasts: 14 days', 'lasts: 2 months']], 'missing-key at application'],
  ['lasting without a space', [['lasts: 14 days', 'lasts: 14days']], 'unexpected-value at 14days', 'did you mean `14 days`?'],
  ['lasting with capitals', [['lasts: 14 days', 'lasts: 14 Days']], 'unexpected-value at 14 Days', 'did you mean `14 days`?'],
  [
    'hours that count days',
    [
      ['lasts: 14 days', 'lasts: 72 hours'],
      [', counted: same-day', ', counted: at-once'],
    ],
    'counting-from-unit at next-day',
  ],
  [
    'from a fact that is no moment',
    [
      ['from: deliveredAt', 'from: price'],
      ['when: { action: return }', 'when: { action: return, deliveredAt: { over: 2024-01-01T00:00:00Z } }'],
    ],
    'wrong-kind at price',
  ],
  ['from a fact with other capitals', [['from: deliveredAt', 'from: deliveredat']], 'unknown-name at deliveredat', 'did you mean `deliveredAt`?'],
  ['a duration as deadline', [['deadline: application', 'deadline: 14 days']], 'unexpected-value at 14 days'],
  // Head of the file
  [
    'a clause as a number',
    [['        clause: "2"\n      wear:', '        clause: 1.10\n      wear:']],
    'unexpected-value at 1.10',
    'write it in quotes: "1.10"',
  ],
  ['a clause that does not exist', [['        clause: "2"\n      wear:', '        clause: "3"\n      wear:']], 'unknown-name at "3"'],
  ['a clause as a bare key', [['    "1": A', '    1: A']], 'key-not-text at 1', 'write it in quotes: "1"'],
  ['the time zone misspelt', [['Asia/Shanghai', 'Asia/Shangai']], 'unknown-timezone at Asia/Shangai', 'did you mean `Asia/Shanghai`?'],
  ['the time zone in small letters', [['Asia/Shanghai', 'asia/shanghai']], 'unknown-timezone at asia/shanghai', 'did you mean `Asia/Shanghai`?'],
  ['an offset as time zone', [['Asia/Shanghai', '"+08:00"']], 'unknown-timezone at "+08:00"'],
  ['the currency in small letters', [['currency: CNY', 'currency: cny']], 'unexpected-value at cny', 'did you mean `CNY`?'],
  ['the currency by another code', [['currency: CNY', 'currency: RMB']], 'unknown-currency at RMB', 'did you mean `CNY`?'],
  ['a version in quotes', [['version: 1\n', 'version: "1"\n']], 'unexpected-value at "1"', 'write it without quotes'],
  ['half a version', [['version: 1\n', 'version: 1.5\n']], 'unexpected-value at 1.5'],
  ...[
    '2024-06-31T00:00:00+08:00',
    '2024-06-01',
    '2024-06-01T00:00:00',
    '2024-06-01T24:00:00Z',
    '2016-12-31T23:59:60Z',
    '0000-01-01T00:00:00Z',
    '275761-01-01T00:00:00Z',
    '2024-06-01T00:00:00.0001Z',
    '2023-02-29T00:00:00Z',
  ].map((from): readonly [string, readonly Change[], string] => [
    `from ${from}`,
    [['from: 2024-06-01T00:00:00+08:00', `from: ${from}`]],
    `malformed-value at ${from}`,
  ]),
  ['judged at a fact that does not exist', [['by: appliedAt }', 'by: applied }']], 'unknown-name at applied', 'did you mean `appliedAt`?'],
  ['judged at a fact that is no moment', [['by: appliedAt }', 'by: price }']], 'wrong-kind at price'],
  // Readings
  ['the choice misspelt', [['choose: not-counted', 'choose: not-count']], 'unknown-value at not-count', 'did you mean `not-counted`?'],
  ['the reading misspelt where it is used', [['by: first-day', 'by: firstday']], 'unknown-name at firstday', 'did you mean `first-day`?'],
  ['a branch misspelt', [[', counted: same-day', ', conted: same-day']], 'unknown-key at conted', 'did you mean `counted`?'],
  ['a branch that does not hold is wrong', [[', counted: same-day', ', counted: sameday']], 'unknown-value at sameday', 'did you mean `same-day`?'],
  ['a branch is missing', [[', counted: same-day', '']], 'choice-missing at first-day'],
  ['branches without a reading', [['{ by: first-day, not', '{ not']], 'unexpected-value at { not-counted: next-day, counted: same-day }'],
  [
    'one choice',
    [
      ['      counted: Yes, it is day one.\n', ''],
      [', counted: same-day', ''],
    ],
    'too-few at of',
  ],
  // Tiers
  ['a rate in words', [['return: 5,', 'return: five,']], 'not-an-amount at five'],
  ['the end of a band in quotes', [['upTo: 5', 'upTo: "5"']], 'unexpected-value at "5"', 'write it without quotes'],
  ['the start of a band', [['{ upTo: 5,', '{ from: 3, upTo: 5,']], 'unknown-key at from'],
  ['bands that end alike', [['upTo: 5', 'upTo: 2']], 'band-order at 2'],
  ['bands that go down', [['upTo: 5', 'upTo: 1']], 'band-order at 1'],
  ['the last band has an end', [['{ return: 10,', '{ upTo: 9, return: 10,']], 'band-end at upTo'],
  ['a band in the middle has none', [['{ upTo: 5, return', '{ return']], 'band-end at {'],
  ['a band without a column', [['return: 5, exchange: 10', 'return: 5']], 'band-columns at {'],
  ['a column that the fact does not have', [['return: 5, exchange: 10', 'return: 5, exchange: 10, repair: 3']], 'unknown-key at repair'],
  [
    'counting a moment',
    [
      ['counts: returnsThisMonth', 'counts: appliedAt'],
      ['when: { action: return }', 'when: { action: return, returnsThisMonth: { under: 9 } }'],
    ],
    'wrong-kind at appliedAt',
  ],
  // Amounts
  ['a percentage with its sign', [['percent: 15', 'percent: 15%']], 'malformed-value at 15%'],
  ['a percentage in quotes with its sign', [['percent: 15', 'percent: "15 %"']], 'malformed-value at "15 %"'],
  [
    'a sum with currency',
    [
      ['{ tier: handling }', '5 CNY'],
      ['when: { signs: scratched }', 'when: { returnsThisMonth: 3 }'],
    ],
    'not-an-amount at 5 CNY',
  ],
  ['the name of a tier', [['{ tier: handling }', 'handling']], 'not-an-amount at handling', 'did you mean `{ tier: handling }`?'],
  ['the name of a fact', [['of: { fact: price }', 'of: price']], 'not-an-amount at price', 'did you mean `{ fact: price }`?'],
  ['unspecified misspelt', [['exchange: unspecified', 'exchange: unspecifed']], 'not-an-amount at unspecifed', 'did you mean `unspecified`?'],
  ['a sum with a sign', [['exchange: 10', 'exchange: -10']], 'negative-amount at -10'],
  ['a sum as true', [['{ tier: handling }', 'true']], 'unexpected-value at true'],
  ['a list of sums', [['{ tier: handling }', '[5]']], 'unexpected-value at [5]'],
  ['a formula without its other half', [['percent: 15, of: { fact: price }', 'percent: 15']], 'formula-parts at { percent: 15 }'],
  ['a fact that is no amount', [['of: { fact: price }', 'of: { fact: action }']], 'wrong-kind at action'],
  ['bounds crossed', [['of: { fact: price }', 'of: { fact: price }, atLeast: 9, atMost: 3']], 'bounds-crossed at atMost'],
  ['no rounding', [['        round: half-up\n', '']], 'round-missing at wear'],
  ['a rounding that does not exist', [['round: half-up', 'round: nearest']], 'unknown-value at nearest'],
  ['choose without a list', [['{ tier: handling }', '{ choose: { otherwise: { tier: handling } } }']], 'unexpected-value at { otherwise: { tier: handling } }'],
  // Texts
  [
    'a placeholder with spaces',
    [['{application.closesAt}', '{ application.closesAt }']],
    'placeholder at { application.closesAt }',
    'did you mean `{application.closesAt}`?',
  ],
  ['a placeholder that does not exist', [['{application.closesAt}', '{deadline}']], 'placeholder at {deadline}'],
  ['a placeholder without an end', [['{application.closesAt}', '{application.closesAt']], 'brace-alone at {'],
  ['a text as true', [['reject: The last day for a return is over.', 'reject: true']], 'unexpected-value at true'],
  ['a text as a map', [['reject: The last day for a return is over.', 'reject: { message: Late }']], 'unexpected-value at { message: Late }'],
  ['no text', [['reject: The last day for a return is over.', 'reject: ""']], 'unexpected-value at ""'],
  ['what follows unavailable evidence, misspelt', [['unavailable: review', 'unavailable: revue']], 'unknown-value at revue', 'did you mean `review`?'],
  // YAML
  ['a text with a colon', [['title: Handling', 'title: Handling: the fee']], 'yaml-syntax at Handling: the fee'],
  ['a key without a colon', [['        reject: The', '        reject The']], 'yaml-syntax at reject The last day for a return is over.'],
  ['no space after the colon', [['lasts: 14', 'lasts:14']], 'yaml-syntax at lasts:14 days'],
  ['an open quote', [['reject: The', 'reject: "The']], 'yaml-syntax at "The last day for a return is over.'],
  ['an apostrophe in quotes', [['reject: The last day for a return is over.', "reject: 'It's late.'"]], "yaml-syntax at s late.'"],
  ['an open bracket', [['values: [return, exchange]', 'values: [return, exchange']], 'yaml-syntax at a'],
  ['no comma', [['upTo: 5, return', 'upTo: 5 return']], 'yaml-syntax at 5 return: 5'],
  ['a line that is indented too far', [['        reject: The', '          reject: The']], 'yaml-syntax at reject: The last day for a return is over.'],
  [
    'a comment for a value',
    [
      ['percent: 15,', 'percent: #15,'],
      ['amount: { percent', 'amount: # { percent'],
    ],
    'empty-value at amount',
  ],
];

test('the policy that is changed here has no mistake', () => {
  expect(build(shopPolicy).diagnostics).toEqual([]);
});

describe('one mistake gives one diagnostic, at its place, in words for people', () => {
  for (const [name, changes, expected, help] of mistakes)
    test(name, () => {
      const { diagnostics } = build(changed(shopPolicy, ...changes));
      expect(diagnostics.map(summary)).toEqual([expected]);
      const [first] = diagnostics;
      if (help !== undefined) expect(first?.help).toBe(help);
      expect(`${first?.message ?? ''} ${first?.help ?? ''}`).not.toMatch(/undefined|\[object|NaN|schema|\bstring\b(?!`)|\$ref/);
      expect(first?.message).toMatch(/^[^A-Z].*[^.]$/);
    });
});
