/** What a terminal is told of a long run, and what other places are not. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Progress, StepProgress } from '../../../src/cli/progress.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function toldOf(isTTY: boolean, isTaken: boolean): string {
  let told = '';
  const stream = { isTTY, write: (text: string) => (told += text) } as unknown as NodeJS.WriteStream;
  const progress = new Progress(stream, isTaken);
  for (let second = 0; second < 2; second += 1) {
    progress.count(1_000);
    vi.advanceTimersByTime(1_000);
    progress.count(500);
  }
  progress.clear();
  return told;
}

test('a terminal is told of lines and lines a second, now and then', () => {
  expect(toldOf(true, false)).toBe('\r1,500 lines, 1,500 a second\u001b[K\r3,000 lines, 1,500 a second\u001b[K\r\u001b[K');
});

test('a file, a pipe, and a terminal that shows the results are told nothing', () => {
  expect(toldOf(false, false)).toBe('');
  expect(toldOf(true, true)).toBe('');
});

function stepsTold(isTTY: boolean, seconds: number): string {
  let told = '';
  const stream = { isTTY, write: (text: string) => (told += text) } as unknown as NodeJS.WriteStream;
  const progress = new StepProgress(stream);
  progress.tell('step 1');
  vi.advanceTimersByTime(seconds * 1_000);
  progress.tell('step 2');
  progress.clear();
  return told;
}

test('a terminal is told of steps once they take longer than a second', () => {
  expect(stepsTold(true, 2)).toBe('\rstep 2\u001b[K\r\u001b[K');
  expect(stepsTold(true, 0.5)).toBe('');
  expect(stepsTold(false, 2)).toBe('');
});
