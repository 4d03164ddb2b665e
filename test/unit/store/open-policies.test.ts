/** Which version decides a request: to the millisecond, among versions that are dated, released or drafts. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openPolicies, type Policies } from '../../../src/store/open-policies.ts';
import { temporaryFolder } from '../../support/run-cli.ts';
import { smallPolicy, smallRequest } from '../../support/small-policy.ts';
import { asDraft, first, justBefore, releasesOf, seam, second, third } from '../../support/versions.ts';

const named = (id: string, text: string): string => text.replace('policy: shop', `policy: ${id}`);

/** Version 2 is picked by another moment than version 1. */
const byPurchase = (id: string): string =>
  named(id, second).replace('by: appliedAt', 'by: orderedAt').replace('  parts:', '  orderedAt: { type: instant }\n  parts:');

const folder = temporaryFolder({
  'dated/v1.policy.yaml': named('dated', first),
  'dated/v2.policy.yaml': named('dated', second),
  'dated/v3.policy.yaml': named('dated', asDraft(smallPolicy({ version: 3, from: '2020-01-01T00:00:00Z' }))),
  'released/v1.policy.yaml': named('released', first),
  'released/v2.policy.yaml': named('released', second),
  'released/v3.policy.yaml': named('released', third),
  'released/v4.policy.yaml': 'not a policy',
  'released/releases.yaml': releasesOf({ version: 1, text: named('released', first) }, { version: 2, text: named('released', second) }),
  'two-moments/v1.policy.yaml': named('two-moments', first),
  'two-moments/v2.policy.yaml': byPurchase('two-moments'),
  'drafts/v1.policy.yaml': named('drafts', asDraft(first)),
  'unreleased/v1.policy.yaml': named('unreleased', first),
  'unreleased/releases.yaml': 'releases: []\n',
  'tampered/v1.policy.yaml': named('tampered', first).replace('amount: 5', 'amount: 6'),
  'tampered/v2.policy.yaml': named('tampered', second),
  'tampered/releases.yaml': releasesOf({ version: 1, text: named('tampered', first) }, { version: 2, text: named('tampered', second) }),
  'gone/v1.policy.yaml': named('gone', first),
  'gone/releases.yaml': releasesOf({ version: 1, text: named('gone', first) }, { version: 2, text: named('gone', second) }),
  'bad-list/v1.policy.yaml': named('bad-list', first),
  'bad-list/releases.yaml': 'releases: [1]\n',
  'mistaken/v1.policy.yaml': named('mistaken', first),
  'mistaken/v2.policy.yaml': named('mistaken', second).replace('title:', 'titel:'),
  'disorder/v1.policy.yaml': named('disorder', first),
  'disorder/v2.policy.yaml': named('disorder', smallPolicy({ version: 2 })),
  'elsewhere/v1.policy.yaml': first,
  'calendars/some.calendar.yaml': '',
});
afterAll(folder.remove);

const policies: Promise<Policies> = openPolicies(folder.path);

/** The version that decides, or the problem. */
async function decidedBy(id: string, told: Readonly<Record<string, unknown>>): Promise<unknown> {
  const { appliedAt: _appliedAt, ...rest } = smallRequest;
  const evaluation = await (await policies).evaluate(id, { ...rest, ...told });
  return evaluation.ok ? evaluation.decision.version : evaluation.problems.map(({ pointer, code, message, help }) => [pointer, code, message, help]);
}

describe('the moment of a request picks the version', () => {
  test.each(['dated', 'released'])('%s: to the millisecond', async (id) => {
    expect(await decidedBy(id, { appliedAt: justBefore })).toBe(1);
    expect(await decidedBy(id, { appliedAt: seam })).toBe(2);
    expect(await decidedBy(id, { appliedAt: '2025-12-31T16:00:00Z' })).toBe(2);
    expect(await decidedBy(id, { appliedAt: '2025-12-31T15:59:59.999Z' })).toBe(1);
    expect(await decidedBy(id, { appliedAt: '2024-01-01T00:00:00+08:00' })).toBe(1);
  });

  test('a draft is never picked, however long it would have held, and nor is what is not released', async () => {
    expect(await decidedBy('dated', { appliedAt: '2400-01-01T00:00:00Z' })).toBe(2);
    expect(await decidedBy('released', { appliedAt: '2400-01-01T00:00:00Z' })).toBe(2);
  });

  test('before the first version there is none', async () => {
    expect(await decidedBy('released', { appliedAt: '2023-12-31T23:59:59.999+08:00' })).toEqual([
      [
        '/appliedAt',
        'before-first-version',
        '`appliedAt` is before the first version of `released`, which began at 2024-01-01T00:00:00.000+08:00',
        'take a version with `get`',
      ],
    ]);
  });

  test.each([[{}], [{ appliedAt: null }], [{ appliedAt: async () => seam }]])('a moment that is not told as a value is asked for: %#', async (told) => {
    expect(await decidedBy('dated', told)).toEqual([
      ['/appliedAt', 'moment-not-told', '`appliedAt` is not told, and picks the version that decides', 'tell it as a moment, or take a version with `get`'],
    ]);
  });

  test('a moment that is none is a mistake of the request', async () => {
    expect(await decidedBy('dated', { appliedAt: 'yesterday' })).toMatchObject([['/appliedAt', 'malformed-value', expect.any(String), undefined]]);
  });

  test('each version is held to its own moment', async () => {
    expect(await decidedBy('two-moments', { appliedAt: justBefore, orderedAt: seam })).toBe(2);
    expect(await decidedBy('two-moments', { appliedAt: seam })).toMatchObject([['/orderedAt', 'moment-not-told', expect.any(String), expect.any(String)]]);
    // Version 1 does not know the fact that keeps version 2 away.
    expect(await decidedBy('two-moments', { appliedAt: seam, orderedAt: justBefore })).toMatchObject([
      ['/orderedAt', 'unknown-fact', expect.any(String), expect.any(String)],
    ]);
  });
});

describe('what cannot be decided is a problem, and says why', () => {
  test.each([
    ['drafts', [['', 'no-version', 'no version of `drafts` is in force: none is released, or all are drafts', 'take a version with `get`']]],
    ['unreleased', [['', 'no-version', 'no version of `unreleased` is in force: none is released, or all are drafts', 'take a version with `get`']]],
    ['relaesed', [['', 'unknown-policy', 'there is no policy `relaesed`', 'did you mean `released`?']]],
  ])('%s', async (id, problems) => {
    expect(await decidedBy(id, { appliedAt: seam })).toEqual(problems);
  });

  test.each([
    ['tampered', justBefore, 'version 1 was changed after it was released'],
    ['gone', seam, 'version 2 is released, and its file is not there'],
    ['gone', justBefore, 'version 2 is released, and its file is not there'],
    ['bad-list', seam, 'belongs'],
    ['mistaken', seam, '`titel` is not known here'],
    ['elsewhere', seam, 'this file says shop, version 1, and its place says elsewhere, version 1'],
  ])('%s: a mistake in the files (%s)', async (id, appliedAt, message) => {
    expect(await decidedBy(id, { appliedAt })).toMatchObject([
      ['', 'policy-mistakes', expect.stringContaining(message), id === 'bad-list' ? undefined : expect.any(String)],
    ]);
  });

  test('a version that needs no look at the one that was changed still decides', async () => {
    expect(await decidedBy('tampered', { appliedAt: seam })).toBe(2);
  });

  test('a request that is none', async () => {
    const evaluation = await (await policies).evaluate('dated', new Map() as never);
    expect(evaluation).toMatchObject({ ok: false, problems: [{ code: 'not-an-object' }] });
  });
});

describe('what there is', () => {
  test('all policies by id, all versions newest first, with why a moment picks them or not', async () => {
    const opened = await policies;
    expect(opened.policies).toEqual([
      'bad-list',
      'dated',
      'disorder',
      'drafts',
      'elsewhere',
      'gone',
      'mistaken',
      'released',
      'tampered',
      'two-moments',
      'unreleased',
    ]);
    expect(opened.versions('released').map(({ version, standing }) => [version, standing])).toEqual([
      [4, undefined],
      [3, 'unreleased'],
      [2, 'released'],
      [1, 'released'],
    ]);
    expect(opened.versions('dated').map(({ standing }) => standing)).toEqual(['draft', 'by-date', 'by-date']);
    expect(opened.versions('nothing')).toEqual([]);
    expect(opened.get('dated', 3)?.core.draft).toBe('The fee is not settled.');
    expect(opened.get('released', 4)).toBeUndefined();
    expect(opened.get('nothing', 1)).toBeUndefined();
  });

  test('mistakes are values', async () => {
    const { diagnostics } = await policies;
    expect(diagnostics.map(({ path, code }) => `${path.slice(folder.path.length + 1)} ${code}`)).toEqual([
      'bad-list/releases.yaml unexpected-value',
      'disorder/v2.policy.yaml version-order',
      'elsewhere/v1.policy.yaml misplaced-policy',
      'gone/releases.yaml release-without-file',
      'mistaken/v2.policy.yaml unknown-key',
      'released/v4.policy.yaml unexpected-value',
      'tampered/releases.yaml released-file-changed',
      'two-moments/v2.policy.yaml never-used',
    ]);
  });

  test('of one policy in two folders, that of the first counts; a folder that is not there has none', async () => {
    const other = temporaryFolder({ 'dated/v1.policy.yaml': named('dated', first), 'more/v1.policy.yaml': named('more', first) });
    const both = await openPolicies([other.path, folder.path, join(other.path, 'nowhere')]);
    other.remove();
    expect(both.versions('dated')).toHaveLength(1);
    expect(both.policies).toContain('more');
    expect(both.policies).toContain('released');
  });

  test('files are read once: what happens to them later changes no decision', async () => {
    const own = temporaryFolder({ 'dated/v1.policy.yaml': named('dated', first) });
    const opened = await openPolicies(own.path);
    writeFileSync(join(own.path, 'dated/v1.policy.yaml'), 'nothing');
    const evaluation = await opened.evaluate('dated', smallRequest);
    own.remove();
    expect(evaluation.ok).toBe(true);
  });
});
