import { describe, expect, test } from 'vitest';
import { keyOfGoal } from '../../../src/analysis/goal.ts';
import { readCases } from '../../../src/language/read-cases.ts';
import { casesToWrite, writeCasesFile } from '../../../src/policy/cases-to-write.ts';
import { cover } from '../../../src/policy/coverage.ts';
import { runCases } from '../../../src/policy/run-cases.ts';
import { load } from '../../support/load.ts';

const policy = load(`language: 1
policy: shop
version: 1
title: A shop
effective: { from: 2024-01-01T00:00:00+01:00, by: appliedAt }
source: { title: Terms, clauses: { "1": All of it. } }
timezone: Europe/Berlin
currency: EUR
facts:
  appliedAt: { type: instant }
  bought: { type: date }
  price: { type: money, atLeast: 0 }
  count: { type: integer, atLeast: 0 }
  pieces: { type: integer, atLeast: 1 }
  kind: { type: enum, values: [book, film, other] }
  seal: { type: enum, values: [whole, broken], nullable: true }
impossible:
  - { when: { fortnight: early }, because: It was bought later. }
readings:
  books: { question: Are films books?, choose: no-films, of: { no-films: No., films: Yes. }, clause: "1" }
windows:
  fortnight: { title: Two weeks, from: bought, counting-from: next-day, lasts: 14 days, clause: "1" }
tiers:
  fee: { counts: count, units: pieces, mode: graduated, bands: [{ upTo: 3, rate: 0 }, { rate: 2 }], clause: "1" }
sections:
  all:
    rules:
      in-time: { when: { fortnight: open, kind: [book, film] }, accept: Yes., clause: "1" }
      films: { when: { fortnight: open, kind: film, books: films }, accept: A film is a book., clause: "1" }
      late: { when: { fortnight: closed }, reject: Too late., clause: "1" }
      other: { when: { fortnight: open, kind: other }, review: Which kind?, clause: "1" }
      never: { when: { fortnight: open, kind: book, all: [{ price: { over: 100 } }, { price: { under: 50 } }] }, reject: Never., clause: "1" }
    charges:
      fee: { title: Fee, amount: { tier: fee }, waived: { when: { seal: null }, because: No seal. }, clause: "1" }
      freight:
        title: Freight
        amount: { choose: [{ when: { price: { over: 100 } }, amount: 0 }, { otherwise: 5 }] }
        clause: "1"
    evidence:
      photo: { what: A photo, when: { seal: broken }, unavailable: { review: No photo. }, clause: "1" }
`);

const request = { appliedAt: '2024-05-10T10:00:00+02:00', bought: '2024-05-02', price: '100.00', count: 1, pieces: 2, kind: 'book', seal: 'whole' };

function casesOf(...requests: readonly object[]): Parameters<typeof cover>[1] {
  const cases = requests.map((one, index) => {
    const { readings, ...given } = one as { readonly readings?: object };
    return `  case${index}: ${JSON.stringify({ given: { ...request, ...given }, ...(readings === undefined ? {} : { readings }), expect: { outcome: 'accepted' } })}`;
  });
  const { cases: read, diagnostics } = readCases({ path: 'v1.cases.yaml', text: `policy: v1.policy.yaml\ncases:\n${cases.join('\n')}\n` });
  if (read === undefined) throw new Error(JSON.stringify(diagnostics));
  return [read];
}

function exercised(...requests: readonly object[]): readonly string[] {
  return [...cover(policy, casesOf(...requests)).exercised].sort();
}

describe('what cases exercise', () => {
  test('the goals are the rules, bounds, edges, states and choices of the policy', () => {
    const { reachable, unreachable } = cover(policy, []).goals;
    expect(reachable.map(keyOfGoal).sort()).toEqual([
      'band fee 3',
      'band fee 4',
      'band fee band-1',
      'band fee band-2',
      'branch freight 1',
      'branch freight otherwise',
      'evidence photo missing',
      'evidence photo provided',
      'evidence photo unavailable',
      'impossible 1',
      'line fee',
      'line fee waived',
      'line freight',
      'number price 100.00-EUR',
      'number price 100.01-EUR',
      'other-reading books films',
      'rule in-time',
      'rule in-time not',
      'rule late',
      'rule late not',
      'rule other',
      'rule other not',
      'window fortnight before-1ms',
      'window fortnight closed-1ms',
      'window fortnight last',
      'window fortnight opens',
    ]);
    expect(unreachable.map(keyOfGoal)).toEqual(expect.arrayContaining(['rule never', 'rule films', 'reading books']));
  });

  test('one request exercises what it shows, and no more', () => {
    expect(exercised({})).toEqual([
      'band fee 3',
      'band fee band-1',
      'branch freight otherwise',
      'line fee',
      'line freight',
      'number price 100.00-EUR',
      'rule in-time',
      'rule late not',
      'rule other not',
    ]);
  });

  test.each([
    ['window fortnight last', { appliedAt: '2024-05-16T23:59:59.999+02:00' }],
    ['window fortnight closed-1ms', { appliedAt: '2024-05-17T00:00:00.000+02:00' }],
    ['window fortnight opens', { appliedAt: '2024-05-02T00:00:00.000+02:00' }],
    ['window fortnight before-1ms', { appliedAt: '2024-05-01T23:59:59.999+02:00' }],
    ['impossible 1', { appliedAt: '2024-04-01T00:00:00.000+02:00' }],
    ['band fee 4', { count: 2 }],
    ['number price 100.01-EUR', { price: '100.01' }],
    ['line fee waived', { seal: null }],
    ['evidence photo missing', { seal: 'broken' }],
    ['evidence photo unavailable', { seal: 'broken', evidence: { photo: 'unavailable' } }],
    ['other-reading books films', { kind: 'film', readings: { books: 'films' } }],
  ])('%s', (key, told) => {
    expect(exercised(told)).toContain(key);
    expect(exercised({})).not.toContain(key);
  });

  test.each([
    ['window fortnight last', { appliedAt: '2024-05-16T23:59:59.998+02:00' }],
    ['window fortnight closed-1ms', { appliedAt: '2024-05-17T00:00:00.001+02:00' }],
    ['window fortnight last', { appliedAt: '2024-05-16T23:59:59.999+02:00', readings: { books: 'films' } }],
    // The amount of a line that is not charged does not hang on the price.
    ['number price 100.01-EUR', { price: '100.01', appliedAt: '2024-05-17T00:00:00.000+02:00' }],
  ])('not quite: %s', (key, told) => {
    expect(exercised(told)).not.toContain(key);
  });

  test('each item of a request is a request of its own', () => {
    const items = [
      { kind: 'film', price: '100.01' },
      { kind: 'other', price: '1.00' },
    ];
    expect(exercised({ items, kind: undefined, price: undefined })).toEqual(expect.arrayContaining(['rule in-time', 'rule other', 'number price 100.01-EUR']));
  });

  test('an incomplete request does not exercise what it leaves open', () => {
    expect(exercised({ kind: undefined })).not.toContain('rule other not');
  });
});

describe('the cases that are missing', () => {
  const found = casesToWrite(policy, cover(policy, []), ['rule-other']);
  const text = writeCasesFile('v1.policy.yaml', found.cases);

  test('they reach everything, and pass', async () => {
    expect(found.notFound).toEqual([]);
    const { cases } = readCases({ path: 'v1.cases.yaml', text });
    if (cases === undefined) throw new Error(text);
    const { goals, exercised: reached } = cover(policy, [cases]);
    expect(goals.reachable.map(keyOfGoal).filter((key) => !reached.has(key))).toEqual(['other-reading books films']);
    expect((await runCases(cases, policy)).filter(({ passed }) => !passed)).toEqual([]);
  });

  test('they are few, named by what they show, and the same every time', () => {
    expect(found.cases.length).toBeLessThan(16);
    expect(found.cases.map(({ id }) => id)).toEqual(expect.arrayContaining(['edge-fortnight-last', 'edge-fortnight-closed-1ms']));
    expect(writeCasesFile('v1.policy.yaml', casesToWrite(policy, cover(policy, []), ['rule-other']).cases)).toBe(text);
  });

  test('a name that is taken gets a number', () => {
    const taken = found.cases.map(({ id }) => id);
    const again = casesToWrite(policy, cover(policy, []), taken).cases.map(({ id }) => id);
    expect(again).toEqual(taken.map((id) => (id === 'rule-other-2' ? 'rule-other' : `${id}-2`)));
  });
});
