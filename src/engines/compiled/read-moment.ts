import { dayLength, parseDate, parseInstant } from '../../model/time.ts';

const daysIn: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const daysBefore: readonly number[] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** Milliseconds of an instant as it is commonly written, else of one that `parseInstant` reads; NaN for any other text. */
export function readInstant(text: string): number {
  const { length } = text;
  const hasZ = length === 20 || length === 24;
  if (!hasZ && length !== 25 && length !== 29) return slowly(text);
  const day = dayAt(text);
  const [hours, minutes, seconds] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  const isPlain = text.charCodeAt(10) === 84 && text.charCodeAt(13) === 58 && text.charCodeAt(16) === 58;
  if (!(isPlain && day >= 0 && hours <= 23 && minutes <= 59 && seconds <= 59)) return slowly(text);
  const withFraction = length === 24 || length === 29;
  const fraction = withFraction ? (text.charCodeAt(19) === 46 ? digit(text, 20) * 100 + twoDigits(text, 21) : Number.NaN) : 0;
  const shift = offsetAt(text, withFraction ? 23 : 19, hasZ);
  const instant = day * dayLength + hours * 3_600_000 + minutes * 60_000 + seconds * 1000 + fraction - shift;
  return instant === instant ? instant : slowly(text);
}

/** The number of a day as it is commonly written; NaN for any other text. */
export function readDate(text: string): number {
  const day = text.length === 10 ? dayAt(text) : Number.NaN;
  if (day >= 0) return day;
  const parsed = parseDate(text);
  return parsed.ok ? parsed.value : Number.NaN;
}

function slowly(text: string): number {
  const parsed = parseInstant(text);
  return parsed.ok ? parsed.value : Number.NaN;
}

/** Milliseconds of `Z` or of an offset such as +08:00. */
function offsetAt(text: string, at: number, hasZ: boolean): number {
  const sign = text.charCodeAt(at);
  if (hasZ) return sign === 90 ? 0 : Number.NaN;
  const [hours, minutes] = [twoDigits(text, at + 1), twoDigits(text, at + 4)];
  if ((sign !== 43 && sign !== 45) || text.charCodeAt(at + 3) !== 58 || !(hours <= 18 && minutes <= 59)) return Number.NaN;
  const shift = (hours * 60 + minutes) * 60_000;
  return sign === 45 ? -shift : shift;
}

/** The day at the beginning of a text: 1970 to 2999; NaN where there is none. */
function dayAt(text: string): number {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const [month, day] = [twoDigits(text, 5), twoDigits(text, 8)];
  if (!(year >= 1970 && year <= 2999 && month >= 1 && month <= 12 && day >= 1) || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return Number.NaN;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (day > (daysIn[month - 1] ?? 0) + (isLeap && month === 2 ? 1 : 0)) return Number.NaN;
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 477;
  return (year - 1970) * 365 + leapDays + (daysBefore[month - 1] ?? 0) + (isLeap && month > 2 ? 1 : 0) + day - 1;
}

function twoDigits(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
}

/** NaN where there is no digit. */
function digit(text: string, at: number): number {
  const code = text.charCodeAt(at) - 48;
  return code >= 0 && code <= 9 ? code : Number.NaN;
}
