import { fromUnits, printExact } from '../model/exact.ts';
import type { CorePolicy, TimeSpan, WindowLength } from '../model/policy.ts';
import { printDate } from '../model/time.ts';
import { sayEvent } from './words.ts';

/** How long a window is and from when it counts, in words; null where the policy has no such window. */
export function sayWindow(policy: CorePolicy, id: string): string | null {
  const span = policy.windows.get(id)?.span;
  switch (span?.kind) {
    case undefined:
      return null;
    case 'time':
      return sayTime(policy, span);
    case 'number': {
      const value = printExact(fromUnits(span.length.value, span.decimals), 0);
      const end = span.length.kind === 'lasts' ? `${value} more than ${span.from ?? '0'}` : `up to ${value}`;
      return `${span.at} ${span.length.kind === 'until' && span.from !== null ? `from ${span.from} ${end}` : end}`;
    }
    case 'later-of':
    case 'earlier-of':
      return `the ${span.kind === 'later-of' ? 'later' : 'earlier'} of ${span.of.join(', ')}`;
    case 'choose':
      return `${span.branches.map(({ window }) => window).join(', ')} or ${span.otherwise}, by a condition`;
  }
}

function sayTime(policy: CorePolicy, { from, length, calendar, rolls, pauses }: TimeSpan): string {
  const days = calendar === null ? '' : `, working days of ${calendar.kind === 'one' ? calendar.calendar : `the calendar of ${calendar.fact}`}`;
  return `${sayLength(policy, length)} from ${sayEvent(from)}${sayCounting(length)}${days}${rolls ? ', to the next working day' : ''}${pauses === null ? '' : `, ${pauses} not counted`}`;
}

function sayLength({ zone }: CorePolicy, length: WindowLength): string {
  switch (length.kind) {
    case 'forever':
      return 'without an end,';
    case 'until':
      return `until ${length.type === 'date' ? printDate(length.value) : zone.print(length.value)}`;
    default: {
      const unit = length.kind === 'business-days' ? 'working days' : length.kind;
      return `${length.count} ${length.count === 1 ? unit.replace(/s$/, '') : unit}`;
    }
  }
}

function sayCounting(length: WindowLength): string {
  if (length.kind === 'forever' || length.kind === 'until') return '';
  return {
    'at-once': '',
    'next-hour': ', counted from the next full hour',
    'same-day': ', the day itself counted',
    'next-day': ', the day itself not counted',
  }[length.countingFrom];
}

/** About how many hours of the calendar one unit takes. */
const hoursOf = { hours: 1, days: 24, 'business-days': 33.6, months: 730.5 } as const;

/** About how many hours a window lasts; null where it has no single length. */
export function hoursOfWindow(policy: CorePolicy, id: string): number | null {
  const span = policy.windows.get(id)?.span;
  if (span?.kind !== 'time' || span.length.kind === 'forever' || span.length.kind === 'until') return null;
  return span.length.count * hoursOf[span.length.kind];
}
