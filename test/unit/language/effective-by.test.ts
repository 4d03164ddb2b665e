import { expect, test } from 'vitest';
import { loadPolicy } from '../../../src/policy/policy.ts';
import { smallPolicy } from '../../support/small-policy.ts';

test('the fact that picks the version is a moment: a day would leave open which version holds on it', () => {
  const loaded = loadPolicy(smallPolicy().replace('by: appliedAt', 'by: bought'));
  const [first] = loaded.diagnostics;
  expect(loaded.ok).toBe(false);
  expect(loaded.diagnostics).toHaveLength(1);
  expect(first).toMatchObject({ code: 'wrong-kind', help: 'possible here: `appliedAt`' });
  expect(first?.source.slice((first.start.column ?? 1) - 1, (first.end.column ?? 1) - 1)).toBe('bought');
});
