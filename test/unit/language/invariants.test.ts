import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { buildPolicy } from '../../../src/language/build-policy.ts';
import { toLibrary } from '../../../src/policy/to-library.ts';
import type { Invariant } from '../../../src/model/policy.ts';
import { loadPolicy } from '../../../src/policy/policy.ts';
import { build, changed, shopPolicy, summaries, summary, valid } from './shop-policy.ts';

/** The shop with a credit in another currency and a fact of it. */
const shop = changed(
  shopPolicy,
  ['  signs:\n', '  customs: { type: money, currency: JPY, ask: What did the customs take? }\n  signs:\n'],
  [
    '    evidence:\n',
    '    credits:\n      refund: { amount: { fact: price }, clause: "2" }\n      customs-back: { amount: { fact: customs }, clause: "2" }\n    evidence:\n',
  ],
);

const withInvariants = (...entries: readonly string[]): string => `${shop}invariants:\n${entries.map((entry) => `  ${entry}\n`).join('')}`;
const withAccepted = (...items: readonly string[]): string => `${shop}accepted:\n${items.map((item) => `  - ${item}\n`).join('')}`;

const claimOf = (claim: string, readings: Readonly<Record<string, string>> = {}): Invariant['claim'] | undefined =>
  valid(withInvariants(`one: { ${claim} }`), readings).invariants[0]?.claim;

describe('invariants in the core', () => {
  test('each has its id, clauses, reason, condition and claim; they are sorted by id', () => {
    const { invariants } = valid(
      withInvariants(
        'some-order: { never: { charge: wear, when: { in-good-time: true } } }',
        'no-late-return: { never: { outcome: accepted, when: { application: closed } }, because: Late is late., clause: ["2", "1"] }',
      ),
    );
    expect(invariants).toEqual([
      {
        id: 'no-late-return',
        clauses: ['1', '2'],
        because: 'Late is late.',
        when: { kind: 'window', window: 'application', states: ['closed'] },
        claim: { kind: 'never', outcomes: ['accepted'] },
      },
      {
        id: 'some-order',
        clauses: [],
        because: null,
        when: { kind: 'window', window: 'application', states: ['early', 'open'] },
        claim: { kind: 'never-counts', what: 'charge', id: 'wear' },
      },
    ]);
    expect(Object.isFrozen(invariants[0]?.claim)).toBe(true);
  });

  const sum = (n: bigint, d = 100n): object => ({ kind: 'sum', value: { n, d } });
  const claims: readonly (readonly [text: string, claim: object])[] = [
    ['always: { outcome: [review, accepted] }', { kind: 'always', outcomes: ['accepted', 'review'] }],
    ['never: { outcome: uncovered }', { kind: 'never', outcomes: ['uncovered'] }],
    ['never: { credit: refund }', { kind: 'never-counts', what: 'credit', id: 'refund' }],
    ['never: { evidence: photo }', { kind: 'never-counts', what: 'evidence', id: 'photo' }],
    ['never: { duty: send-back }', { kind: 'never-counts', what: 'duty', id: 'send-back' }],
    [
      'never-falls: { charge: handling, as: returnsThisMonth }',
      { kind: 'never-falls', of: { kind: 'line', side: 'charge', id: 'handling' }, as: 'returnsThisMonth' },
    ],
    ['never-rises: { total: net, as: price }', { kind: 'never-rises', of: { kind: 'total', of: 'net' }, as: 'price' }],
    ['never-better: { as: appliedAt }', { kind: 'never-better', as: 'appliedAt' }],
    ['never-worse: { as: deliveredAt }', { kind: 'never-worse', as: 'deliveredAt' }],
    [
      'bounds: { charge: handling, atLeast: 0, atMost: "20.5" }',
      { kind: 'bounds', of: { kind: 'line', side: 'charge', id: 'handling' }, atLeast: sum(0n), atMost: sum(2050n) },
    ],
    [
      'bounds: { credit: customs-back, atMost: 2000 }',
      { kind: 'bounds', of: { kind: 'line', side: 'credit', id: 'customs-back' }, atLeast: null, atMost: sum(2000n, 1n) },
    ],
    [
      'bounds: { credit: customs-back, atMost: { fact: customs } }',
      { kind: 'bounds', of: { kind: 'line', side: 'credit', id: 'customs-back' }, atLeast: null, atMost: { kind: 'fact', fact: 'customs' } },
    ],
    ['bounds: { total: net, atLeast: -5 }', { kind: 'bounds', of: { kind: 'total', of: 'net' }, atLeast: sum(-500n), atMost: null }],
  ];
  test.each(claims)('%s', (text, claim) => {
    expect(claimOf(text)).toEqual(claim);
  });

  test('a reading may choose a bound or a condition, and stand in one', () => {
    const bound = 'bounds: { charge: handling, atMost: { by: first-day, not-counted: 5, counted: { fact: price } } }';
    expect(claimOf(bound)).toMatchObject({ atMost: sum(500n) });
    expect(claimOf(bound, { 'first-day': 'counted' })).toMatchObject({ atMost: { kind: 'fact', fact: 'price' } });
    const when = withInvariants('one: { never: { outcome: review, when: { application: { by: first-day, not-counted: early, counted: closed } } } }');
    expect(valid(when).invariants[0]?.when).toMatchObject({ states: ['early'] });
    expect(valid(when, { 'first-day': 'counted' }).invariants[0]?.when).toMatchObject({ states: ['closed'] });
    const named = withInvariants('one: { never: { outcome: review, when: { first-day: counted } } }');
    expect(valid(named).invariants[0]?.when).toEqual({ kind: 'constant', value: false });
    expect(valid(named, { 'first-day': 'counted' }).invariants[0]?.when).toEqual({ kind: 'constant', value: true });
  });

  test('a mistake in the branch of another choice is found', () => {
    expect(summaries(withInvariants('one: { bounds: { charge: handling, atMost: { by: first-day, not-counted: 5, counted: 5.001 } } }'))).toEqual([
      'too-many-decimals at 5.001',
    ]);
  });

  test('an id may be that of a statement too; its place stands under a key of its own', () => {
    const text = withInvariants('late: { always: { outcome: rejected, when: { application: closed, action: return } } }');
    const loaded = loadPolicy({ path: 'policy.yaml', text });
    const positions = loaded.ok ? loaded.policy.positions : new Map<string, unknown>();
    const lineOf = (word: string): number => text.slice(0, text.indexOf(word)).split('\n').length;
    expect(positions.get('invariant late')).toEqual({ path: 'policy.yaml', line: lineOf('  late: { always'), column: 3 });
    expect(positions.get('late')).toMatchObject({ line: lineOf('      late:\n') });
  });
});

describe('mistakes in invariants', () => {
  const mistakes: readonly (readonly [text: string, expected: string, help?: string])[] = [
    ['{ because: Nothing is claimed. }', 'invariant-parts at one'],
    ['{ never: { outcome: review }, bounds: { total: net, atMost: 0 } }', 'invariant-parts at one'],
    ['{ nevr: { outcome: review } }', 'unknown-key at nevr', 'did you mean `never`?'],
    ['{ sometimes: { outcome: review } }', 'unknown-key at sometimes'],
    ['{ never: { when: { action: return } } }', 'invariant-parts at never'],
    ['{ never: { rule: late } }', 'unknown-key at rule'],
    ['{ never: { charge: wear, credit: refund } }', 'invariant-parts at never'],
    ['{ never: { outcome: acepted } }', 'unknown-value at acepted', 'did you mean `accepted`?'],
    ['{ never: { outcome: [accepted, accepted] } }', 'repeated at accepted'],
    ['{ never: { outcome: [] } }', 'too-few at outcome'],
    ['{ never: accepted }', 'unexpected-value at accepted'],
    ['{ never: { charge: wears } }', 'unknown-name at wears', 'did you mean `wear`?'],
    ['{ never: { charge: refund } }', 'wrong-kind at refund'],
    ['{ never: { charge: application } }', 'wrong-kind at application'],
    ['{ never: { outcome: review, when: { aplication: closed } } }', 'unknown-name at aplication', 'did you mean `application`?'],
    ['{ never: { outcome: review }, because: "Until {application.closesAt}." }', 'placeholder-place at {application.closesAt}'],
    ['{ never: { outcome: review }, clause: "3" }', 'unknown-name at "3"'],
    ['{ always: { when: { action: return } } }', 'missing-key at always'],
    ['{ never-falls: { charge: handling } }', 'missing-key at never-falls'],
    ['{ never-falls: { as: price } }', 'invariant-parts at never-falls'],
    ['{ never-falls: { charge: handling, as: signs } }', 'wrong-kind at signs'],
    ['{ never-falls: { charge: handling, as: prise } }', 'unknown-name at prise', 'did you mean `price`?'],
    ['{ never-better: { as: application } }', 'wrong-kind at application'],
    ['{ never-better: { charge: handling, as: appliedAt } }', 'unknown-key at charge'],
    ['{ bounds: { total: nett, atMost: 5 } }', 'unknown-value at nett', 'did you mean `net`?'],
    ['{ bounds: { charge: handling } }', 'invariant-parts at bounds'],
    ['{ bounds: { charge: handling, atMost: unspecified } }', 'unexpected-value at unspecified'],
    ['{ bounds: { charge: handling, atMost: 5 CNY } }', 'unexpected-value at 5 CNY'],
    ['{ bounds: { charge: handling, atMost: 5.001 } }', 'too-many-decimals at 5.001'],
    ['{ bounds: { credit: customs-back, atMost: 5.5 } }', 'too-many-decimals at 5.5'],
    ['{ bounds: { charge: handling, atLeast: -5 } }', 'malformed-value at -5'],
    ['{ bounds: { total: credits, atLeast: -5 } }', 'malformed-value at -5'],
    ['{ bounds: { charge: handling, atLeast: 6, atMost: 5 } }', 'bounds-crossed at atMost'],
    ['{ bounds: { charge: handling, atMost: { fact: customs } } }', 'bound-currency at customs'],
    ['{ bounds: { credit: customs-back, atMost: { fact: price } } }', 'bound-currency at price'],
    ['{ bounds: { total: charges, atMost: { fact: customs } } }', 'bound-currency at customs'],
    ['{ bounds: { charge: handling, atMost: { fact: returnsThisMonth } } }', 'wrong-kind at returnsThisMonth'],
    ['{ bounds: { charge: handling, atMost: { facts: price } } }', 'unknown-key at facts', 'did you mean `fact`?'],
    ['{ bounds: { charge: handling, atMost: { percent: 5, of: { fact: price } } } }', 'unknown-key at percent'],
  ];
  test.each(mistakes)('%s', (text, expected, help) => {
    const { policy, diagnostics } = build(withInvariants(`one: ${text}`));
    expect(new Set(diagnostics.map(summary))).toContain(expected);
    expect(new Set(diagnostics.map(({ code }) => code)).size).toBe(1);
    if (help !== undefined) expect(diagnostics[0]?.help).toBe(help);
    if (diagnostics.some(({ severity }) => severity === 'error')) expect(policy).toBeUndefined();
  });

  test('what is known only when all items are decided cannot be claimed of', () => {
    const derived = changed(
      shop,
      ['  signs:\n', '  paid: { type: money, ask: What was paid for all? }\n  kept: { type: money, derived: { from: paid, less: price } }\n  signs:\n'],
      ['    credits:\n', '    credits:\n      all: { per: request, amount: { difference: [{ fact: paid }, { fact: kept }], atLeast: 0 }, clause: "2" }\n'],
    );
    expect(summaries(derived)).toEqual([]);
    for (const claim of ['never: { outcome: review, when: { kept: 0 } }', 'never-better: { as: kept }', 'bounds: { credit: all, atMost: { fact: kept } }'])
      expect(summaries(`${derived}invariants: { one: { ${claim} } }\n`)).toEqual(['derived-place at kept']);
  });
});

describe('what only invariants use', () => {
  test('of a term, window or reading it is a use, and no warning', () => {
    const text = changed(
      withInvariants('one: { never: { outcome: rejected, when: { in-law: true, strict: "yes" } } }'),
      ['terms:\n', 'terms:\n  in-law: { law: open }\n'],
      ['windows:\n', 'windows:\n  law: { from: deliveredAt, counting-from: next-day, lasts: 14 days, clause: "1" }\n'],
      ['readings:\n', 'readings:\n  strict: { question: Strictly?, choose: "yes", of: ["yes", "no"], clause: "1" }\n'],
    );
    expect(summaries(text)).toEqual([]);
  });

  test.each([
    'invariants: { one: { bounds: { charge: handling, atMost: { by: strict, "yes": 5, "no": 6 } } } }\n',
    'accepted: [{ finding: uncovered, because: { by: strict, "yes": So., "no": Or so. } }]\n',
  ])('of a reading that chooses in it, too: %s', (text) => {
    const strict = 'readings:\n  strict: { question: Strictly?, choose: "yes", of: ["yes", "no"], clause: "1" }\n';
    expect(summaries(`${changed(shop, ['readings:\n', strict])}${text}`)).toEqual([]);
    expect(summaries(changed(shop, ['readings:\n', strict]))).toEqual(['never-used at strict']);
  });

  test('of a fact it is said: nobody is to be asked for what decides nothing', () => {
    const fact: readonly [string, string] = ['  signs:\n', '  gift: { type: money, ask: How much was it? }\n  signs:\n'];
    const term: readonly [string, string] = ['terms:\n', 'terms:\n  dear: { gift: { over: 5 } }\n  very-dear: { dear: true }\n'];
    const claimed = (claim: string): string => withInvariants(`one: { ${claim} }`);
    expect(summaries(changed(claimed('never: { outcome: review, when: { gift: 5 } }'), fact))).toEqual(['only-claimed at gift']);
    expect(summaries(changed(claimed('never-better: { as: gift }'), fact))).toEqual(['only-claimed at gift']);
    expect(summaries(changed(claimed('bounds: { total: net, atMost: { fact: gift } }'), fact))).toEqual(['only-claimed at gift']);
    expect(summaries(changed(claimed('never: { outcome: review, when: { very-dear: true } }'), fact, term))).toEqual(['only-claimed at gift']);
    const decides: readonly [string, string] = ['when: { signs: scratched }', 'when: { signs: scratched, very-dear: true }'];
    expect(summaries(changed(claimed('never: { outcome: review, when: { very-dear: true } }'), fact, term, decides))).toEqual([]);
  });

  test('an invariant hides no warning: the id of a statement is no use of what has the same name', () => {
    const idle: readonly [string, string] = ['terms:\n', 'terms:\n  wear: { signs: dirty }\n'];
    expect(summaries(changed(withInvariants('one: { never: { charge: wear } }'), idle))).toEqual(['never-used at wear']);
  });

  test('naming a clause is no citation', () => {
    const clause: readonly [string, string] = ['    "2": A return', '    "3": We never take more than that.\n    "2": A return'];
    const text = withInvariants('one: { bounds: { charge: handling, atMost: { fact: price } }, clause: "3" }');
    expect(summaries(changed(text, clause))).toEqual(['clause-not-cited at "3"']);
    const idle: readonly [string, string] = ['    "2": A return', '    "3": { says: We never take more., no-effect: It is a promise. }\n    "2": A return'];
    expect(summaries(changed(text, idle))).toEqual([]);
  });
});

describe('accepted findings', () => {
  test('stand in the core in the order of the text, each with its place', () => {
    const text = `${withAccepted('{ finding: uncovered, because: Exchanges go by phone. }', '{ finding: never-decides, of: late, because: To be sure. }')}invariants: { cheap: { bounds: { charge: handling, atMost: 5 } } }\n`;
    expect(valid(text).accepted).toEqual([
      { finding: 'uncovered', of: null, because: 'Exchanges go by phone.' },
      { finding: 'never-decides', of: 'late', because: 'To be sure.' },
    ]);
    const { positions } = build(text);
    const line = text.split('\n').findIndex((words) => words.startsWith('accepted:')) + 1;
    expect([0, 1].map((index) => positions.get(`accepted ${index}`))).toEqual([
      { path: 'policy.yaml', line: line + 1, column: 5 },
      { path: 'policy.yaml', line: line + 2, column: 5 },
    ]);
  });

  test.each([
    '{ finding: cliff, of: handling, because: So. }',
    '{ finding: never-holds, of: application, because: So. }',
    '{ finding: evidence-impossible, of: photo, because: So. }',
    '{ finding: inversion, because: So. }',
    '{ finding: reading-without-effect, of: first-day, because: So. }',
  ])('%s', (item) => {
    expect(summaries(withAccepted(item))).toEqual([]);
  });

  test('a finding about an invariant names one', () => {
    const invariants = 'invariants: { cheap: { bounds: { charge: handling, atMost: 5 } } }\n';
    const item = (of: string): string => `${withAccepted(`{ finding: invariant-refuted, of: ${of}, because: So. }`)}${invariants}`;
    expect(valid(item('cheap')).accepted).toEqual([{ finding: 'invariant-refuted', of: 'cheap', because: 'So.' }]);
    expect(summaries(item('handling'))).toEqual(['unknown-name at handling']);
    expect(build(item('chaep')).diagnostics.map(({ help }) => help)).toEqual(['did you mean `cheap`?']);
  });

  test.each([
    ['{ finding: uncoverd, because: So. }', 'unknown-value at uncoverd'],
    ['{ finding: uncovered }', 'missing-key at {'],
    ['{ because: So. }', 'missing-key at {'],
    ['{ finding: never-decides, of: latte, because: So. }', 'unknown-name at latte'],
    ['{ finding: never-decides, of: price, because: So. }', 'unknown-name at price'],
    ['{ finding: reading-without-effect, of: application, because: So. }', 'wrong-kind at application'],
    ['{ finding: uncovered, because: So., until: 2026-01-01 }', 'unknown-key at until'],
    ['uncovered', 'unexpected-value at uncovered'],
    ['{ finding: uncovered, because: "See {handling}." }', 'placeholder-place at {handling}'],
  ])('%s', (item, expected) => {
    expect(summaries(withAccepted(item))).toEqual([expected]);
  });

  test('the same one twice was meant to be another', () => {
    const item = '{ finding: never-decides, of: late, because: So. }';
    expect(summaries(withAccepted(item, item))).toEqual(['repeated at late']);
    expect(summaries(withAccepted(item, '{ finding: never-holds, of: late, because: So. }', '{ finding: never-decides, because: So. }'))).toEqual([]);
  });
});

test('the digest stays the same under invariants and accepted findings', () => {
  const { digest } = valid(shop);
  expect(valid(withInvariants('one: { never: { outcome: review }, because: So., clause: "1" }', 'two: { bounds: { total: net, atLeast: -5 } }')).digest).toBe(
    digest,
  );
  expect(valid(withAccepted('{ finding: uncovered, because: So. }')).digest).toBe(digest);
});

describe('extending a policy', () => {
  const base = `${withInvariants('cheap: { bounds: { charge: handling, atMost: 5 } }', 'no-late-return: { never: { outcome: accepted, when: { application: closed } } }')}accepted:\n  - { finding: uncovered, because: Exchanges go by phone. }\n`;
  const head = `language: 1
policy: shop-austria
version: 1
title: Returns at the shop in Austria
effective: { from: 2025-01-01T00:00:00+01:00, by: appliedAt }
extends: shop@1
`;
  const extended = (text: string): ReturnType<typeof build> =>
    buildPolicy({ path: 'austria.yaml', text: `${head}${text}` }, new Map(), toLibrary({ policies: { 'shop@1': { path: 'base.yaml', text: base } } }));
  const say = (diagnostic: Diagnostic): string => `${diagnostic.path}: ${summary(diagnostic)}`;

  test('what is claimed of the base holds here too, and more can be claimed', () => {
    const { policy, positions, diagnostics } = extended('invariants: { sure: { never: { outcome: uncovered, when: { action: return } } } }\n');
    expect(diagnostics).toEqual([]);
    expect(policy?.invariants.map(({ id }) => id)).toEqual(['cheap', 'no-late-return', 'sure']);
    expect([positions.get('invariant cheap')?.path, positions.get('invariant sure')?.path]).toEqual(['base.yaml', 'austria.yaml']);
  });

  test('a claim is replaced as a whole, or taken away', () => {
    const { policy } = extended('overrides: { invariants: { cheap: { bounds: { total: charges, atMost: 9 } }, no-late-return: remove } }\n');
    expect(policy?.invariants).toMatchObject([{ id: 'cheap', claim: { of: { kind: 'total', of: 'charges' }, atMost: { value: { n: 900n } } } }]);
  });

  test.each([
    ['invariants: { cheap: { bounds: { charge: handling, atMost: 9 } } }\n', ['austria.yaml: in-base at cheap']],
    ['overrides: { invariants: { chaep: remove } }\n', ['austria.yaml: not-in-base at chaep']],
    ['overrides: { invariants: { cheap: { bounds: { charge: handling } } } }\n', ['austria.yaml: invariant-parts at bounds']],
    ['overrides: { sections: { returns: { charges: { handling: remove } } } }\n', ['austria.yaml: base-unfit at shop@1', 'base.yaml: wrong-kind at handling']],
  ])('%s', (text, expected) => {
    expect(
      extended(text)
        .diagnostics.map(say)
        .filter((found) => !found.includes('never-used')),
    ).toEqual(expected);
  });

  test('what the base accepts is accepted here, unless the file has a list of its own', () => {
    expect(extended('').policy?.accepted).toEqual([{ finding: 'uncovered', of: null, because: 'Exchanges go by phone.' }]);
    expect(extended('').positions.get('accepted 0')?.path).toBe('base.yaml');
    const own = extended('accepted: [{ finding: cliff, of: handling, because: So. }]\n');
    expect(own.policy?.accepted).toEqual([{ finding: 'cliff', of: 'handling', because: 'So.' }]);
    expect(own.positions.get('accepted 0')?.path).toBe('austria.yaml');
    expect(extended('accepted: []\n').policy?.accepted).toEqual([]);
  });
});
