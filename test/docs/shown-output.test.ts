import { describe, expect, test } from 'vitest';
import { isShown, showAnew } from './shown-output.ts';

const actual = ['a', 'b', 'c', 'dee', 'e'];

describe('what is shown of an output', () => {
  test.each([
    [['a', 'b', 'c', 'dee', 'e'], true],
    [['a', '…', 'e'], true],
    [['…', 'c', '…'], true],
    [['…', 'd…', 'e'], true],
    [['a', '…', 'c', '…', 'c', '…'], false],
    [['a', 'b'], false],
    [['…', 'dee'], false],
    [['a', 'x', '…'], false],
    [['…'], true],
  ])('%j: %s', (shown, is) => {
    expect(isShown(shown, actual)).toBe(is);
  });
});

describe('what is shown anew', () => {
  test.each([
    [['x', 'y'], actual],
    [
      ['x', '…', 'e'],
      ['a', '…', 'e'],
    ],
    [
      ['…', 'c', 'x', '…'],
      ['…', 'c', 'dee', '…'],
    ],
    [
      ['…', 'xy…', 'x'],
      ['…', 'de…', 'e'],
    ],
    [['…', 'x', '…'], undefined],
  ])('%j becomes %j', (shown, anew) => {
    expect(showAnew(shown, actual)).toEqual(anew);
  });
});
