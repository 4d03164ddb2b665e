import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import type { WorkCalendar } from '../model/calendar.ts';
import type { CalendarChoice, CalendarLength, Fact, FactType, TimeSpan, WindowEvent, WindowLength } from '../model/policy.ts';
import { parseDate, parseInstant, type Zone } from '../model/time.ts';
import { childOf, entriesOf, entryOf, stringOf, type TextNode } from '../text/node.ts';
import type { Span } from '../text/source-file.ts';
import type { CalendarShelf } from './calendar-shelf.ts';
import { type Duration, parseDuration } from './duration.ts';
import { type FactLookup, resolveFact } from './resolve-fact.ts';

interface TimeSpanContext extends FactLookup {
  readonly calendars: CalendarShelf;
  /** Absent where the policy's is wrong. */
  readonly zone: Zone | undefined;
}

type Constant = { readonly type: 'instant' | 'date'; readonly value: number };

/** Builds a window of time; reports what is wrong with it. */
export class TimeSpanBuilder {
  readonly #node: TextNode;
  readonly #keySpan: Span;
  readonly #judgedByDefault: string | undefined;
  readonly #context: TimeSpanContext;
  readonly #diagnostics: DiagnosticList;
  /** Where the calendars that are named are put. */
  readonly #calendars: Map<string, WorkCalendar>;

  constructor(node: TextNode, keySpan: Span, judgedByDefault: string | undefined, context: TimeSpanContext, calendars: Map<string, WorkCalendar>) {
    this.#node = node;
    this.#keySpan = keySpan;
    this.#judgedByDefault = judgedByDefault;
    this.#context = context;
    this.#diagnostics = context.diagnostics;
    this.#calendars = calendars;
  }

  build(): TimeSpan | undefined {
    const length = this.#length();
    const from = this.#event(length);
    const at = this.#judged();
    const calendar = this.#calendar();
    const pauses = this.#child('pauses') === undefined ? null : resolveFact(this.#child('pauses'), ['periods'], this.#context)?.name;
    if (length === undefined || from === undefined || at === undefined || calendar === undefined || pauses === undefined) return undefined;
    const rolls = this.#child('roll') !== undefined;
    this.#checkClock(length, from, at);
    this.#checkParts(length);
    this.#checkCrossed(length, from);
    return { kind: 'time', at: at.name, from, length, calendar, rolls, pauses };
  }

  #child(key: string): TextNode | undefined {
    return childOf(this.#node, key);
  }

  #wrong(span: Span | undefined, sentence: string): undefined {
    this.#diagnostics.add('window-parts', span ?? this.#keySpan, sentence);
  }

  #missing(key: string, about: string): undefined {
    this.#diagnostics.add('missing-key', this.#keySpan, [key], about);
  }

  #keyOf(key: string): Span {
    return entryOf(this.#node, key)?.keySpan ?? this.#keySpan;
  }

  // The event

  #event(length: WindowLength | undefined): WindowEvent | undefined {
    const node = this.#child('from');
    if (node === undefined) return this.#node.kind === 'map' ? this.#missing('from', 'the fact, or the day, with which the window begins') : undefined;
    if (node.kind !== 'map') {
      const fixed = constantOf(node);
      if (fixed !== undefined) return this.#reported(fixed, node) ? { kind: 'fixed', type: fixed.type, value: fixed.value } : undefined;
      const text = stringOf(node) ?? '';
      // No name begins with a digit.
      if (/^[0-9]/.test(text)) {
        this.#diagnostics.add('malformed-value', node.span, text, 'is neither a fact nor a day: write a day as 2026-11-01');
        return undefined;
      }
      const fact = resolveFact(node, ['instant', 'date'], this.#context);
      return fact === undefined ? undefined : { kind: 'fact', fact: fact.name };
    }
    const [entry, second] = node.entries;
    if (entry === undefined || second !== undefined || !['first-of', 'last-of', 'end-of'].includes(entry.key))
      return this.#wrong(node.span, '`from` names a fact, a day, or one of { first-of }, { last-of }, { end-of }');
    if (entry.key === 'end-of') return this.#endOf(entry.value, length);
    return this.#several(entry.key === 'first-of' ? 'first-of' : 'last-of', entry.value);
  }

  #reported(constant: Constant & { readonly problem?: string }, node: TextNode): boolean {
    if (constant.problem === undefined) return true;
    this.#diagnostics.add('malformed-value', node.span, node.kind === 'scalar' ? node.raw : '', constant.problem);
    return false;
  }

  #endOf(node: TextNode, length: WindowLength | undefined): WindowEvent | undefined {
    const window = this.#context.names.resolve(node, 'window');
    if (window === undefined || length === undefined) return undefined;
    return { kind: 'end-of', window };
  }

  #several(kind: 'first-of' | 'last-of', node: TextNode): WindowEvent | undefined {
    const types: readonly FactType[] = ['instant', 'date', 'instants', 'dates'];
    const nodes = node.kind === 'list' ? node.items : [node];
    const facts = nodes.map((item) => resolveFact(item, types, this.#context)).filter((fact) => fact !== undefined);
    if (facts.length < nodes.length || facts.length === 0) return undefined;
    const days = facts.filter(({ type }) => type === 'date' || type === 'dates');
    if (days.length > 0 && days.length < facts.length) return this.#wrong(node.span, `\`${kind}\` is given days and moments, and can compare only one kind`);
    const [only] = facts;
    if (facts.length === 1 && (only?.type === 'instant' || only?.type === 'date'))
      return this.#wrong(node.span, `\`${kind}\` needs several facts, or one that is a list`);
    return { kind, facts: [...new Set(facts.map((fact) => fact.name))].sort() };
  }

  #judged(): Fact | undefined {
    if (this.#child('at') !== undefined) return resolveFact(this.#child('at'), ['instant', 'date'], this.#context);
    return this.#context.facts.get(this.#judgedByDefault ?? '');
  }

  // The length

  #length(): WindowLength | undefined {
    const [lasts, until] = [this.#child('lasts'), this.#child('until')];
    if (lasts !== undefined && until !== undefined) return this.#wrong(this.#keyOf('until'), '`until` does not go with `lasts`');
    if (until !== undefined) return this.#until(until);
    if (lasts === undefined)
      return this.#node.kind === 'map' ? this.#missing('lasts', 'how long the window is, such as `14 days`; or say its last day: `until`') : undefined;
    const countingFrom = this.#countingFrom();
    if (stringOf(lasts) === 'forever') {
      if (this.#child('counting-from') !== undefined) return this.#wrong(this.#keyOf('counting-from'), '`counting-from` does not go with `forever`');
      return { kind: 'forever' };
    }
    const duration = parseDuration(stringOf(lasts) ?? '');
    if (duration === undefined) {
      this.#reportDuration(lasts);
      return undefined;
    }
    if (this.#child('counting-from') === undefined) return this.#missing('counting-from', 'where the length begins');
    return countingFrom === undefined ? undefined : this.#counted(duration, countingFrom);
  }

  #reportDuration(node: TextNode): void {
    if (node.kind !== 'scalar') return;
    if (typeof node.value === 'number') this.#diagnostics.add('malformed-value', node.span, node.raw, 'has no unit, such as `14 days`');
    else if (stringOf(node) !== undefined) this.#diagnostics.add('malformed-value', node.span, node.raw, 'is longer than a window can be');
  }

  #until(node: TextNode): WindowLength | undefined {
    const constant = constantOf(node);
    if (node.kind !== 'scalar') return undefined;
    if (constant === undefined) {
      this.#diagnostics.add('malformed-value', node.span, node.raw, 'is neither a day nor a moment: write it as 2026-03-10 or 2026-03-10T14:20:00+08:00');
      return undefined;
    }
    for (const key of ['counting-from', 'month-end', 'pauses'])
      if (this.#child(key) !== undefined) return this.#wrong(this.#keyOf(key), `\`${key}\` does not go with \`until\``);
    return this.#reported(constant, node) ? { kind: 'until', type: constant.type, value: constant.value } : undefined;
  }

  #countingFrom(): 'at-once' | 'next-hour' | 'same-day' | 'next-day' | undefined {
    const word = stringOf(this.#child('counting-from'));
    return word === 'at-once' || word === 'next-hour' || word === 'same-day' || word === 'next-day' ? word : undefined;
  }

  #counted({ unit, count }: Duration, countingFrom: 'at-once' | 'next-hour' | 'same-day' | 'next-day'): WindowLength | undefined {
    const fits = unit === 'hours' ? countingFrom === 'at-once' || countingFrom === 'next-hour' : countingFrom !== 'next-hour';
    const place = this.#child('counting-from');
    if (!fits) this.#diagnostics.add('counting-from-unit', place?.span ?? this.#keySpan, countingFrom, unit);
    if (unit === 'hours') return countingFrom === 'at-once' || countingFrom === 'next-hour' ? { kind: 'hours', count, countingFrom } : undefined;
    if (countingFrom === 'next-hour') return undefined;
    const isMonths = unit === 'months' || unit === 'years';
    const kind = isMonths ? 'months' : unit === 'business days' ? 'business-days' : 'days';
    const factor = unit === 'years' ? 12 : unit === 'weeks' ? 7 : 1;
    return { kind, count: count * factor, countingFrom, monthEnd: isMonths ? this.#monthEnd() : null };
  }

  #monthEnd(): CalendarLength['monthEnd'] {
    const word = stringOf(this.#child('month-end'));
    if (this.#child('month-end') === undefined)
      this.#missing('month-end', 'whether a day that a month does not have is its `last-day`, or an `overflow` into the next month');
    return word === 'overflow' ? 'overflow' : 'last-day';
  }

  // The calendar

  /** null where there is none, undefined where it is wrong. */
  #calendar(): CalendarChoice | null | undefined {
    const node = this.#child('calendar');
    if (node === undefined) return null;
    if (node.kind !== 'map') {
      const calendar = this.#shelved(node);
      return calendar === undefined ? undefined : { kind: 'one', calendar: calendar.name };
    }
    const fact = resolveFact(childOf(node, 'fact'), ['enum'], this.#context);
    if (childOf(node, 'fact') === undefined)
      return this.#wrong(node.span, '`calendar` names a calendar, or { fact: … } with a calendar for each of its values');
    return fact === undefined ? undefined : this.#calendarsOf(node, fact);
  }

  #calendarsOf(node: TextNode, fact: Fact): CalendarChoice | undefined {
    const word = fact.values.find((value) => value === 'fact' || value === 'by');
    if (word !== undefined)
      return this.#wrong(node.span, `\`${fact.name}\` has the value \`${word}\`, which is a word of \`calendar\` itself: name it otherwise`);
    const given = entriesOf(node).filter(({ key }) => key !== 'fact');
    const calendars = new Map<string, string>();
    for (const { key, keySpan, value } of given) {
      if (!fact.values.includes(key)) this.#diagnostics.add('unknown-key', keySpan, key, nearestName(key, fact.values), fact.values);
      const calendar = this.#shelved(value);
      if (calendar !== undefined) calendars.set(key, calendar.name);
    }
    const missing = fact.values.filter((value) => !given.some(({ key }) => key === value));
    if (missing.length > 0) this.#diagnostics.add('missing-key', this.#keyOf('calendar'), missing, 'each value needs the calendar that counts there');
    return { kind: 'by-fact', fact: fact.name, calendars };
  }

  #shelved(node: TextNode): WorkCalendar | undefined {
    const calendar = this.#context.calendars.resolve(node, this.#diagnostics);
    if (calendar !== undefined) this.#calendars.set(calendar.name, calendar);
    return calendar;
  }

  // What goes with what

  /** A date has no clock time, which hours and lengths to the moment are counted by. */
  #checkClock(length: WindowLength, from: WindowEvent, at: Fact): void {
    const byClock = length.kind === 'hours' || ('countingFrom' in length && length.countingFrom === 'at-once');
    if (!byClock) return;
    const type = this.#typeOf(from);
    const place = this.#child('from');
    if (type === 'date' || type === 'dates') this.#diagnostics.add('date-with-hours', place?.span ?? this.#keySpan, this.#nameOf(from));
    if (at.type === 'date') this.#diagnostics.add('date-with-hours', this.#child('at')?.span ?? this.#keySpan, at.name);
  }

  #typeOf(event: WindowEvent): FactType | undefined {
    if (event.kind === 'fixed') return event.type;
    if (event.kind === 'end-of') return 'instant';
    return this.#context.facts.get(event.kind === 'fact' ? event.fact : (event.facts[0] ?? ''))?.type;
  }

  #nameOf(event: WindowEvent): string {
    if (event.kind === 'fact') return event.fact;
    const node = this.#child('from');
    return event.kind === 'fixed' && node?.kind === 'scalar' ? node.raw : event.kind === 'first-of' || event.kind === 'last-of' ? (event.facts[0] ?? '') : '';
  }

  #checkParts(length: WindowLength): void {
    const toEndOfDay =
      ('countingFrom' in length && length.countingFrom !== 'at-once' && length.countingFrom !== 'next-hour') ||
      (length.kind === 'until' && length.type === 'date');
    const rolls = this.#child('roll') !== undefined;
    const hasCalendar = this.#child('calendar') !== undefined;
    if (this.#child('month-end') !== undefined && length.kind !== 'months')
      this.#wrong(this.#keyOf('month-end'), '`month-end` goes with months and years alone');
    if (rolls && (!toEndOfDay || length.kind === 'business-days'))
      this.#wrong(
        this.#keyOf('roll'),
        '`roll` goes with windows that end with a calendar day: days, weeks, months and years from the `same-day` or the `next-day`, or `until` a day',
      );
    else if (rolls && !hasCalendar) this.#wrong(this.#keyOf('roll'), '`roll` needs a `calendar`, which says what a working day is');
    if (length.kind === 'business-days' && !hasCalendar) this.#missing('calendar', 'business days need one, which says what a working day is');
    if (hasCalendar && !rolls && length.kind !== 'business-days') this.#wrong(this.#keyOf('calendar'), '`calendar` goes with business days and with `roll`');
    if (this.#child('pauses') !== undefined && length.kind === 'forever') this.#wrong(this.#keyOf('pauses'), '`pauses` does not go with `forever`');
  }

  /** A fixed end that the event can come after. */
  #checkCrossed(length: WindowLength, from: WindowEvent): void {
    const until = this.#child('until');
    if (length.kind !== 'until' || until?.kind !== 'scalar') return;
    const { zone } = this.#context;
    if (zone === undefined) return;
    const latest = this.#latest(from, zone);
    const end = length.type === 'date' ? zone.endOfDay(length.value) : length.value;
    if (latest === undefined || latest > end) this.#diagnostics.add('window-end-first', until.span, this.#sayEvent(from), until.raw);
  }

  /** The latest instant that an event can have; undefined where it has no bound. */
  #latest(from: WindowEvent, zone: Zone): number | undefined {
    const toInstant = (type: FactType, value: number): number => (type === 'date' ? zone.startOfDay(value) : value);
    if (from.kind === 'end-of') return undefined;
    if (from.kind === 'fixed') return toInstant(from.type, from.value);
    const facts = (from.kind === 'fact' ? [from.fact] : from.facts).map((name) => this.#context.facts.get(name));
    const bounds = facts.map((fact) => (fact === undefined || fact.atMost === null ? undefined : toInstant(fact.type, fact.atMost)));
    return bounds.reduce((latest, bound) => (latest === undefined || bound === undefined ? undefined : Math.max(latest, bound)));
  }

  #sayEvent(from: WindowEvent): string {
    if (from.kind === 'end-of') return from.window;
    return this.#nameOf(from);
  }
}

/** A day or moment that is written out; `problem` where it is one that the calendar does not have. undefined for anything else. */
function constantOf(node: TextNode): (Constant & { readonly problem?: string }) | undefined {
  const text = stringOf(node) ?? '';
  if (!/^[0-9]{4,6}-[0-9]{2}-/.test(text)) return undefined;
  const type = text.includes('T') ? 'instant' : 'date';
  const parsed = type === 'instant' ? parseInstant(text) : parseDate(text);
  return parsed.ok ? { type, value: parsed.value } : { type, value: 0, problem: parsed.problem };
}
