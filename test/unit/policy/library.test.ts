/** The texts that a policy leans on reach the language, from each way in which a policy is loaded. */
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { buildPolicy } from '../../../src/language/build-policy.ts';
import { emptyLibrary, type Library, mergeLibraries } from '../../../src/language/library.ts';
import { type LoadOptions, loadPolicy } from '../../../src/policy/policy.ts';
import { toLibrary } from '../../../src/policy/to-library.ts';
import { loadPolicyFile } from '../../../src/store/load-policy-file.ts';
import { load } from '../../support/load.ts';
import { temporaryFolder } from '../../support/run-cli.ts';
import { smallCalendar } from '../../support/small-calendar.ts';
import { smallPolicy } from '../../support/small-policy.ts';

vi.mock('../../../src/language/build-policy.ts', { spy: true });

const folder = temporaryFolder({
  'policies/shop/v1.policy.yaml': `${smallPolicy()}# germany mine\n`,
  'policies/calendars/mine.calendar.yaml': smallCalendar('mine'),
});
afterAll(folder.remove);
const path = join(folder.path, 'policies/shop/v1.policy.yaml');

/** The library with which a policy was built last. */
function lastLibrary(): Library {
  const library = vi.mocked(buildPolicy).mock.lastCall?.[2];
  if (library === undefined) throw new Error('nothing was built');
  return library;
}

beforeEach(() => void vi.mocked(buildPolicy).mockClear());

describe('texts of callers', () => {
  const library = { policies: { 'base@2': 'policy: base' }, calendars: { shop: smallCalendar('shop'), own: { path: 'own.yaml', text: 'x' } } };

  test('stand under the paths that they would have on disk, or their own', () => {
    expect(toLibrary(library)).toEqual({
      policies: new Map([['base@2', { path: 'base/v2.policy.yaml', text: 'policy: base' }]]),
      calendars: new Map([
        ['shop', { path: 'calendars/shop.calendar.yaml', text: smallCalendar('shop') }],
        ['own', { path: 'own.yaml', text: 'x' }],
      ]),
    });
    expect(toLibrary()).toEqual(emptyLibrary);
    expect(toLibrary({})).toEqual(emptyLibrary);
  });

  test('reach the language, and are kept where readings are chosen otherwise', () => {
    const policy = load(smallPolicy(), { library });
    expect(lastLibrary()).toEqual(toLibrary(library));
    vi.mocked(buildPolicy).mockClear();
    expect(policy.withReadings({}).ok).toBe(true);
    expect(lastLibrary()).toEqual(toLibrary(library));
  });

  test('are those of the moment of loading', () => {
    const own = { path: 'own.yaml', text: 'before' };
    const policy = load(smallPolicy(), { library: { calendars: { own } } });
    own.text = 'after';
    policy.withReadings({});
    expect(lastLibrary().calendars.get('own')?.text).toBe('before');
  });

  test('may have any name', () => {
    const calendars = Object.fromEntries(['__proto__', 'constructor', ''].map((name) => [name, 'x']));
    expect([...toLibrary({ calendars }).calendars.keys()]).toEqual(['__proto__', 'constructor', '']);
  });

  test.each([null, 5, Buffer.from('x'), { text: 'x' }, undefined])('%j is none, and is said to be none', (text) => {
    const options = { library: { calendars: { shop: text } } } as unknown as LoadOptions;
    expect(() => loadPolicy(smallPolicy(), options)).toThrow(
      new TypeError('`shop` in the library is neither a text nor { path, text }; a Buffer must be decoded first'),
    );
  });
});

describe('a policy from a file', () => {
  test('is built with what stands around it, and with what comes with the program', async () => {
    expect((await loadPolicyFile(path)).ok).toBe(true);
    expect([...lastLibrary().calendars.keys()].sort()).toEqual(['germany', 'mine']);
    expect(lastLibrary().calendars.get('germany')?.text).toMatch(/^calendar: germany$/m);
  });

  test("a caller's text comes before one on disk", async () => {
    const loaded = await loadPolicyFile(path, { library: { calendars: { mine: 'given' } } });
    expect(lastLibrary().calendars.get('mine')).toEqual({ path: 'calendars/mine.calendar.yaml', text: 'given' });
    expect(lastLibrary().calendars.has('germany')).toBe(true);
    vi.mocked(buildPolicy).mockClear();
    if (loaded.ok) loaded.policy.withReadings({});
    expect(lastLibrary().calendars.get('mine')?.text).toBe('given');
  });
});

test('of two libraries the first comes first', () => {
  const one = toLibrary({ policies: { 'a@1': '1' }, calendars: { x: '1', y: '1' } });
  const two = toLibrary({ policies: { 'a@1': '2', 'b@1': '2' }, calendars: { y: '2', z: '2' } });
  const textsOf = (files: Library['policies']): object => Object.fromEntries([...files].map(([name, { text }]) => [name, text]));
  const merged = mergeLibraries(one, two);
  expect([textsOf(merged.policies), textsOf(merged.calendars)]).toEqual([
    { 'a@1': '1', 'b@1': '2' },
    { x: '1', y: '1', z: '2' },
  ]);
});
