import { describe, expect, test } from 'vitest';
import type { Policy, Request } from '../../../src/policy/policy.ts';
import { decide, smallPolicy } from './small-policy.ts';

/** What a floor grants, and what the rules beside it do. */
function floorPolicy(floor: string, more = ''): Policy {
  return smallPolicy(
    `lawful: { type: boolean, ask: Is it? }
     wanted: { type: enum, values: [accept, review, reject, none], ask: What? }
     second: { type: boolean, ask: Is it? }`,
    `
sections:
  law:
    title: What the law grants
    floor: ${floor}
    rules:
      granted: { when: { lawful: true }, accept: The law says so., clause: "1" }
    charges:
      own: { title: Own, amount: 1, clause: "1" }
    evidence:
      receipt: { what: A receipt, unavailable: nothing, clause: "1" }
  law-too:
    title: What another law grants
    floor: true
    rules:
      granted-too: { when: { second: true }, accept: The other law says so., clause: "1" }
    charges:
      other-own: { title: Own, amount: 16, clause: "1" }
  shop:
    title: What the shop says
    rules:
      shop-accepts: { when: { wanted: accept }, accept: Yes., clause: "1" }
      shop-reviews: { when: { wanted: review }, review: We look., clause: "1" }
      shop-rejects: { when: { wanted: reject }, reject: No., clause: "1" }
    charges:
      handling: { title: Handling, amount: 2, clause: "1" }
      postage: { title: Postage, amount: 4, clause: "1" }
    credits:
      refund: { title: Refund, amount: 8, clause: "1" }
    evidence:
      photo: { what: A photo, unavailable: { reject: No photo. }, clause: "1" }
${more}`,
  );
}

describe('a floor', () => {
  const policy = floorPolicy('true');
  const provided = { evidence: { receipt: 'provided', photo: 'provided' } };
  const seen = async (request: Request, from = policy): Promise<readonly unknown[]> => {
    const { outcome, reasons, charges, credits, evidence } = await decide(from, request);
    return [
      outcome,
      reasons.map((reason) => `${reason.rule ?? reason.evidence} ${reason.effect}`),
      charges.map((line) => line.charge),
      credits.length,
      evidence.map((item) => item.evidence),
    ];
  };

  test.each(['accept', 'review', 'reject', 'none'])('outranks a rule that would %s', async (wanted) => {
    expect(await seen({ lawful: true, second: false, wanted, ...provided })).toEqual(['accepted', ['granted entitle'], ['own'], 1, ['receipt']]);
  });

  test.each<readonly [string, readonly unknown[]]>([
    ['accept', ['accepted', ['shop-accepts accept'], ['handling', 'other-own', 'own', 'postage'], 1, ['photo', 'receipt']]],
    ['review', ['review', ['shop-reviews review'], ['handling', 'other-own', 'own', 'postage'], 1, ['photo', 'receipt']]],
    ['reject', ['rejected', ['shop-rejects reject'], [], 0, []]],
    ['none', ['uncovered', [], [], 0, []]],
  ])('changes nothing where it does not hold, and the shop would %s', async (wanted, expected) => {
    expect(await seen({ lawful: false, second: false, wanted, ...provided })).toEqual(expected);
  });

  test('that is not known stands in the way of everything, a rejection too', async () => {
    for (const wanted of ['accept', 'review', 'reject', 'none']) {
      const { outcome, missing } = await decide(policy, { second: false, wanted, ...provided });
      expect([outcome, missing.facts]).toEqual(['incomplete', ['lawful']]);
    }
  });

  test('waits for nothing that ranks below it', async () => {
    expect((await decide(policy, { lawful: true, second: false, ...provided })).outcome).toBe('accepted');
    expect((await decide(policy, { lawful: true, ...provided })).outcome).toBe('accepted');
  });

  test('asks for its own evidence alone', async () => {
    const { outcome, missing, evidence } = await decide(policy, { lawful: true, second: false, wanted: 'reject' });
    expect([outcome, missing.evidence, evidence.map((item) => item.evidence)]).toEqual(['incomplete', ['receipt'], ['receipt']]);
    expect(await seen({ lawful: true, second: false, wanted: 'reject', evidence: { receipt: 'unavailable', photo: 'unavailable' } })).toEqual([
      'accepted',
      ['granted entitle'],
      ['own'],
      1,
      ['receipt'],
    ]);
  });

  test('allows the charges of all floors that hold', async () => {
    expect(await seen({ lawful: true, second: true, wanted: 'none', ...provided })).toEqual([
      'accepted',
      ['granted entitle', 'granted-too entitle'],
      ['other-own', 'own'],
      1,
      ['receipt'],
    ]);
  });

  test('allows the charges that it lists, while it is incomplete as well', async () => {
    const listing = floorPolicy('{ charges: [postage] }');
    expect(await seen({ lawful: true, second: false, wanted: 'reject', ...provided }, listing)).toEqual([
      'accepted',
      ['granted entitle'],
      ['own', 'postage'],
      1,
      ['receipt'],
    ]);
    expect(await seen({ lawful: true, second: false, wanted: 'reject' }, listing)).toEqual(['incomplete', [], ['own', 'postage'], 1, ['receipt']]);
    // The list is that of the floor that holds.
    expect(await seen({ lawful: false, second: true, wanted: 'reject', ...provided }, listing)).toEqual([
      'accepted',
      ['granted-too entitle'],
      ['other-own'],
      1,
      ['receipt'],
    ]);
  });
});

describe('charges that count once for several items', () => {
  const policy = smallPolicy(
    `lawful: { type: boolean, ask: Is it? }
     second: { type: boolean, ask: Is it? }
     wanted: { type: enum, values: [accept, reject], ask: What? }`,
    `
sections:
  law:
    title: What the law grants
    floor: { charges: [listed] }
    rules: { granted: { when: { lawful: true }, accept: The law says so., clause: "1" } }
    charges: { own: { per: request, amount: 1, clause: "1" } }
  law-too:
    title: What another law grants
    floor: true
    rules: { granted-too: { when: { second: true }, accept: The other law says so., clause: "1" } }
    charges: { other-own: { per: request, amount: 2, clause: "1" } }
  shop:
    title: What the shop says
    rules:
      shop-accepts: { when: { wanted: accept }, accept: Yes., clause: "1" }
      shop-rejects: { when: { wanted: reject }, reject: No., clause: "1" }
    charges:
      listed: { per: request, amount: 4, clause: "1" }
      post: { per: request, amount: 8, clause: "1" }
      in-vain: { per: request, on: rejected, amount: 16, clause: "1" }
    credits: { bonus: { per: request, amount: 1, clause: "1" } }`,
  );
  const lawful = { lawful: true, second: false, wanted: 'accept' };
  const lawfulToo = { lawful: false, second: true, wanted: 'reject' };
  const asked = { lawful: false, second: false, wanted: 'accept' };
  const refused = { ...asked, wanted: 'reject' };
  const all = ['listed', 'other-own', 'own', 'post'];

  test.each<readonly [string, readonly object[], readonly string[], number]>([
    ['all are entitled', [lawful, lawful], ['listed', 'own'], 1],
    ['another floor entitles to one', [lawful, lawfulToo], ['listed', 'other-own', 'own'], 1],
    ['one is granted by the shop', [lawful, asked], all, 1],
    ['what is not entitled is rejected', [lawfulToo, refused], ['other-own'], 1],
    ['one is open', [lawful, { second: false }], all, 1],
    ['all are rejected', [refused], ['in-vain'], 0],
  ])('%s', async (_, items, charges, credits) => {
    const decision = await decide(policy, { items });
    expect([decision.charges.map((line) => line.charge), decision.credits.length]).toEqual([charges, credits]);
  });

  test('what is told beside the items entitles to all of them', async () => {
    const decision = await decide(policy, { lawful: true, items: [{}, { second: true }] });
    expect(decision.charges.map((line) => line.charge)).toEqual(['listed', 'other-own', 'own']);
    expect(decision.totals['EUR']?.charges).toEqual({ kind: 'exact', value: '7.00' });
  });
});

describe('evidence of a floor that is unavailable', () => {
  const policyWith = (unavailable: string): Policy =>
    smallPolicy(
      'lawful: { type: boolean, ask: Is it? }',
      `
sections:
  law:
    title: What the law grants
    floor: true
    rules: { granted: { when: { lawful: true }, accept: Yes., clause: "1" } }
    evidence: { receipt: { what: A receipt, unavailable: ${unavailable}, clause: "1" } }
  shop:
    title: What the shop says
    rules: { no-way: { reject: No., clause: "1" } }`,
    );

  test.each<readonly [string, string, readonly string[]]>([
    ['review', 'review', ['receipt']],
    ['{ reject: No receipt. }', 'rejected', ['receipt']],
    ['nothing', 'accepted', ['granted']],
  ])('%s: %s', async (unavailable, outcome, reasons) => {
    const decision = await decide(policyWith(unavailable), { lawful: true, evidence: { receipt: 'unavailable' } });
    expect([decision.outcome, decision.reasons.map((reason) => reason.rule ?? reason.evidence)]).toEqual([outcome, reasons]);
  });
});

describe('evidence with alternatives of which several are needed', () => {
  const policyOf = (threshold: string): Policy =>
    smallPolicy(
      'lawful: { type: boolean, ask: Is it? }',
      `
sections:
  all:
    title: All
    rules: { yes-always: { accept: Yes., clause: "1" } }
    evidence: { proof: { what: Proof, any-of: { a: A, b: B, c: C }, ${threshold} unavailable: { reject: No proof. }, clause: "1" } }`,
    );
  const [one, two, three] = [policyOf(''), policyOf('atLeast: 2,'), policyOf('atLeast: 3,')];
  const [p, u] = ['provided', 'unavailable'] as const;

  test.each<readonly [Readonly<Record<string, 'provided' | 'unavailable'>>, readonly [string, string, string]]>([
    [{}, ['missing', 'missing', 'missing']],
    [{ a: p }, ['provided', 'missing', 'missing']],
    [{ a: p, b: p }, ['provided', 'provided', 'missing']],
    [{ a: p, b: p, c: p }, ['provided', 'provided', 'provided']],
    [{ a: u }, ['missing', 'missing', 'unavailable']],
    [{ a: u, b: u }, ['missing', 'unavailable', 'unavailable']],
    [{ a: u, b: u, c: u }, ['unavailable', 'unavailable', 'unavailable']],
    [{ a: p, b: u }, ['provided', 'missing', 'unavailable']],
    [{ a: p, b: u, c: u }, ['provided', 'unavailable', 'unavailable']],
    [{ a: p, b: p, c: u }, ['provided', 'provided', 'unavailable']],
  ])('%o: %o of one, two and three', async (evidence, expected) => {
    const outcomes = { provided: 'accepted', missing: 'incomplete', unavailable: 'rejected' };
    const decisions = await Promise.all([one, two, three].map(async (policy) => decide(policy, { evidence })));
    expect(decisions.map(({ outcome }) => outcome)).toEqual(expected.map((state) => outcomes[state as keyof typeof outcomes]));
  });
});
