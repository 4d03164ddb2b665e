import { type Diagnostic, DiagnosticList } from '../diagnostics/diagnostic.ts';
import { type WorkCalendar, weekdayOf } from '../model/calendar.ts';
import { freezeDeep } from '../model/freeze.ts';
import { parseDate, printDate } from '../model/time.ts';
import { childOf, entriesOf, entryOf, itemsOf, stringOf, type TextNode } from '../text/node.ts';
import type { SourceFile, Span } from '../text/source-file.ts';
import { checkShape } from './check-shape.ts';
import { calendarSchema } from './generated/calendar-schema.ts';
import { checkReservedNames, isReserved } from './names.ts';
import { readSource } from './read-source.ts';

/** In the order of their numbers: 0 is Sunday. */
const weekdays: readonly string[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The years that a calendar covers, both included. */
interface Years {
  readonly from: number;
  readonly to: number;
}

/** Days with the place at which each stands. */
type PlacedDays = ReadonlyMap<number, Span>;

/** Reads a calendar file by itself. The calendar is absent where a diagnostic is an error. */
export function readCalendar(file: SourceFile, expected?: string): { readonly calendar?: WorkCalendar; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics = new DiagnosticList(file);
  const calendar = buildCalendar(file, expected, diagnostics);
  return { ...(calendar === undefined ? {} : { calendar }), diagnostics: diagnostics.toArray() };
}

/**
 * The frozen calendar of a file, or undefined where a diagnostic is an error.
 * @param expected the name under which it was found, which it is to have itself; undefined where any will do
 */
export function buildCalendar(file: SourceFile, expected: string | undefined, diagnostics: DiagnosticList): WorkCalendar | undefined {
  const read = readSource(file, diagnostics);
  if (read === undefined) return undefined;
  const root = checkShape(read, calendarSchema, diagnostics);
  const name = checkName(root, expected, diagnostics);
  const years = readYears(root, diagnostics);
  const weekend = readWeekend(root, diagnostics);
  const holidays = readDays(childOf(root, 'holidays'), years, diagnostics);
  const workingDays = readDays(childOf(root, 'working-days'), years, diagnostics);
  checkWorkingDays(workingDays, holidays, weekend, diagnostics);
  if (diagnostics.hasErrors || name === undefined || years === undefined || weekend === undefined) return undefined;
  // Only now: what another mistake hides is not missing.
  checkGaps(root, years, holidays, diagnostics);
  const [first, last] = [parseDate(`${years.from}-01-01`), parseDate(`${years.to}-12-31`)];
  if (diagnostics.hasErrors || !first.ok || !last.ok) return undefined;
  const days = { holidays: new Set(holidays.keys()), workingDays: new Set(workingDays.keys()) };
  return freezeDeep({ name, firstDay: first.value, lastDay: last.value, weekend, ...days });
}

function checkName(root: TextNode, expected: string | undefined, diagnostics: DiagnosticList): string | undefined {
  checkReservedNames(root, diagnostics);
  const node = childOf(root, 'calendar');
  const name = stringOf(node);
  if (node !== undefined && name !== undefined && isReserved(name)) diagnostics.add('reserved-name', node.span, name);
  if (node !== undefined && name !== undefined && expected !== undefined && name !== expected) diagnostics.add('misplaced-calendar', node.span, name, expected);
  return name;
}

function readYears(root: TextNode, diagnostics: DiagnosticList): Years | undefined {
  const covers = childOf(root, 'covers');
  const [from, to] = [yearOf(childOf(covers, 'from')), yearOf(childOf(covers, 'to'))];
  if (covers === undefined || from === undefined || to === undefined) return undefined;
  if (from <= to) return { from, to };
  diagnostics.add('years-crossed', covers.span, String(from), String(to));
  return undefined;
}

/** A year that the schema lets through; of others the shape was reported. */
function yearOf(node: TextNode | undefined): number | undefined {
  const year = node?.kind === 'scalar' ? node.value : undefined;
  return typeof year === 'number' && Number.isInteger(year) && year >= 1970 && year <= 2999 ? year : undefined;
}

/** The weekend; undefined where a mistake in it was reported, so that nothing is said that would follow from the mistake. */
function readWeekend(root: TextNode, diagnostics: DiagnosticList): ReadonlySet<number> | undefined {
  const node = childOf(root, 'weekend');
  const numbers = itemsOf(node).map((item) => weekdays.indexOf(stringOf(item) ?? ''));
  const weekend = new Set(numbers);
  if (node?.kind !== 'list' || weekend.has(-1) || weekend.size < numbers.length) return undefined;
  if (weekend.size === weekdays.length) diagnostics.add('no-working-day', node.span);
  return weekend;
}

/** Days that are written as days; those outside the covered years are reported and kept. */
function readDays(node: TextNode | undefined, years: Years | undefined, diagnostics: DiagnosticList): PlacedDays {
  const days = new Map<number, Span>();
  for (const { key, keySpan } of entriesOf(node)) {
    const parsed = parseDate(key);
    if (!parsed.ok) diagnostics.add('malformed-value', keySpan, key, parsed.problem);
    else {
      const year = Number(key.slice(0, 4));
      if (years !== undefined && (year < years.from || year > years.to)) diagnostics.add('day-not-covered', keySpan, key, sayYears(years));
      days.set(parsed.value, keySpan);
    }
  }
  return days;
}

function sayYears({ from, to }: Years): string {
  return from === to ? String(from) : `${from} to ${to}`;
}

function checkWorkingDays(workingDays: PlacedDays, holidays: PlacedDays, weekend: ReadonlySet<number> | undefined, diagnostics: DiagnosticList): void {
  for (const [day, span] of workingDays) {
    const weekday = weekdays[weekdayOf(day)] ?? '';
    if (holidays.has(day)) diagnostics.add('holiday-and-working-day', span, printDate(day));
    else if (weekend?.has(weekdayOf(day)) === false) diagnostics.add('worked-anyway', span, printDate(day), weekday.charAt(0).toUpperCase() + weekday.slice(1));
  }
}

/** A year without any holiday was forgotten: there is none in which nothing is celebrated. Years in a row are reported together. */
function checkGaps(root: TextNode, { from, to }: Years, holidays: PlacedDays, diagnostics: DiagnosticList): void {
  const place = entryOf(root, 'covers')?.keySpan;
  const known = new Set([...holidays.keys()].map((day) => Number(printDate(day).slice(0, 4))));
  let begin: number | undefined;
  for (let year = from; year <= to + 1; year += 1) {
    const isMissing = year <= to && !known.has(year);
    if (isMissing) begin ??= year;
    else if (begin !== undefined) {
      if (place !== undefined) diagnostics.add('year-without-holidays', place, sayYears({ from: begin, to: year - 1 }));
      begin = undefined;
    }
  }
}
