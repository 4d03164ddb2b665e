import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readCalendar } from '../../../src/language/read-calendar.ts';
import { isWorkingDay, type WorkCalendar } from '../../../src/model/calendar.ts';
import { parseDate } from '../../../src/model/time.ts';
import { maximumTextLength } from '../../../src/text/source-file.ts';
import { smallCalendar } from '../../support/small-calendar.ts';

const shopCalendar = smallCalendar('shop');

function changed(from: string, to: string): string {
  if (!shopCalendar.includes(from)) throw new Error(`\`${from}\` does not stand in the calendar`);
  return shopCalendar.replace(from, to);
}

function codesOf(text: string): readonly string[] {
  const { calendar, diagnostics } = readCalendar({ path: 'shop.calendar.yaml', text });
  expect(calendar === undefined).toBe(diagnostics.some((diagnostic) => diagnostic.severity === 'error'));
  return diagnostics.map(({ code, start }) => `${code} ${start.line}:${start.column}`);
}

function valid(text: string): WorkCalendar {
  const { calendar, diagnostics } = readCalendar({ path: 'shop.calendar.yaml', text });
  if (calendar === undefined) throw new Error(diagnostics.map(({ start, message }) => `${start.line}: ${message}`).join('\n'));
  return calendar;
}

function day(text: string): number {
  const parsed = parseDate(text);
  if (!parsed.ok) throw new Error(`\`${text}\` ${parsed.problem}`);
  return parsed.value;
}

describe('a calendar', () => {
  test('is read as it is written', () => {
    expect(valid(shopCalendar)).toEqual({
      name: 'shop',
      firstDay: day('2025-01-01'),
      lastDay: day('2026-12-31'),
      weekend: new Set([0, 6]),
      holidays: new Set([day('2025-01-01'), day('2026-01-01')]),
      workingDays: new Set([day('2026-02-14')]),
    });
  });

  test('may have no weekend and no days of a weekend that are worked', () => {
    const text = shopCalendar.replace('[saturday, sunday]', '[]').replace(/working-days:[^]*/, '');
    expect(valid(text)).toMatchObject({ weekend: new Set(), workingDays: new Set() });
  });

  test('may have a holiday on a weekend', () => {
    expect(codesOf(changed('working-days', '  2026-02-15: A Sunday\nworking-days'))).toEqual([]);
  });

  test('cannot be changed by who holds it', () => {
    const calendar = valid(shopCalendar);
    expect(() => Object.assign(calendar, { name: 'other' })).toThrow(TypeError);
    for (const days of [calendar.weekend, calendar.holidays, calendar.workingDays] as unknown as readonly Set<number>[]) {
      expect(() => days.add(1)).toThrow(TypeError);
      expect(() => days.delete([...days][0] ?? 0)).toThrow(TypeError);
      expect(() => days.clear()).toThrow(TypeError);
    }
    expect(calendar.holidays.size).toBe(2);
  });

  test('reaches to the end of the last year that can be covered', () => {
    const text = changed('from: 2025, to: 2026', 'from: 2999, to: 2999')
      .replace('2025-01-01', '2999-01-01')
      .replace(/ {2}2026-01-01[^]*/, '');
    expect(valid(text)).toMatchObject({ firstDay: day('2999-01-01'), lastDay: day('2999-12-31') });
  });
});

describe('mistakes are told where they stand, and those alone', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['a day that is none', '2026-01-01:', '2026-02-29:', ['malformed-value 8:3']],
    ['a day in other order', '2026-01-01:', '01-01-2026:', ['unexpected-value 8:3']],
    ['a moment', '2026-01-01:', '2026-01-01T00:00:00Z:', ['unexpected-value 8:3']],
    ['a day with a year of five digits', '2026-01-01:', '20260-01-01:', ['unexpected-value 8:3']],
    ['a day before the covered years', '2025-01-01:', '2024-12-31:', ['day-not-covered 7:3']],
    ['a working day after the covered years', '2026-02-14', '2027-02-13', ['day-not-covered 10:3']],
    ['a day that is there twice', '2026-01-01:', '2025-01-01:', ['duplicate-key 8:3']],
    ['a holiday without a name', "2026-01-01: New Year's Day", '2026-01-01:', ['empty-value 8:3']],
    [
      'a list of holidays',
      "holidays:\n  2025-01-01: New Year's Day\n  2026-01-01: New Year's Day",
      'holidays: [2025-01-01, 2026-01-01]',
      ['unexpected-value 6:11'],
    ],
    ['a year that is no number', 'from: 2025', 'from: "2025"', ['unexpected-value 4:17']],
    ['half a year', 'from: 2025', 'from: 2025.5', ['unexpected-value 4:17']],
    ['years that no calendar has', 'from: 2025, to: 2026', 'from: 1, to: 999999999', ['out-of-range 4:17', 'out-of-range 4:24']],
    ['years without end', 'to: 2026', 'to: 1e99', ['odd-number 4:27']],
    ['a missing year', 'from: 2025, to: 2026', 'from: 2025', ['missing-key 4:1']],
    ['a misspelt weekday', 'saturday, ', 'saterday, ', ['unknown-value 5:11']],
    ['a weekday twice', 'saturday, ', 'sunday, ', ['repeated 5:11']],
    ['a misspelt key', 'working-days', 'workingdays', ['unknown-key 9:1']],
    ['another language', 'language: 1', 'language: 2', ['unknown-language 1:11']],
    ['a name with a folder in it', 'calendar: shop', 'calendar: ../shop', ['unexpected-value 2:11']],
    ['a name that every object has', 'calendar: shop', 'calendar: constructor', ['reserved-name 2:11']],
    ['an anchor', 'covers:', 'covers: &years', ['anchor 4:9']],
  ])('%s', (_what, from, to, expected) => {
    expect(codesOf(changed(from, to))).toEqual(expected);
  });

  test('a gap names its years, and each gap is told', () => {
    const text = changed('from: 2025, to: 2026', 'from: 2023, to: 2028');
    const { diagnostics } = readCalendar({ path: 'shop.calendar.yaml', text });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'the calendar covers 2023 to 2024, and has no holiday there',
      'the calendar covers 2027 to 2028, and has no holiday there',
    ]);
    expect(new Set(diagnostics.map(({ start }) => `${start.line}:${start.column}`))).toEqual(new Set(['4:1']));
  });

  test('a single year in between is a gap too', () => {
    const text = changed('from: 2025, to: 2026', 'from: 2025, to: 2027').replace('2026-01-01', '2027-01-01');
    expect(readCalendar({ path: 'shop.calendar.yaml', text }).diagnostics).toMatchObject([{ message: 'the calendar covers 2026, and has no holiday there' }]);
  });

  test('no holidays at all', () => {
    expect(codesOf(shopCalendar.replace(/holidays:[^]*/, 'holidays: {}\n'))).toEqual(['year-without-holidays 4:1']);
  });
});

describe('hostile texts', () => {
  const head = shopCalendar.slice(0, shopCalendar.indexOf('holidays:')).replace('from: 2025, to: 2026', 'from: 1970, to: 2999');
  const days = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => new Date(at * 12 * 86_400_000).toISOString().slice(0, 10));

  test('nine hundred years of holidays are read', () => {
    const calendar = valid(
      `${head.replace('2999', '2889')}holidays:\n${days(28_000)
        .map((text) => `  ${text}: x\n`)
        .join('')}`,
    );
    expect(calendar.holidays.size).toBe(28_000);
    expect([...calendar.holidays].slice(0, 3)).toEqual([0, 12, 24]);
  }, 20_000);

  test('a hundred thousand holidays are more than a file can have', () => {
    const text = `${head}holidays:\n${Array.from({ length: 100_000 }, (_, at) => `  ${at}: x\n`).join('')}`;
    expect(text.length).toBeGreaterThan(maximumTextLength);
    expect(codesOf(text)).toEqual(['text-too-long 1:1']);
  });

  test.each<[string, string]>([
    ['keys that are no days', `holidays:\n${Array.from({ length: 40_000 }, (_, at) => `  d${at}: x\n`).join('')}`],
    [
      'days outside',
      `holidays:\n${days(30_000)
        .map((text) => `  9${text.slice(1)}: x\n`)
        .join('')}`,
    ],
    ['weekdays that are none', `weekend: [${Array.from({ length: 40_000 }, (_, at) => `d${at}`).join(', ')}]\nholidays: {}\n`],
    ['one day again and again', `holidays:\n${'  2026-01-01: x\n'.repeat(30_000)}`],
    ['a thousand years without a holiday', 'holidays: {}\n'],
    ['maps in maps', `holidays: ${'{ a: '.repeat(5000)}${'}'.repeat(5000)}\n`],
    ['a list', '- 1\n'],
    ['a word', 'calendar'],
    ['nothing', ''],
  ])(
    '%s: refused, soon and without a thousand words',
    (what, body) => {
      const text = ['a list', 'a word', 'nothing'].includes(what) ? body : `${body.startsWith('weekend') ? head.replace(/weekend:.*\n/, '') : head}${body}`;
      expect(text.length).toBeLessThan(maximumTextLength);
      const started = performance.now();
      const codes = codesOf(text);
      expect(codes.length).toBeGreaterThan(0);
      expect(codes.length).toBeLessThanOrEqual(200);
      expect(performance.now() - started).toBeLessThan(10_000);
    },
    20_000,
  );
});

describe('the calendars that come with the program', () => {
  const folder = fileURLToPath(new URL('../../../policies/calendars', import.meta.url));
  const read = (name: string): WorkCalendar => valid(readFileSync(`${folder}/${name}.calendar.yaml`, 'utf8'));
  const works = (name: string, text: string): boolean | undefined => isWorkingDay(day(text), read(name));

  test('each has no mistake, and stands in a file of its name', () => {
    const names = readdirSync(folder).map((name) => name.replace('.calendar.yaml', ''));
    expect(names).toEqual(expect.arrayContaining(['germany', 'italy']));
    expect(names.map((name) => read(name).name)).toEqual(names);
  });

  test.each([
    ['germany', ['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01', '2026-05-14', '2026-05-25', '2020-06-01', '2024-10-03', '2030-12-26']],
    ['italy', ['2026-01-06', '2026-04-06', '2026-05-01', '2026-06-02', '2027-10-04', '2025-04-25', '2024-08-15', '2030-04-22']],
  ])('%s rests on %j', (name, holidays) => {
    expect(holidays.filter((text) => works(name, text) !== false)).toEqual([]);
  });

  test.each([
    ['germany', ['2026-01-02', '2026-04-07', '2026-06-04', '2026-10-05', '2030-04-25', '2025-10-31']],
    ['italy', ['2026-04-03', '2026-05-14', '2026-05-25', '2022-10-04', '2024-10-04', '2026-06-29']],
  ])('%s works on %j', (name, days) => {
    expect(days.filter((text) => works(name, text) !== true)).toEqual([]);
  });

  test.each(['germany', 'italy'])('%s: in each year as many holidays as the law has, and nothing is said of other years', (name) => {
    const calendar = read(name);
    for (let year = 2020; year <= 2030; year += 1) {
      const own = [...calendar.holidays].filter((at) => at >= day(`${year}-01-01`) && at <= day(`${year}-12-31`));
      expect(own.length, String(year)).toBe(name === 'germany' ? 9 : year < 2026 ? 11 : 12);
    }
    expect([works(name, '2019-12-31'), works(name, '2031-01-01')]).toEqual([undefined, undefined]);
  });
});
