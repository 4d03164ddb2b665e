import { printUnits } from '../model/exact.ts';
import type { CorePolicy, TimeSpan, Window, WindowEvent, WindowLength } from '../model/policy.ts';
import { printDate } from '../model/time.ts';
import { possible, quoted, sayCondition, windowTitle, wordsOf } from './say-condition.ts';

/** A window in words: from when it counts, how long it lasts, and how that is counted. */
export interface WindowWords {
  readonly begins: string;
  readonly lasts: string;
  readonly notes: readonly string[];
}

export function sayWindow({ span }: Window, policy: CorePolicy): WindowWords {
  switch (span.kind) {
    case 'time':
      return sayTimeSpan(span, policy);
    case 'number': {
      const value = printUnits(BigInt(span.length.value), span.decimals);
      const begins = span.from === null ? '' : `from ${quoted(wordsOf(span.from))}`;
      return { begins, lasts: `${span.length.kind === 'until' ? 'until' : 'for'} ${value}`, notes: [`measured by ${quoted(wordsOf(span.at))}`] };
    }
    case 'choose': {
      const branches = possible(span.branches).map(({ when, window }) => `if ${sayCondition(when, policy)}: ${named(window, policy)}`);
      return { begins: '', lasts: [...branches, `otherwise: ${named(span.otherwise, policy)}`].join('; '), notes: [] };
    }
    case 'later-of':
    case 'earlier-of':
      return {
        begins: '',
        lasts: `the ${span.kind === 'later-of' ? 'later' : 'earlier'} of ${span.of.map((id) => named(id, policy)).join(' and ')}`,
        notes: [],
      };
  }
}

function named(id: string, policy: CorePolicy): string {
  return quoted(windowTitle(id, policy));
}

function sayTimeSpan(span: TimeSpan, policy: CorePolicy): WindowWords {
  const notes = [
    ...countingNotes(span.length),
    ...(span.calendar === null ? [] : [`working days of ${span.calendar.kind === 'one' ? span.calendar.calendar : `the ${wordsOf(span.calendar.fact)}`}`]),
    ...(span.rolls ? ['a last day that is no working day moves to the next one'] : []),
    ...(span.pauses === null ? [] : [`the time stands still during ${quoted(wordsOf(span.pauses))}`]),
    ...(span.at === policy.effectiveBy ? [] : [`judged by ${quoted(wordsOf(span.at))}`]),
  ];
  return { begins: sayEvent(span.from, policy), lasts: sayLength(span.length, policy), notes };
}

function sayEvent(event: WindowEvent, policy: CorePolicy): string {
  switch (event.kind) {
    case 'fact':
      return `from ${quoted(wordsOf(event.fact))}`;
    case 'first-of':
    case 'last-of':
      return `from the ${event.kind === 'first-of' ? 'first' : 'last'} of ${event.facts.map((fact) => quoted(wordsOf(fact))).join(', ')}`;
    case 'fixed':
      return `from ${sayFixed(event, policy)}`;
    case 'end-of':
      return `from the end of ${named(event.window, policy)}`;
  }
}

function sayFixed({ type, value }: { readonly type: 'instant' | 'date'; readonly value: number }, policy: CorePolicy): string {
  return type === 'date' ? printDate(value) : policy.zone.printShort(value);
}

const units = { hours: 'hours', days: 'days', 'business-days': 'working days', months: 'months' } as const;

function sayLength(length: WindowLength, policy: CorePolicy): string {
  if (length.kind === 'forever') return 'without end';
  if (length.kind === 'until') return `until ${sayFixed(length, policy)}`;
  return `${length.count} ${length.count === 1 ? units[length.kind].replace(/s$/, '') : units[length.kind]}`;
}

function countingNotes(length: WindowLength): readonly string[] {
  if (length.kind === 'forever' || length.kind === 'until') return [];
  const counting = {
    'at-once': length.kind === 'hours' ? 'counted at once' : 'to the clock time at which it began',
    'next-hour': 'counted from the next full hour',
    'same-day': 'that day is the first one; to the end of the last day',
    'next-day': 'the day after is the first one; to the end of the last day',
  }[length.countingFrom];
  const monthEnd = length.kind === 'months' && length.monthEnd === 'overflow' ? ['a day that a month lacks is counted on into the next month'] : [];
  return [counting, ...monthEnd];
}
