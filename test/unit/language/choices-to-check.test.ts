import { expect, test } from 'vitest';
import { readReadings } from '../../../src/language/apply-readings.ts';
import { choicesToCheck } from '../../../src/language/choices-to-check.ts';
import { DiagnosticList } from '../../../src/diagnostics/diagnostic.ts';
import { readYaml } from '../../../src/text/read-yaml.ts';

/** The rounds for a text of which only `{ by: … }` matters. */
function rounds(text: string, most = 100): readonly Readonly<Record<string, string>>[] | undefined {
  const file = {
    path: 'x.yaml',
    text: `readings:\n  a: { choose: a1, of: [a1, a2, a3] }\n  b: { choose: b1, of: [b1, b2] }\n  c: { choose: c1, of: { c1: One., c2: { means: Two., needs: More. } } }\n${text}`,
  };
  const { root } = readYaml(file);
  if (root === undefined) throw new Error('not readable');
  return choicesToCheck(root, readReadings(root, new Map(), new DiagnosticList(file)), most)?.map((choices) => Object.fromEntries(choices));
}

test('a reading that chooses nothing is not switched', () => {
  expect(rounds('terms: { t: { a: a2 } }')).toEqual([]);
});

test('each choice but the one that holds', () => {
  expect(rounds('terms: { t: { x: { by: a, a1: 1, a2: 2, a3: 3 } } }')).toEqual([{ a: 'a2' }, { a: 'a3' }]);
});

test('a choice that cannot be chosen is left out', () => {
  expect(rounds('terms: { t: { x: { by: c, c1: 1, c2: 2 } } }')).toEqual([]);
});

test('readings in different statements are switched together', () => {
  expect(rounds('terms: { t: { x: { by: a, a1: 1, a2: 2 } }, u: { x: { by: b, b1: 1, b2: 2 } } }')).toEqual([{ a: 'a2', b: 'b2' }]);
});

test('readings in different invariants and accepted findings are switched together', () => {
  const [a, b] = ['{ x: { by: a, a1: 1, a2: 2 } }', '{ x: { by: b, b1: 1, b2: 2 } }'];
  expect(rounds(`invariants: { t: ${a}, u: ${b} }`)).toEqual([{ a: 'a2', b: 'b2' }]);
  expect(rounds(`accepted: [${a}, ${b}]`)).toEqual([{ a: 'a2', b: 'b2' }]);
});

test('readings in one statement are switched one after another', () => {
  expect(rounds('terms: { t: { x: { by: a, a1: 1, a2: 2 }, y: { by: b, b1: 1, b2: 2 } } }')).toEqual([{ a: 'a2' }, { b: 'b2' }]);
});

test('readings that meet in any statement are switched one after another', () => {
  const text = 'terms: { t: { x: { by: a, a1: 1, a2: 2 } }, u: { x: { by: b, b1: 1, b2: 2 } }, v: { x: { by: a, a1: 1, a2: 2 }, y: { by: b, b1: 1, b2: 2 } } }';
  expect(rounds(text)).toEqual([{ a: 'a2' }, { b: 'b2' }]);
});

test('a reading in a fact is switched alone, because everything may depend on it', () => {
  expect(rounds('facts: { f: { ask: { by: a, a1: 1, a2: 2 } } }\nterms: { u: { x: { by: b, b1: 1, b2: 2 } } }')).toEqual([{ a: 'a2' }, { b: 'b2' }]);
});

test('a branch within a branch is seen with both switches', () => {
  expect(rounds('terms: { t: { x: { by: a, a1: 1, a2: { by: b, b1: 1, b2: 2 } } } }')).toEqual([{ a: 'a2' }, { a: 'a2', b: 'b2' }]);
  expect(rounds('terms: { t: { x: { by: a, a1: { by: b, b1: 1, b2: 2 }, a2: 1 } } }')).toEqual([{ b: 'b2' }, { a: 'a2' }]);
});

test('a branch that contradicts the one around it is never seen', () => {
  expect(rounds('terms: { t: { x: { by: b, b1: 1, b2: { by: b, b1: 1, b2: 2 } } } }')).toEqual([{ b: 'b2' }]);
});

test('statements of one section are different statements', () => {
  expect(rounds('sections: { s: { when: { x: { by: a, a1: 1, a2: 2 } }, rules: { r: { accept: { by: b, b1: 1, b2: 2 } } } } }')).toEqual([
    { a: 'a2', b: 'b2' },
  ]);
});

test('more rounds than can be afforded are not made', () => {
  expect(rounds('terms: { t: { x: { by: a, a1: 1, a2: 2, a3: 3 } } }', 1)).toBeUndefined();
});
