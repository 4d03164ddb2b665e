import { describe, expect, test } from 'vitest';
import { proven, section } from './proven.ts';

const facts = `
  stage: { type: enum, values: [here, there], ask: Where? }
  pieces: { type: integer, atLeast: 1, ask: How many? }
  price: { type: money, ask: How much? }
  boughtAt: { type: instant, ask: When bought? }
`;
const windows = 'windows:\n  time: { title: Time, from: boughtAt, lasts: 48 hours, counting-from: at-once, clause: "1" }\n';
const all = `${windows}${section(`
  rules:
    in-time: { when: { time: [early, open] }, accept: Yes., clause: "1" }
    late-here: { when: { time: closed, stage: here }, review: Hm., clause: "1" }
    late-there: { when: { time: closed, stage: there }, reject: No., clause: "1" }
  charges:
    fee: { title: Fee, when: { stage: here }, amount: { each: 2, per: pieces, atMost: 20 }, clause: "1" }
    share: { title: Share, when: { time: closed }, amount: { percent: 10, of: { fact: price } }, round: half-up, clause: "1" }
  credits:
    refund: { title: Refund, amount: { difference: [{ fact: price }, 5], atLeast: 0 }, clause: "1" }
  evidence:
    photo: { what: A photo, when: { stage: there }, unavailable: { reject: No., }, clause: "1" }
  duties:
    send: { who: customer, what: Send it., when: { stage: there }, clause: "1" }`)}`;

/** What becomes of one claim. */
function verdictOf(claim: string, rest = all): string {
  const { findings, proven: held } = proven(facts, `${rest}invariants:\n  it: { ${claim} }\n`);
  if (held.includes('it')) return 'proven';
  const own = findings.filter(({ about }) => about.kind === 'invariant');
  return own.map(({ code, examples }) => `${code} ${examples.length}`).join();
}

describe('claims that hold for all requests', () => {
  test.each([
    'never: { outcome: uncovered }',
    'never: { outcome: [accepted, review], when: { stage: there, time: closed } }',
    'always: { outcome: [review, incomplete], when: { stage: here, time: closed } }',
    'never: { charge: fee, when: { stage: there } }',
    'never: { credit: refund, when: { stage: there, time: closed } }',
    'never: { evidence: photo, when: { stage: here } }',
    'never: { duty: send, when: { stage: here } }',
    'never-falls: { charge: fee, as: pieces }',
    'never-falls: { credit: refund, as: price }',
    'never-rises: { charge: fee, as: price }',
    'never-falls: { total: charges, as: price }',
    'never-better: { as: appliedAt }',
    'never-worse: { as: boughtAt }',
    'never-better: { as: price }',
    'bounds: { charge: fee, atLeast: 2, atMost: 20 }',
    'bounds: { credit: refund, atMost: { fact: price } }',
    'bounds: { charge: share, atMost: { fact: price } }',
    'bounds: { total: charges, atMost: 20, when: { time: open } }',
    'bounds: { total: charges, atMost: 0, when: { stage: there, time: open } }',
    'bounds: { total: net, atLeast: -20, when: { time: open } }',
  ])('%s', (claim) => {
    expect(verdictOf(claim)).toBe('proven');
  });
});

describe('claims that do not hold', () => {
  test.each([
    ['never: { outcome: review }', 1],
    ['always: { outcome: accepted, when: { time: open } }', 1],
    ['never: { charge: fee }', 1],
    ['never: { evidence: photo }', 1],
    ['never: { duty: send, when: { price: { over: 1000 } } }', 1],
    ['never-rises: { charge: fee, as: pieces }', 2],
    ['never-falls: { total: net, as: pieces }', 2],
    ['never-worse: { as: appliedAt }', 2],
    ['never-better: { as: boughtAt }', 2],
    ['bounds: { charge: fee, atMost: "19.99" }', 1],
    ['bounds: { charge: fee, atLeast: 3 }', 1],
    ['bounds: { total: charges, atMost: 20 }', 1],
    ['bounds: { credit: refund, atLeast: { fact: price } }', 1],
    ['bounds: { charge: share, atMost: 100 }', 1],
  ])('%s', (claim, examples) => {
    expect(verdictOf(claim)).toBe(`invariant-refuted ${examples}`);
  });
});

test('a refuted claim shows a request that is really decided so', () => {
  const { findings } = proven(facts, `${all}invariants:\n  it: { never: { outcome: rejected, when: { stage: there } } }\n`);
  expect(findings).toMatchObject([
    {
      code: 'invariant-refuted',
      severity: 'error',
      about: { kind: 'invariant', id: 'it' },
      message: 'the invariant `it` does not hold: the outcome is rejected',
    },
  ]);
  expect(findings[0]?.examples[0]).toMatchObject({ request: { stage: 'there' }, decision: { outcome: 'rejected' } });
});

test('a refuted claim about growth shows the two requests next to each other', () => {
  const { findings } = proven(facts, `${all}invariants:\n  it: { never-worse: { as: appliedAt, when: { stage: there } } }\n`);
  const [one, two] = findings[0]?.examples ?? [];
  const [before, after] = [one, two].map((example) => Date.parse(String(example?.request['appliedAt'])));
  expect((after ?? 0) - (before ?? 0)).toBe(1);
  expect([one?.decision.outcome, two?.decision.outcome]).toEqual(['accepted', 'rejected']);
});

test('what neither follows nor was refuted is said to be open', () => {
  const shares = section(`
  rules:
    yes-always: { accept: Yes., clause: "1" }
  charges:
    fee: { title: Fee, amount: { difference: [{ fact: price }, { percent: 50, of: { fact: price } }], atLeast: 0 }, round: half-up, clause: "1" }`);
  expect(verdictOf('never-falls: { charge: fee, as: price }', shares)).toBe('invariant-not-proven 0');
});

test('an accepted finding about an invariant has its reason', () => {
  const rest = `${all}invariants:\n  it: { never: { outcome: review } }\naccepted: [{ finding: invariant-refuted, of: it, because: Until May. }]\n`;
  expect(proven(facts, rest)).toMatchObject({ findings: [{ code: 'invariant-refuted', because: 'Until May.' }], idle: [] });
});
