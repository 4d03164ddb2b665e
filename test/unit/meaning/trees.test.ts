import { describe, expect, test } from 'vitest';
import type { Policy, Request } from '../../../src/policy/policy.ts';
import { decide, problemsOf, smallPolicy } from './small-policy.ts';

/** Goods; a drone is both electronics and a toy. */
const goods = `{ goods: {}, electronics: { in: goods, traits: { sealed-only: true, returnable: true } }, phone: { in: electronics, traits: { activatable: true } }, prepaid: { in: phone, traits: { returnable: false } }, toy: { in: goods, traits: { washable: true } }, drone: { in: [electronics, toy], traits: { washable: false } }, racer: { in: drone }, food: {} }`;
const categories = ['goods', 'electronics', 'phone', 'prepaid', 'toy', 'drone', 'racer', 'food'];

/** Two rules, one for a condition and one for its opposite. */
function policyFor(condition: string): Policy {
  return smallPolicy(
    `thing: { type: enum, nullable: true, tree: ${goods}, ask: What is it? }
     other: { type: boolean, ask: Is it? }`,
    `
sections:
  all:
    title: All
    rules:
      holds: { when: ${condition}, accept: Yes., clause: "1" }
      fails: { unless: ${condition}, reject: No., clause: "1" }`,
  );
}

async function outcomeOf(policy: Policy, request: Request): Promise<string> {
  const { outcome, missing } = await decide(policy, request);
  return outcome === 'incomplete' ? `waits for ${missing.facts.join(', ')}` : outcome;
}

describe('a category in a condition stands for all below it', () => {
  test.each<readonly [string, readonly (string | null)[]]>([
    ['{ thing: electronics }', ['electronics', 'phone', 'prepaid', 'drone', 'racer']],
    ['{ thing: toy }', ['toy', 'drone', 'racer']],
    ['{ thing: racer }', ['racer']],
    ['{ thing: goods }', ['goods', 'electronics', 'phone', 'prepaid', 'toy', 'drone', 'racer']],
    ['{ thing: [phone, toy] }', ['phone', 'prepaid', 'toy', 'drone', 'racer']],
    ['{ thing: { not: electronics } }', ['goods', 'toy', 'food', null]],
    ['{ thing: { not: [phone, food] } }', ['goods', 'electronics', 'toy', 'drone', 'racer', null]],
    ['{ thing: [phone, null] }', ['phone', 'prepaid', null]],
    ['{ thing: { not: null } }', categories],
    ['{ all: [{ thing: electronics }, { thing: toy }] }', ['drone', 'racer']],
  ])('%s', async (condition, expected) => {
    const policy = policyFor(condition);
    const held: (string | null)[] = [];
    for (const thing of [...categories, null]) if ((await outcomeOf(policy, { thing })) === 'accepted') held.push(thing);
    expect(held).toEqual(expected);
    expect(await outcomeOf(policy, {})).toBe('waits for thing');
  });

  test('a request tells one of the categories', async () => {
    expect(await problemsOf(policyFor('{ thing: toy }'), { thing: 'toys' })).toEqual(['unknown-value at /thing']);
  });
});

describe('traits', () => {
  test.each<readonly [string, readonly (string | null)[]]>([
    ['{ sealed-only: true }', ['electronics', 'phone', 'prepaid', 'drone', 'racer']],
    // What a category says itself, or the nearest one above it.
    ['{ returnable: true }', ['electronics', 'phone', 'drone', 'racer']],
    ['{ washable: true }', ['toy']],
    ['{ washable: false }', ['goods', 'electronics', 'phone', 'prepaid', 'drone', 'racer', 'food', null]],
    ['{ activatable: true, returnable: false }', ['prepaid']],
  ])('%s', async (condition, expected) => {
    const policy = policyFor(condition);
    const held: (string | null)[] = [];
    for (const thing of [...categories, null]) if ((await outcomeOf(policy, { thing })) === 'accepted') held.push(thing);
    expect(held).toEqual(expected);
  });

  test('of a fact that is not told are unknown, and wait for the fact', async () => {
    expect(await outcomeOf(policyFor('{ washable: true }'), {})).toBe('waits for thing');
    expect(await outcomeOf(policyFor('{ washable: false }'), {})).toBe('waits for thing');
    expect(await outcomeOf(policyFor('{ washable: true, other: true }'), { other: false })).toBe('rejected');
  });
});
