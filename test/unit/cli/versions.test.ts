/** What is wrong between files: a version or calendar in another's place, versions out of order, cases that do not fit their policy. */
import { afterAll, describe, expect, test } from 'vitest';
import { runCli, temporaryFolder } from '../../support/run-cli.ts';
import { smallCalendar } from '../../support/small-calendar.ts';
import { smallPolicy } from '../../support/small-policy.ts';

const inBusinessDays = (policy: string): string => policy.replace('lasts: 14 days', 'lasts: 10 business days, calendar: gap');

const folder = temporaryFolder({
  'policies/shop/v1.policy.yaml': smallPolicy(),
  'renamed/policies/store/v1.policy.yaml': smallPolicy(),
  'forgotten/v1.policy.yaml': smallPolicy(),
  'forgotten/v2.policy.yaml': smallPolicy(),
  'order/v1.policy.yaml': smallPolicy({ from: '2025-01-01T00:00:00+08:00' }),
  'order/v2.policy.yaml': smallPolicy({ version: 2, from: '2025-01-01T00:00:00+08:00' }),
  'later/v1.policy.yaml': smallPolicy({ from: '2025-01-01T00:00:00+08:00' }),
  'later/v2.policy.yaml': smallPolicy({ version: 2, from: '2025-01-01T00:00:00.001+08:00' }),
  'cases/v1.policy.yaml': smallPolicy(),
  'cases/v1.cases.yaml':
    'policy: v1.policy.yaml\ndefaults: { pieces: 1 }\ncases:\n  one:\n    given: { action: retrun, weigth: 1 }\n    expect: { outcome: accepted }\n  two:\n    expect: { invalid: [/pieces] }\n',
  'places/calendars/shop.calendar.yaml': smallCalendar('shop'),
  'places/calendars/store.calendar.yaml': smallCalendar('shop'),
  'wrong/policies/shop/v1.policy.yaml': inBusinessDays(smallPolicy()),
  'wrong/policies/shop/v2.policy.yaml': inBusinessDays(smallPolicy({ version: 2, from: '2026-01-01T00:00:00+08:00' })),
  'wrong/policies/calendars/gap.calendar.yaml': smallCalendar('gap').replace('to: 2026', 'to: 2027'),
  'places/calendars/gap.calendar.yaml': smallCalendar('gap').replace('to: 2026', 'to: 2027'),
});
afterAll(folder.remove);

const check = (path: string): ReturnType<typeof runCli> => runCli(['check', path], { cwd: folder.path });

describe('check', () => {
  test('a policy that stands under another id', async () => {
    const { exitCode, stdout } = await check('renamed');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('error misplaced-policy: this file says shop, version 1, and its place says store, version 1');
  });

  test('a copy whose version was not raised', async () => {
    const { exitCode, stdout } = await check('forgotten');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^forgotten.v2\.policy\.yaml:1:1 - error misplaced-policy: this file says shop, version 1, and its place says shop, version 2$/m);
  });

  test('a version that does not begin after the one before it', async () => {
    const { exitCode, stdout } = await check('order');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('error version-order: version 2 begins at 2025-01-01T00:00:00.000+08:00, which is not after the one before it: version 1');
  });

  test('a version that begins a millisecond later is in order', async () => {
    expect((await check('later')).exitCode).toBe(0);
  });

  test('the request of a case is checked where it stands', async () => {
    const { exitCode, stdout } = await check('cases');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/v1\.cases\.yaml:5:14 - error case-request: the text `retrun` is not a value of `action`/);
    expect(stdout).toMatch(/v1\.cases\.yaml:5:30 - error case-request: there is no fact `weigth`/);
    expect(stdout).toContain('2 errors');
  });

  test('calendars are checked, and stand in files of their names', async () => {
    const { exitCode, stdout } = await check('places');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/gap\.calendar\.yaml:4:1 - error year-without-holidays: the calendar covers 2027, and has no holiday there$/m);
    expect(stdout).toMatch(/store\.calendar\.yaml:2:11 - error misplaced-calendar: this file says it is the calendar `shop`, and its name says `store`$/m);
    expect(stdout).toContain('3 files checked: 2 errors, 0 warnings');
  });

  test('mistakes of a calendar are said once, by itself and with the policies that name it', async () => {
    for (const path of ['wrong', 'wrong/policies/shop']) {
      const { exitCode, stdout } = await check(path);
      expect(exitCode).toBe(1);
      expect(stdout.match(/error (wrong-calendar|year-without-holidays)/g)).toEqual([
        'error year-without-holidays',
        'error wrong-calendar',
        'error wrong-calendar',
      ]);
    }
  });

  test('a calendar that is named itself is checked as one', async () => {
    expect(await check('places/calendars/shop.calendar.yaml')).toMatchObject({ exitCode: 0, stdout: '1 file checked: 0 errors, 0 warnings\n' });
  });

  test('a file that cannot be read ends with 2', async () => {
    const binary = temporaryFolder({ 'v1.policy.yaml': new Uint8Array([0xff, 0xfe, 0x00]) });
    const { exitCode, stdout } = await runCli(['check', binary.path]);
    binary.remove();
    expect(exitCode).toBe(2);
    expect(stdout).toContain('is not text in UTF-8');
  });
});

describe('evaluate', () => {
  test('a request older than the only version is refused, unless the version is named', async () => {
    const refused = await runCli(['evaluate', 'shop', '--set', 'appliedAt=2020-01-01T00:00:00Z'], { cwd: folder.path });
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('is before the first version of `shop`');
    expect((await runCli(['evaluate', 'shop@1', '--set', 'appliedAt=2020-01-01T00:00:00Z'], { cwd: folder.path })).exitCode).toBe(0);
  });
});
