/** What counts as a change of a text, and where it is said to be. */
import { describe, expect, test } from 'vitest';
import { compareTrees } from '../../../src/language/compare-trees.ts';
import { Leaning, partAt } from '../../../src/language/leaning.ts';
import type { TextNode } from '../../../src/text/node.ts';
import { readYaml } from '../../../src/text/read-yaml.ts';
import { shop } from '../../support/two-versions.ts';

function read(text: string): TextNode {
  const { root } = readYaml({ path: 'policy.yaml', text });
  if (root === undefined) throw new Error('the text cannot be read');
  return root;
}

const changes = (old: string, next: string): readonly string[] =>
  compareTrees(read(old), read(next)).map(({ path, kind, renamedTo }) => `${kind} ${path.join('.')}${renamedTo === null ? '' : ` > ${renamedTo}`}`);

describe('no change', () => {
  test.each([
    ['the order of keys', 'a: 1\nb: 2', 'b: 2\na: 1'],
    ['comments and layout', 'a: { b: 1 }', 'a:   # so\n  b: 1'],
    ['quotes', "a: 'x'", 'a: "x"'],
    ['zeros that say nothing', 'a: 20', 'a: 20.00'],
    ['the order of words', 'a: [x, y]', 'a: [y, x]'],
    ['the order of conditions', 'any: [{ a: 1 }, { b: 2 }]', 'any: [{ b: 2 }, { a: 1 }]'],
    ['an empty list of parts', 'terms: {}\na: 1', 'a: 1'],
  ])('%s', (_, old, next) => expect(changes(old, next)).toEqual([]));
});

describe('changes', () => {
  test.each([
    ['a value', 'a: { b: 1 }', 'a: { b: 2 }', ['changed a.b']],
    ['a number and a text that look alike', 'a: 1', 'a: "1"', ['changed a']],
    ['long numbers', 'a: 0.1000000000000000055', 'a: 0.1', ['changed a']],
    ['a key more, a key less', 'a: 1\nb: 2', 'a: 1\nc: 3', ['removed b', 'added c']],
    ['a key with the same under another name', 'x: { a: [1] }', 'y: { a: [1] }', ['renamed x > y']],
    ['two with the same: one was renamed', 'x: { a: 1 }', 'y: { a: 1 }\nz: { a: 1 }', ['renamed x > y', 'added z']],
    ['a list of words is compared as a whole', 'a: [x, y]', 'a: [x, z]', ['changed a']],
    ['a band, by its position', 'bands: [{ upTo: 5, rate: 1 }, { rate: 2 }]', 'bands: [{ upTo: 5, rate: 1 }, { rate: 3 }]', ['changed bands.2.rate']],
    ['a band more', 'bands: [{ upTo: 5 }, { rate: 2 }]', 'bands: [{ upTo: 3 }, { upTo: 5 }, { rate: 2 }]', ['added bands.1']],
    ['bands in another order', 'bands: [{ a: 1 }, { b: 2 }]', 'bands: [{ b: 2 }, { a: 1 }]', ['changed bands']],
    ['what is taken from each other', 'difference: [5, 3]', 'difference: [3, 5]', ['changed difference']],
    ['parts where there were none', 'a: 1', 'a: 1\nterms: { x: { b: 1 }, y: { c: 1 } }', ['added terms.x', 'added terms.y']],
    [
      'statements where there were none',
      'sections: { s: { title: T } }',
      'sections: { s: { title: T, rules: { r: { a: 1 } } } }',
      ['added sections.s.rules.r'],
    ],
  ])('%s', (_, old, next, expected) => expect(changes(old, next)).toEqual(expected));
});

describe('what leans on what', () => {
  test.each([
    [['terms', 'fresh', 'kind'], 'term fresh'],
    [['sections', 'all', 'rules', 'late', 'when'], 'rule late'],
    [['sections', 'all', 'evidence', 'photo'], 'evidence photo'],
    [['sections', 'all', 'when'], 'section all'],
    [['impossible', '1'], 'impossible'],
    [['timezone'], undefined],
  ])('%j is in %s', (path, part) => expect(partAt(path)).toBe(part));

  test('far away: a reading, through a window, on rules, and on what shows its moments', () => {
    const on = new Leaning(read(shop)).on('reading edge');
    expect([...on].sort()).toEqual(['reading edge', 'rule in-time', 'rule late', 'window fortnight']);
  });

  test('a tier and a charge that uses it', () => {
    expect([...new Leaning(read(shop)).on('tier fee')].sort()).toEqual(['charge handling', 'tier fee']);
  });
});
