import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findFiles } from '../../../src/store/find-files.ts';
import { loadPolicyFile } from '../../../src/store/load-policy-file.ts';
import { findVersions, looksLikeFile } from '../../../src/store/policy-folder.ts';
import { readTextFile } from '../../../src/store/read-text-file.ts';
import { maximumTextLength } from '../../../src/text/source-file.ts';
import { temporaryFolder } from '../../support/run-cli.ts';
import { smallPolicy } from '../../support/small-policy.ts';

const folder = temporaryFolder({
  'policies/shop/v1.policy.yaml': smallPolicy(),
  'policies/shop/v2.policy.yaml': '',
  'policies/shop/v10.policy.yaml': '',
  'policies/shop/v02.policy.yaml': '',
  'policies/shop/v3.policy.yml': '',
  'policies/shop/v4.policy.yaml.bak': '',
  'policies/shop/v1.cases.yaml': '',
  'policies/shop/.v9.policy.yaml': '',
  'policies/node_modules/x/v1.policy.yaml': '',
  'policies/deep/er/v1.policy.yaml': '',
  'policies/calendars/mine.calendar.yaml': '',
  'policies/empty/readme.md': '',
  'other/shop/v7.policy.yaml': '',
  'long.json': 'x'.repeat(maximumTextLength),
  'longer.json': 'x'.repeat(maximumTextLength + 1),
  'latin.json': new Uint8Array([0x7b, 0xe4, 0x7d]),
});
afterAll(folder.remove);
const at = (path: string): string => join(folder.path, path);

describe('versions of a policy', () => {
  test('newest first, by number and not by letter; other files are no versions', async () => {
    const found = await findVersions('shop', [at('policies')]);
    const versions = [10, 2, 1].map((version) => ({ version, path: at(`policies/shop/v${version}.policy.yaml`) }));
    expect(found).toEqual({ ok: true, id: 'shop', folder: at('policies/shop'), versions, named: undefined });
  });

  test('the first folder that has the policy is taken', async () => {
    expect(await findVersions('shop', [at('nowhere'), at('other'), at('policies')])).toMatchObject({ ok: true, versions: [{ version: 7 }] });
    expect(await findVersions('shop@2', [at('policies'), at('other')])).toMatchObject({ ok: true, named: { version: 2 } });
    expect(await findVersions('shop@7', [at('policies'), at('other')])).toEqual({ ok: false, message: '`shop` has no version `7`', help: 'it has 10, 2, 1' });
  });

  test.each(['shop@02', 'shop@v2', 'shop@', 'shop@2@1'])('%s is no version', async (reference) => {
    expect(await findVersions(reference, [at('policies')])).toMatchObject(reference === 'shop@2@1' ? { ok: true } : { ok: false });
  });

  test('what is near is suggested, else what there is', async () => {
    expect(await findVersions('shops', [at('other')])).toMatchObject({ ok: false, help: 'did you mean `shop`?' });
    expect(await findVersions('warranty', [at('other')])).toMatchObject({ ok: false, help: 'there is `shop`' });
    expect(await findVersions('warranty', [at('nowhere')])).toEqual({ ok: false, message: `there is no policy \`warranty\` in \`${at('nowhere')}\`` });
  });

  test('a name with a slash or an ending is a file', () => {
    expect(['a/b', './a', 'a\\b', 'v1.policy.yaml', 'x.yml'].every(looksLikeFile)).toBe(true);
    expect(['shop', 'shop@1', '1688order-after-sales', 'yaml', ''].some(looksLikeFile)).toBe(false);
  });
});

describe('files', () => {
  test('are found at any depth, each once, in the order of their names; hidden ones and packages are left out', async () => {
    const found = await findFiles([at('policies'), at('policies/shop'), at('policies/shop/v1.policy.yaml')]);
    expect(found.policies).toEqual(
      ['deep/er/v1', 'shop/v02', 'shop/v1', 'shop/v10', 'shop/v2'].map((name) => at(`policies/${name}.policy.yaml`)).concat(at('policies/shop/v3.policy.yml')),
    );
    expect(found.cases).toEqual([at('policies/shop/v1.cases.yaml')]);
    expect(found.calendars).toEqual([at('policies/calendars/mine.calendar.yaml')]);
    expect(found.problems).toEqual([]);
  });

  test('that are named are taken whatever their name, and those that are not there are told', async () => {
    const found = await findFiles([at('long.json'), at('nowhere')]);
    expect(found).toEqual({ policies: [at('long.json')], cases: [], calendars: [], releases: [], problems: [`there is no file \`${at('nowhere')}\``] });
  });

  test('a folder with a link to itself has an end', async () => {
    const { symlinkSync } = await import('node:fs');
    mkdirSync(at('circle'));
    writeFileSync(at('circle/v1.policy.yaml'), '');
    symlinkSync(at('circle'), at('circle/again'));
    expect((await findFiles([at('circle')])).policies).toEqual([at('circle/v1.policy.yaml')]);
  });

  test('are read up to their greatest length, and no further', async () => {
    expect(await readTextFile(at('long.json'))).toMatchObject({ ok: true });
    expect(await readTextFile(at('longer.json'))).toMatchObject({ ok: false, message: expect.stringContaining('more than the') });
    expect(await readTextFile(at('latin.json'))).toMatchObject({ ok: false, message: expect.stringContaining('is not text in UTF-8') });
    expect(await readTextFile(at('policies'))).toMatchObject({ ok: false, message: expect.stringContaining('is a folder') });
    expect(await readTextFile('/dev/zero')).toMatchObject({ ok: false, message: expect.stringContaining('more than the') });
  });

  test('that cannot be read are a diagnostic, and a file that can is a policy', async () => {
    expect(await loadPolicyFile(at('nothing.yaml'))).toMatchObject({ ok: false, diagnostics: [{ code: 'file-unreadable', path: at('nothing.yaml') }] });
    expect(await loadPolicyFile(at('policies/shop/v1.policy.yaml'))).toMatchObject({ ok: true, policy: { id: 'shop', version: 1 } });
  });
});
