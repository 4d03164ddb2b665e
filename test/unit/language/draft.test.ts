/** Drafts: a line that says why a version does not hold, and that reaches no decision. */
import { expect, test } from 'vitest';
import { loadPolicy } from '../../../src/policy/policy.ts';
import { decisionOf, load } from '../../support/load.ts';
import { smallRequest } from '../../support/small-policy.ts';
import { asDraft, first } from '../../support/versions.ts';

test('a policy says why it is a draft; others are none', () => {
  expect(load(asDraft(first)).core.draft).toBe('The fee is not settled.');
  expect(load(first).core.draft).toBeNull();
});

test('it changes neither the digest nor a decision', async () => {
  const draft = load(asDraft(first));
  expect(draft.digest).toBe(load(first).digest);
  expect(JSON.stringify(await decisionOf(draft, smallRequest))).toBe(JSON.stringify(await decisionOf(load(first), smallRequest)));
});

test('a policy that extends a draft is none itself, and one that extends another can be one', () => {
  const extending = (line: string): string =>
    `language: 1\npolicy: store\nversion: 1\ntitle: A store\n${line}effective: { from: 2025-01-01T00:00:00Z, by: appliedAt }\nextends: shop@1\n`;
  const under = (text: string, base: string): string | null | undefined => {
    const loaded = loadPolicy(text, { library: { policies: { 'shop@1': base } } });
    return loaded.ok ? loaded.policy.core.draft : undefined;
  };
  expect(under(extending(''), asDraft(first))).toBeNull();
  expect(under(extending('draft: Not yet.\n'), first)).toBe('Not yet.');
});

test.each(['""', 'true', '[]', '{ why: x }', 'null'])('`draft: %s` is a mistake', (value) => {
  const loaded = loadPolicy(asDraft(first).replace('The fee is not settled.', value));
  expect(loaded.diagnostics.map(({ start }) => start.line)).toContain(5);
  expect(loaded.ok).toBe(false);
});

test('titles of sections and of the source are there for readers, and not in the digest', () => {
  const titled = load(first.replace('  all:\n', '  all:\n    title: All of it\n').replace('title: Terms', 'title: Our terms'));
  expect([...titled.core.about.sections]).toEqual([['all', 'All of it']]);
  expect(titled.core.about.source).toBe('Our terms');
  expect([...load(first).core.about.sections]).toEqual([['all', null]]);
  expect(titled.digest).toBe(load(first).digest);
});
