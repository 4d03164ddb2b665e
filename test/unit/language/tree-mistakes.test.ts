import { describe, expect, test } from 'vitest';
import { loadPolicy } from '../../../src/policy/policy.ts';
import { summary } from './shop-policy.ts';

const text = (fact: string, rule: string, charge = ''): string => `language: 1
policy: shop
version: 1
title: Returns at the shop
effective: { from: 2024-06-01T00:00:00+08:00, by: appliedAt }
source: { clauses: { "1": Everything. } }
timezone: Europe/Berlin
currency: EUR
facts:
  appliedAt: { type: instant }
  sold: { type: boolean }
  thing: { ${fact} }
sections:
  all:
    rules:
      some: { when: { ${rule}, sold: true }, accept: Yes., clause: "1" }
${charge === '' ? '' : `    charges:\n      fee: { title: Fee, amount: ${charge}, clause: "1" }\n`}`;

/** All diagnostics, warnings too. */
function found(...words: Parameters<typeof text>): readonly string[] {
  return loadPolicy(text(...words)).diagnostics.map(summary);
}

const tree =
  'type: enum, tree: { goods: {}, phone: { in: goods, traits: { safe: true } }, toy: { in: goods, traits: { safe: false } }, drone: { in: [phone, toy], traits: { safe: true } } }';

describe('trees', () => {
  test('without mistakes', () => {
    expect(found(tree, 'thing: goods, safe: true', '{ match: thing, goods: 1, phone: 2, drone: 3 }')).toEqual([]);
  });

  test('that are used by a trait alone are used', () => {
    expect(found(tree, 'safe: false')).toEqual([]);
  });

  test.each<readonly [string, string, string, string]>([
    [
      'a parent that does not exist',
      tree.replace('in: goods, traits: { safe: false }', 'in: godos, traits: { safe: false }'),
      'thing: goods, safe: true',
      'unknown-name at godos',
    ],
    ['a category in itself', tree.replace('goods: {}', 'goods: { in: goods }'), 'thing: goods, safe: true', 'cycle at goods'],
    ['a circle', tree.replace('goods: {}', 'goods: { in: drone }'), 'thing: goods, safe: true', 'cycle at goods'],
    [
      'two values at the same distance',
      tree.replace('[phone, toy], traits: { safe: true }', '[phone, toy]'),
      'thing: goods, safe: true',
      'two-values at drone',
    ],
    ['a category in a condition that does not exist', tree, 'thing: gods, safe: true', 'unknown-value at gods'],
    ['a trait that is never used', tree, 'thing: goods', 'never-used at safe'],
    ['a trait that is tested with a word', tree, 'thing: goods, safe: yes please', 'wrong-test at yes please'],
    ['a trait with the name of a fact', tree.replaceAll('safe', 'sold'), 'thing: goods', 'name-taken at sold'],
    ['a trait that is a word', tree.replace('safe: false', 'safe: "no"'), 'thing: goods, safe: true', 'unexpected-value at "no"'],
    ['a tree of a set', tree.replace('type: enum', 'type: set'), 'thing: goods, safe: true', 'key-not-for-type at tree'],
  ])('%s', (_, fact, rule, expected) => {
    expect([...new Set(found(fact, rule))]).toEqual([expected]);
  });

  test('a name that is none: traits are among what is possible', () => {
    expect(loadPolicy(text(tree, 'thing: goods, safe: true, sefa: true')).diagnostics.map(({ message }) => message)).toEqual([
      'there is no fact, trait, term, window or reading `sefa`',
    ]);
  });

  test('amounts: two nearest categories', () => {
    expect(found(tree, 'thing: goods, safe: true', '{ match: thing, goods: 1, phone: 2, toy: 3 }')).toEqual(['two-values at match']);
  });

  test('amounts: a category without one', () => {
    expect(found(tree, 'thing: goods, safe: true', '{ match: thing, phone: 2, drone: 3 }')).toEqual(['match-incomplete at match']);
  });

  test('amounts: a category that does not exist', () => {
    expect(found(tree, 'thing: goods, safe: true', '{ match: thing, goods: 1, phnoe: 2 }')).toEqual(['unknown-key at phnoe']);
  });
});
