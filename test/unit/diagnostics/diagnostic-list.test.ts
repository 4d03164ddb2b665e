import { describe, expect, test } from 'vitest';
import { DiagnosticList } from '../../../src/diagnostics/diagnostic.ts';
import { listWords } from '../../../src/diagnostics/list-words.ts';

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

  describe('about several files', () => {
    const other = { path: 'a.yaml', text: 'un: 1\ndeux: 2\n' };
    const namesake = { path: 'x.yaml', text: 'alpha: 1\n' };

    test('shows each place in its own file: first in the one that is read, then by path', () => {
      const list = new DiagnosticList(file);
      list.add('duplicate-key', { start: 0, end: 5, file: namesake }, 'alpha');
      list.add('duplicate-key', { start: 6, end: 10, file: other }, 'deux');
      list.add('duplicate-key', { ...at('two'), file }, 'two');
      expect(list.toArray().map(({ path, start, source }) => `${path}:${start.line} ${source}`)).toEqual([
        'x.yaml:2 two: 2',
        'a.yaml:2 deux: 2',
        'x.yaml:1 alpha: 1',
      ]);
      expect(list.hasErrorsElsewhere).toBe(true);
    });

    test('does not take a place of one for that of another', () => {
      const list = new DiagnosticList(file);
      list.add('tab-indent', { start: 0, end: 1 });
      list.startRound();
      list.silence({ start: 0, end: 3, file: other });
      list.add('tab-indent', { start: 0, end: 1, file: namesake });
      list.add('tab-indent', { start: 0, end: 1, file: other });
      list.add('tag', { start: 1, end: 2 }, '!x');
      expect(list.toArray().map(({ path, source }) => `${path} ${source}`)).toEqual(['x.yaml one: 1', 'x.yaml one: 1', 'x.yaml alpha: 1']);
    });

    test('takes in what was found in another, or leaves it there', () => {
      const found = new DiagnosticList(other);
      found.add('tab-indent', { start: 0, end: 1 });
      const taking = new DiagnosticList(file);
      taking.takeIn(found);
      taking.takeIn(found);
      expect(taking.toArray()).toEqual(found.toArray());
      const leaving = new DiagnosticList(file);
      leaving.leaveTo(found);
      leaving.add('tab-indent', { start: 0, end: 1, file: other });
      leaving.add('tab-indent', { start: 0, end: 1 });
      expect(leaving.toArray().map(({ path }) => path)).toEqual(['x.yaml']);
      expect(leaving.hasErrorsElsewhere).toBe(false);
    });

    test('finds a piece of the text in the file of the place', () => {
      expect(new DiagnosticList(file).within({ start: 6, end: 13, file: other }, '2')).toEqual({ start: 12, end: 13, file: other });
    });
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
