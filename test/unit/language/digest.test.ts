import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { propertyRuns } from '../../support/property-runs.ts';
import { changed, shopPolicy, valid } from './shop-policy.ts';

const digest = valid(shopPolicy).digest;

type Change = readonly (readonly [string, string])[];

describe('the digest stays the same', () => {
  const harmless: readonly (readonly [string, Change])[] = [
    ['a comment', [['facts:\n', '# what is asked\nfacts:\n']]],
    ['blank lines', [['facts:\n', '\n\nfacts:\n']]],
    ['the title', [['title: Returns at the shop', 'title: Returning things']]],
    ['a description', [['title: Returns at the shop', 'title: Returns at the shop\ndescription: Notes.']]],
    ['a question', [['ask: What did you pay?', 'ask: And the price?']]],
    ['what a clause says', [['A return costs a fee.', 'Returning is not free.']]],
    ['where the source is', [['source:\n', 'source:\n  url: https://example.com\n']]],
    ['what a reading asks', [['question: Does the day of the delivery count?', 'question: Which day is the first?']]],
    ['what a choice means', [['counted: Yes, it is day one.', 'counted: It is.']]],
    ['the order of values', [['values: [scratched, dirty]', 'values: [dirty, scratched]']]],
    ['the order of tested values', [['[early, open]', '[open, early]']]],
    [
      'the order of rows',
      [
        [
          '        when: { application: closed }\n        reject: The last day for a return is over.\n',
          '        reject: The last day for a return is over.\n        when: { application: closed }\n',
        ],
      ],
    ],
    ['the title of a window', [['    from: deliveredAt\n', '    title: The two weeks\n    from: deliveredAt\n']]],
    ['the name and title of a section', [['  returns:\n    title: Returns\n', '  other:\n    title: All others\n']]],
    ['what an alternative says', [['front: The front', 'front: From before']]],
    ['quotes', [['title: Handling', 'title: "Handling"']]],
    ['zeros at the end', [['percent: 15', 'percent: 15.00']]],
    [
      'a term that is written out',
      [
        ['when: { in-good-time: true }', 'when: { application: [early, open] }'],
        ['  in-good-time: { application: [early, open] }\n', '  in-good-time: { application: [early, open] }\n'],
        ['when: { signs: scratched }', 'when: { signs: scratched }'],
      ],
    ],
  ];
  test.each(harmless)('under %s', (_name, changes) => {
    expect(valid(changed(shopPolicy, ...changes)).digest).toBe(digest);
  });

  test('under the order of what cannot be for the same reason', () => {
    const impossible = (...whens: readonly string[]): string =>
      valid(changed(shopPolicy, ['windows:\n', `impossible:\n${whens.map((when) => `  - { when: ${when}, because: It cannot. }\n`).join('')}windows:\n`]))
        .digest;
    const [one, other] = ['{ price: 0, signs: scratched }', '{ price: 0, signs: dirty }'];
    expect(impossible(one, other)).toBe(impossible(other, one));
    expect(impossible(one, other)).not.toBe(impossible(one));
  });

  test('but not under the order of remedies, in which alternatives are shown', () => {
    expect(valid(changed(shopPolicy, ['values: [return, exchange]', 'values: [exchange, return]'])).digest).not.toBe(digest);
  });

  test('under any order of the entries of maps', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(valid(shuffledMaps(seed)).digest).toBe(digest);
      }),
      propertyRuns(30),
    );
  });
});

/** The policy with the entries of all of its maps in another order. */
function shuffledMaps(seed: number): string {
  let state = seed | 1;
  const next = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff);
  const shuffle = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffle);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, inner]) => ({ key, inner: shuffle(inner), at: next() }));
    // Clauses have keys like numbers, which JavaScript would put first.
    return new Map(entries.sort((a, b) => a.at - b.at).map(({ key, inner }) => [key, inner]));
  };
  const toJson = (value: unknown): string => {
    if (value instanceof Map) return `{${[...value].map(([key, inner]) => `${JSON.stringify(key)}: ${toJson(inner)}`).join(', ')}}`;
    return Array.isArray(value) ? `[${value.map(toJson).join(', ')}]` : JSON.stringify(value);
  };
  return toJson(shuffle(parseDocument(shopPolicy).toJS()));
}

describe('the digest changes with', () => {
  const meaningful: readonly (readonly [string, Change])[] = [
    ['the id', [['policy: shop', 'policy: store']]],
    ['the version', [['version: 1', 'version: 2']]],
    ['the start', [['2024-06-01', '2024-06-02']]],
    [
      'the fact that picks the version',
      [
        ['by: appliedAt', 'by: deliveredAt'],
        ['from: deliveredAt', 'from: appliedAt'],
      ],
    ],
    ['the time zone', [['Asia/Shanghai', 'Asia/Tokyo']]],
    ['the currency', [['currency: CNY', 'currency: EUR']]],
    ['a fact', [['facts:\n', 'facts:\n  colour: { type: boolean }\n']]],
    ['a value', [['values: [return, exchange]', 'values: [return, exchange, repair]']]],
    ['a bound of a fact', [['    ask: What did you pay?', '    atMost: 100\n    ask: What did you pay?']]],
    ['whether a fact can be null', [['    ask: What did you pay?', '    nullable: true\n    ask: What did you pay?']]],
    ['when a fact exists', [['    ask: What did you pay?', '    when: { action: return }\n    ask: What did you pay?']]],
    ['the remedy', [['    remedy: true\n', '']]],
    ['a choice', [['choose: not-counted', 'choose: counted']]],
    ['a length', [['lasts: 14 days', 'lasts: 15 days']]],
    ['a rate', [['return: 5,', 'return: 6,']]],
    ['the end of a band', [['upTo: 5', 'upTo: 6']]],
    ['how a tier counts', [['mode: graduated', 'mode: volume']]],
    ['a percentage', [['percent: 15', 'percent: 15.5']]],
    ['a rounding', [['round: half-up', 'round: half-even']]],
    ['a condition', [['when: { application: closed }', 'when: { application: [closed, early] }']]],
    ['the condition of a section', [['when: { action: return }', 'when: { action: [return, exchange] }']]],
    ['an effect', [['reject: The', 'review: The']]],
    ['a reason', [['The last day for a return is over.', 'Too late.']]],
    ['a cited clause', [['        clause: "2"\n      wear', '        clause: ["1", "2"]\n      wear']]],
    ['a rule', [['      late:\n', '      later:\n']]],
    ['a title of a charge', [['title: Handling', 'title: Work']]],
    ['what evidence is for', [['what: A photo of the goods', 'what: A photo']]],
    ['an alternative', [['{ front: The front,', '{ top: The top, front: The front,']]],
    ['what follows without evidence', [['unavailable: review', 'unavailable: nothing']]],
    ['a duty', [['who: customer', 'who: shop']]],
    ['a deadline', [['        deadline: application\n', '']]],
    ['what cannot be', [['windows:\n', 'impossible:\n  - { when: { price: 0, signs: scratched }, because: A gift cannot be scratched. }\nwindows:\n']]],
  ];
  test.each(meaningful)('%s', (_name, changes) => {
    expect(valid(changed(shopPolicy, ...changes)).digest).not.toBe(digest);
  });

  test('nothing twice: all of these are different', () => {
    const digests = meaningful.map(([, changes]) => valid(changed(shopPolicy, ...changes)).digest);
    expect(new Set(digests).size).toBe(digests.length);
  });
});
