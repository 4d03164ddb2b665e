import { describe, expect, test } from 'vitest';
import { DiagnosticList } from '../../../src/diagnostics/diagnostic.ts';
import { listWords } from '../../../src/diagnostics/catalogue.ts';

const file = { path: 'x.yaml', text: 'one: 1\ntwo: 2\nthree: 三\n' };
const at = (piece: string): { start: number; end: number } => ({ start: file.text.indexOf(piece), end: file.text.indexOf(piece) + piece.length });

describe('a list of diagnostics', () => {
  test('shows places as people count them', () => {
    const list = new DiagnosticList(file);
    list.add('tab-indent', at('三'));
    expect(list.toArray()).toMatchObject([{ path: 'x.yaml', start: { line: 3, column: 8 }, end: { line: 3, column: 9 }, source: 'three: 三' }]);
  });

  test('stands in the order of the file', () => {
    const list = new DiagnosticList(file);
    for (const piece of ['three', 'one', 'two']) list.add('duplicate-key', at(piece), piece);
    expect(list.toArray().map((diagnostic) => diagnostic.start.line)).toEqual([1, 2, 3]);
  });

  test('says each thing once', () => {
    const list = new DiagnosticList(file);
    list.add('duplicate-key', at('one'), 'one');
    list.add('duplicate-key', at('one'), 'one');
    list.add('duplicate-key', at('two'), 'two');
    expect(list.toArray()).toHaveLength(2);
  });

  test('does not say the same of a place in a later round in other words', () => {
    const list = new DiagnosticList(file);
    list.add('band-order', at('1'), '5', '6');
    list.startRound();
    list.add('band-order', at('1'), '5', '7');
    list.add('tab-indent', at('1'));
    expect(list.toArray().map((diagnostic) => diagnostic.code)).toEqual(['band-order', 'tab-indent']);
  });

  test('says nothing of what begins in a silenced place', () => {
    const list = new DiagnosticList(file);
    list.silence(at('two: 2'));
    for (const piece of ['one', 'two', '2', 'three']) list.add('duplicate-key', at(piece), piece);
    expect(list.toArray().map((diagnostic) => diagnostic.start.line)).toEqual([1, 3]);
  });

  test('takes in no more than help anybody', () => {
    const list = new DiagnosticList({ path: 'x.yaml', text: 'x\n'.repeat(1000) });
    for (let index = 0; index < 1000; index += 1) list.add('tab-indent', { start: index * 2, end: index * 2 + 1 });
    expect(list.isFull).toBe(true);
    expect(list.toArray().length).toBeLessThanOrEqual(200);
  });

  test('finds a piece of the text within a place', () => {
    const list = new DiagnosticList(file);
    expect(list.within(at('two: 2'), '2')).toEqual(at('2'));
    expect(list.within(at('two: 2'), 'three')).toEqual(at('two: 2'));
  });

  test('has errors only where one is no warning', () => {
    const list = new DiagnosticList(file);
    list.add('never-used', at('one'), 'one', 'fact');
    expect(list.hasErrors).toBe(false);
    list.add('tab-indent', at('two'));
    expect(list.hasErrors).toBe(true);
  });
});

describe('lists of words', () => {
  test.each([
    [[], ''],
    [['a'], '`a`'],
    [['a', 'b'], '`a` or `b`'],
    [['a', 'b', 'c'], '`a`, `b` or `c`'],
  ])('%j', (words, expected) => {
    expect(listWords(words)).toBe(expected);
  });

  test('long ones are cut', () => {
    expect(listWords(Array.from({ length: 100 }, (_, index) => `w${index}`))).toMatch(/`w11` … \(100 in all\)$/);
  });
});
