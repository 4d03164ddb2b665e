import { describe, expect, test } from 'vitest';
import { childOf, entriesOf, toPlainData } from '../../../src/text/node.ts';
import { readYaml } from '../../../src/text/read-yaml.ts';
import { maximumTextLength } from '../../../src/text/source-file.ts';

const read = (text: string): ReturnType<typeof readYaml> => readYaml({ path: 'x.yaml', text });

/** Codes with the text that is underlined. */
const problems = (text: string): readonly string[] => read(text).problems.map(({ code, span }) => `${code} at ${text.slice(span.start, span.end)}`);

const valueOf = (scalar: string): unknown => {
  const { root } = read(`a: ${scalar}`);
  const node = childOf(root, 'a');
  return node?.kind === 'scalar' ? node.value : node;
};

describe('scalars', () => {
  test.each([
    ['true', true],
    ['false', false],
    ['null', null],
    ['15', 15],
    ['7.5', 7.5],
    ['-3', -3],
    ['0', 0],
    ['-0', -0],
    ['"yes"', 'yes'],
    ["'012'", '012'],
    ['1.1.1', '1.1.1'],
    ['5 days', '5 days'],
    ['2025-02-30', '2025-02-30'],
    ['2026-03-10T14:20:00+08:00', '2026-03-10T14:20:00+08:00'],
    ['1,000', '1,000'],
    ['NaN', 'NaN'],
    ['Infinity', 'Infinity'],
    ['9007199254740993', 9007199254740992],
  ])('%s is read as %o', (text, value) => {
    expect(problems(`a: ${text}`)).toEqual([]);
    expect(valueOf(text)).toBe(value);
  });

  test('the exact digits of a number are kept', () => {
    expect(childOf(read('a: 9007199254740993.10').root, 'a')).toMatchObject({ raw: '9007199254740993.10' });
  });

  test.each(['yes', 'no', 'on', 'off', 'Yes', 'NO', 'True', 'FALSE', 'Null', '~'])('%s must stand in quotes', (word) => {
    expect(problems(`a: ${word}`)).toEqual([`odd-word at ${word}`]);
  });

  test.each(['012', '0x10', '0o17', '0b1', '1_000', '+5', '1e400', '1e3', '.5', '5.', '.nan', '.NaN', '.inf', '-.inf', '+.inf', '007.5'])(
    '%s is no plainly written number',
    (number) => {
      expect(problems(`a: ${number}`)).toEqual([`odd-number at ${number}`]);
    },
  );

  test('a thousands separator in braces', () => {
    expect(problems('{ a: 1,000 }')).toEqual(['odd-number at 1,000']);
  });
});

describe('keys', () => {
  test.each(['1', '1.10', '012', '0x10', '1e3'])('the number %s is no key', (key) => {
    expect(problems(`${key}: x`)).toEqual([`key-not-text at ${key}`]);
    expect(problems(`"${key}": x`)).toEqual([]);
  });

  test('a key that is a list or a map', () => {
    expect(problems('? [a]\n: 1')).toEqual(['key-not-text at [a]']);
    expect(problems('{ { a: 1 }: 2 }')).toEqual(['key-not-text at { a: 1 }']);
  });

  test('a key twice, in block and flow, in quotes too', () => {
    expect(problems('a: 1\nb: 2\n"a": 3')).toEqual(['duplicate-key at "a"']);
    expect(problems('{ a: 1, a: 2 }')).toEqual(['duplicate-key at a']);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'])('%s is a key like any other, and reaches no prototype', (key) => {
    const { root } = read(`${key}: { polluted: true }\nb: 1`);
    expect(root === undefined ? undefined : Object.keys(toPlainData(root) as object)).toEqual([key, 'b']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(entriesOf(root)).toHaveLength(2);
  });

  test('values that are missing', () => {
    expect(problems('a:\nb: 1')).toEqual(['empty-value at a']);
    expect(problems('{ a, b: 1 }')).toEqual(['empty-value at a']);
    expect(problems('a: [x, ""]\nb: ""')).toEqual([]);
    expect(problems('- \n- a').map((problem) => problem.split(' ')[0])).toEqual(['empty-value']);
  });
});

describe('what is no part of the language', () => {
  test.each([
    ['a: &x 1', 'anchor at &x'],
    ['a: &x { b: 1 }', 'anchor at &x'],
    ['a: *x', 'alias at *x'],
    ['<<: { a: 1 }', 'merge-key at <<'],
    ['a: !t 1', 'tag at !t'],
    ['a: !!binary aGk=', 'tag at !!binary'],
    ['a: !!js/function "function(){}"', 'tag at !!js/function'],
    ['a: 1\n---\nb: 2', 'several-documents at ---'],
    ['\uFEFFa: 1', 'byte-order-mark at \uFEFF'],
    ['a: 1\r\nb: 2\r\n', 'carriage-return at \r'],
    ['a:\n\tb: 1', 'tab-indent at \t'],
    ['a: \0', 'nul-character at \0'],
    ['a: "\\0"', 'unseen-character at "\\0"'],
    ['a: "\\uD800"', 'unseen-character at "\\uD800"'],
    ['"\\u0007": 1', 'unseen-character at "\\u0007"'],
    ['a: x\u202Ey', 'unseen-character at x\u202Ey'],
  ])('%j', (text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });

  test('a "<<" in quotes is a text', () => {
    expect(problems('"<<": 1')).toEqual([]);
  });

  test.each(['', '\n', '# only a comment\n', '---\n', '---\n...\n', '   \n'])('%j holds nothing', (text) => {
    expect(read(text).problems.map((problem) => problem.code)).toEqual(['empty-text']);
    expect(read(text).root).toBeUndefined();
  });

  test('an alias bomb is refused, not expanded', () => {
    const bomb = [
      'a: &a [x, x]',
      ...'bcdefghijklmnop'.split('').map((name, index) => `${name}: &${name} [*${'abcdefghijklmnop'[index]}, *${'abcdefghijklmnop'[index]}]`),
    ];
    const { root, problems: found } = read(bomb.join('\n'));
    expect(root).toBeUndefined();
    expect(new Set(found.map((problem) => problem.code))).toEqual(new Set(['anchor', 'alias']));
  });
});

describe('limits', () => {
  test('a text of 100 MB is refused unread', () => {
    const text = 'a: b\n'.repeat(20_000_000);
    const start = performance.now();
    expect(read(text).problems.map((problem) => problem.code)).toEqual(['text-too-long']);
    expect(performance.now() - start).toBeLessThan(100);
  });

  test('the longest text is read, one character more is refused', () => {
    const fitting = `a: ${'x'.repeat(maximumTextLength - 3)}`;
    expect(read(fitting).problems).toEqual([]);
    expect(read(`${fitting}x`).problems.map((problem) => problem.code)).toEqual(['text-too-long']);
  });

  const nestings: readonly (readonly [string, (depth: number) => string])[] = [
    ['lists in brackets', (depth) => '['.repeat(depth) + ']'.repeat(depth)],
    ['maps in braces', (depth) => '{ a: '.repeat(depth) + '1' + '}'.repeat(depth)],
    ['objects of JSON', (depth) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)],
    ['open brackets', (depth) => '['.repeat(depth)],
    ['lists in a line', (depth) => `${'- '.repeat(depth)}a`],
    ['keys in a line', (depth) => `${'? '.repeat(depth)}a`],
  ];
  test.each(nestings)('10,000 levels of %s', (_name, make) => {
    expect(read(make(10_000)).problems.map((problem) => problem.code)).toEqual(['nested-too-deep']);
  });

  test('900 levels of indented maps', () => {
    const text = Array.from({ length: 900 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('');
    expect(read(text).problems.map((problem) => problem.code)).toEqual(['nested-too-deep']);
  });

  test.each(nestings.slice(0, 3))('60 levels of %s are read', (_name, make) => {
    expect(read(make(60)).problems).toEqual([]);
  });

  test.each([
    ['colons', 'a: '.repeat(100_000)],
    ['commas', `[${','.repeat(400_000)}]`],
    ['stars', '*a\n'.repeat(150_000)],
    ['maps as keys', '{ {a: 1}: 2 }\n'.repeat(30_000)],
    ['documents', '---\na: 1\n'.repeat(50_000)],
    ['directives', '%YAML 1.2\n'.repeat(50_000)],
    ['question marks', '? a\n'.repeat(120_000)],
    ['blank lines', '\n'.repeat(490_000)],
    ['an open quote', `a: "${'x\n'.repeat(240_000)}`],
    ['anchors', Array.from({ length: 30_000 }, (_, index) => `k${index}: &a 1\n`).join('')],
    ['one long line', `a: ${'x y '.repeat(120_000)}`],
    ['one long key', `${'k'.repeat(490_000)}: 1`],
    ['lone surrogates', `a: "${'\uD800x\uDC00'.repeat(100_000)}"`],
  ])('a text of %s ends soon', (_name, text) => {
    const start = performance.now();
    expect(read(text).problems.length).toBeLessThanOrEqual(100);
    expect(performance.now() - start).toBeLessThan(4000);
  });
});

describe('only the first mistake of the syntax is shown', () => {
  test.each([
    ['a: b: c', 'yaml-syntax at b: c'],
    ['- a\nb: 1', 'yaml-syntax at b'],
    ['a: [1, 2\nb: {', 'yaml-syntax at b'],
    ['a: "x\nb: 1', 'yaml-syntax at "x'],
    ['a: 1\nb\nc: 2', 'yaml-syntax at b'],
    ['a: @x', 'yaml-syntax at @'],
    ['a: "\\d"', 'yaml-syntax at \\'],
    ['a: [x, , y]', 'yaml-syntax at ,'],
    ['a: x]\nb: ]', 'yaml-syntax at ]'],
  ])('%j', (text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });
});
