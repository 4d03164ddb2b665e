import { describe, expect, test } from 'vitest';
import type { Decision } from '../../../src/model/generated/decision.ts';
import { decide, smallPolicy } from './small-policy.ts';

const short = ({ outcome, reasons, missing }: Decision): unknown => [
  outcome,
  reasons.map((reason) => reason.rule ?? reason.evidence),
  [...missing.facts, ...missing.evidence],
];

const policy = smallPolicy(
  `
  wish: { type: enum, remedy: true, values: [money, repair], ask: What? }
  place: { type: enum, values: [home, shop], ask: Where? }
  zeal: { type: boolean, ask: Is it urgent? }
  broken: { type: boolean, ask: Is it broken? }
  cause: { type: enum, values: [fall, water, age], when: { broken: true }, ask: Why? }`,
  `
sections:
  at-home:
    title: At home
    when: { place: home }
    rules:
      take-back: { when: { wish: money }, accept: Yes., clause: "1" }
      have-a-look: { when: { cause: [water, age] }, review: Perhaps., clause: "1" }
      look-again: { when: { zeal: true, cause: { not: fall } }, review: Perhaps., clause: "1" }
      fell-down: { when: { cause: fall }, reject: No., clause: "1" }
    evidence:
      picture: { what: A picture, when: { broken: true }, unavailable: { review: Hm. }, clause: "1" }
      receipt: { what: A receipt, when: { wish: money }, unavailable: { reject: No. }, clause: "1" }`,
);

const evidence = { picture: 'provided', receipt: 'provided' };
const whole = { wish: 'money', place: 'home', zeal: false, broken: false, evidence };

describe('outcome', () => {
  test.each([
    ['accepted', whole, ['accepted', ['take-back'], []]],
    [
      'review outranks accept, and all of that rank are reasons',
      { ...whole, zeal: true, broken: true, cause: 'age' },
      ['review', ['have-a-look', 'look-again'], []],
    ],
    ['reject outranks all', { ...whole, zeal: true, broken: true, cause: 'fall' }, ['rejected', ['fell-down'], []]],
    ['a fact that does not exist passes `not`', { ...whole, zeal: true }, ['review', ['look-again'], []]],
    ['no rule', { ...whole, wish: 'repair' }, ['uncovered', [], []]],
    ['another section', { wish: 'money', place: 'shop' }, ['uncovered', [], []]],
    ['evidence that cannot be had acts as a rule', { ...whole, evidence: { ...evidence, receipt: 'unavailable' } }, ['rejected', ['receipt'], []]],
    ['evidence that is not told is asked for', { ...whole, evidence: {} }, ['incomplete', [], ['receipt']]],
    ['evidence of no concern is not', { ...whole, broken: true, cause: 'age', evidence: { receipt: 'provided' } }, ['incomplete', [], ['picture']]],
  ])('%s', async (_, request, expected) => {
    expect(short(await decide(policy, request))).toEqual(expected);
  });
});

describe('what is missing', () => {
  test('the remedy first, with what sections and facts hang on', async () => {
    expect(short(await decide(policy, {}))).toEqual(['incomplete', [], ['broken', 'place', 'wish', 'zeal', 'cause']]);
  });

  test('a fact comes after those that are sure to exist', async () => {
    expect(short(await decide(policy, { wish: 'money', place: 'home', evidence }))).toEqual(['incomplete', [], ['broken', 'zeal', 'cause']]);
  });

  test('only what stands in the way: a rejection is sure whatever the rest is', async () => {
    expect(short(await decide(policy, { wish: 'money', place: 'home', broken: true, cause: 'fall' }))).toEqual(['rejected', ['fell-down'], []]);
  });

  test('a review that is sure waits only for what could reject', async () => {
    const { zeal: _zeal, ...rest } = whole;
    expect(short(await decide(policy, { ...rest, broken: true, cause: 'age' }))).toEqual(['review', ['have-a-look'], []]);
  });
});
