import { symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Library } from '../../../src/language/library.ts';
import { readLibrary } from '../../../src/store/read-library.ts';
import { maximumTextLength } from '../../../src/text/source-file.ts';
import { temporaryFolder } from '../../support/run-cli.ts';

/** A chain of policies: each version but the last extends the next. */
const chain = Object.fromEntries(Array.from({ length: 15 }, (_, at) => [`policies/chain/v${at + 1}.policy.yaml`, `policy: chain\nextends: chain@${at + 2}\n`]));

const folder = temporaryFolder({
  'policies/shop/v1.policy.yaml': 'calendar: germany\n',
  'policies/shop/v2.policy.yaml': 'extends: base@1\n# france\n',
  'policies/shop/calendars/beside.calendar.yaml': 'beside',
  'policies/base/v1.policy.yaml': 'extends: root@3\ncalendar: italy\n',
  'policies/root/v3.policy.yaml': 'policy: root\ncalendar: spain\n',
  'policies/circle/v1.policy.yaml': 'extends: circle@2\n',
  'policies/circle/v2.policy.yaml': 'extends: circle@1\n',
  ...chain,
  'policies/calendars/germany.calendar.yaml': 'german days',
  'policies/calendars/italy.calendar.yaml': 'italian days',
  'policies/calendars/spain.calendar.yaml': 'spanish days',
  'policies/calendars/france.calendar.yaml': 'x'.repeat(maximumTextLength + 1),
  'policies/calendars/latin.calendar.yaml': new Uint8Array([0xe4]),
  'policies/calendars/germany.calendar.yml': 'another ending',
  'policies/calendars/germany.calendar.yaml.bak': 'a copy',
  'policies/calendars/folder.calendar.yaml/x': 'a folder',
  'shipped/shop/v7.policy.yaml': 'policy: shop\ncalendar: japan\n',
  'shipped/base/v1.policy.yaml': 'never reached',
  'shipped/calendars/germany.calendar.yaml': 'other german days',
  'shipped/calendars/japan.calendar.yaml': 'japanese days',
  'alone/my.policy.yaml': 'calendar: mine\n',
  'alone/calendars/mine.calendar.yaml': 'my days',
  'calendars/mine.calendar.yaml': 'days of the folder above',
  'secret/v1.policy.yaml': 'outside the folder of policies',
  'v1.policy.yaml': 'outside the folder of policies',
  'policies/v1.policy.yaml': 'in no folder of its own',
});
afterAll(folder.remove);
const at = (path: string): string => join(folder.path, path);

const read = (path: string, text: string, folders: readonly string[] = []): Promise<Library> => readLibrary({ path: at(path), text }, folders.map(at));

/** What a library holds, by name: paths within the folder. */
function contentsOf({ policies, calendars }: Library): object {
  const paths = (files: Library['policies']): object => Object.fromEntries([...files].map(([name, file]) => [name, relative(folder.path, file.path)]));
  return { policies: paths(policies), calendars: paths(calendars) };
}

describe('calendars', () => {
  test('that the text names are read from the folder of policies; others are not', async () => {
    const library = await read('policies/shop/v1.policy.yaml', 'windows: { w: { calendar: { fact: country, DE: germany, IT: italy } } }');
    expect(library.policies.size).toBe(0);
    expect([...library.calendars]).toEqual([
      ['germany', { path: at('policies/calendars/germany.calendar.yaml'), text: 'german days' }],
      ['italy', { path: at('policies/calendars/italy.calendar.yaml'), text: 'italian days' }],
    ]);
  });

  test('beside a file come before those of the folder above, and these before further folders', async () => {
    expect(contentsOf(await read('alone/my.policy.yaml', 'mine'))).toEqual({ policies: {}, calendars: { mine: 'alone/calendars/mine.calendar.yaml' } });
    expect(contentsOf(await read('policies/shop/v1.policy.yaml', 'germany japan beside', ['nowhere', 'shipped']))).toEqual({
      policies: {},
      calendars: {
        beside: 'policies/shop/calendars/beside.calendar.yaml',
        germany: 'policies/calendars/germany.calendar.yaml',
        japan: 'shipped/calendars/japan.calendar.yaml',
      },
    });
  });

  test('that cannot be read are left out: too long, not UTF-8, a folder, a link to nothing', async () => {
    symlinkSync(at('policies/calendars/nothing'), at('policies/calendars/broken.calendar.yaml'));
    expect(contentsOf(await read('policies/shop/v1.policy.yaml', 'france latin folder broken spain'))).toEqual({
      policies: {},
      calendars: { spain: 'policies/calendars/spain.calendar.yaml' },
    });
  });

  test('of a file whose path has no folder are found from where the program runs', async () => {
    const library = await readLibrary({ path: 'v1.policy.yaml', text: 'germany italy' }, [at('shipped')]);
    expect(library.calendars.get('germany')?.text).toBe('other german days');
  });
});

describe('policies', () => {
  test('that are extended are read with their bases and the calendars that these name', async () => {
    expect(contentsOf(await read('policies/shop/v2.policy.yaml', 'extends: base@1\n'))).toEqual({
      policies: { 'base@1': 'policies/base/v1.policy.yaml', 'root@3': 'policies/root/v3.policy.yaml' },
      calendars: { italy: 'policies/calendars/italy.calendar.yaml', spain: 'policies/calendars/spain.calendar.yaml' },
    });
  });

  test('that are not here are looked for in further folders', async () => {
    expect(contentsOf(await read('policies/shop/v3.policy.yaml', 'extends: shop@7\n', ['shipped']))).toEqual({
      policies: { 'shop@7': 'shipped/shop/v7.policy.yaml' },
      calendars: { japan: 'shipped/calendars/japan.calendar.yaml' },
    });
    expect(contentsOf(await read('policies/shop/v3.policy.yaml', 'extends: shop@7\n'))).toEqual({ policies: {}, calendars: {} });
  });

  test('in a circle are read once', async () => {
    expect([...(await read('policies/circle/v1.policy.yaml', 'extends: circle@2\n')).policies.keys()]).toEqual(['circle@2', 'circle@1']);
  });

  test('are followed ten deep', async () => {
    const { policies } = await read('policies/chain/v1.policy.yaml', 'extends: chain@2\n');
    expect([...policies.keys()]).toEqual(Array.from({ length: 10 }, (_, index) => `chain@${index + 2}`));
  });

  test.each([
    'extends: ../secret@1',
    'extends: ..@1',
    'extends: .@1',
    'extends: "@1"',
    'extends: base',
    'extends: base@01',
    'extends: base@1.0',
    'extends: base@1@1',
    'extends: base@latest',
    'extends: "base@1\\0"',
    'extends: [base@1]',
    'extends: { by: mood, base: base@1 }',
    'extends:',
    'extends: &base base@1\nother: *base',
    '# extends: base@1\npolicy: shop',
    'title: extends\nother: { extends: base@1 }',
    'extends: base@1\n  broken: [',
  ])('%j leads to none', async (text) => {
    expect((await read('policies/shop/v2.policy.yaml', text)).policies.size).toBe(0);
  });

  test('of a text that is too long, or too deep, are not looked for', async () => {
    for (const text of [`extends: base@1\n${'# '.repeat(maximumTextLength / 2)}`, `extends: base@1\nx: ${'['.repeat(20_000)}`])
      expect((await read('policies/shop/v2.policy.yaml', text)).policies.size).toBe(0);
  });

  test('extends is read as YAML has it: in quotes, in JSON, at any place in the text', async () => {
    for (const text of ['extends: "root@3"', '{ "policy": "x", \'extends\': root@3 }', 'policy: x\n"extends": root@3\nversion: 1'])
      expect([...(await read('policies/shop/v2.policy.yaml', text)).policies.keys()]).toEqual(['root@3']);
  });
});
