import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { type WorkCalendar, weekdayOf } from '../model/calendar.ts';
import { compareText } from '../model/order.ts';
import type { Condition, Conditional, CorePolicy, Fact } from '../model/policy.ts';
import { Zone } from '../model/time.ts';

/**
 * `sha256:…` over everything that can reach a decision's bytes, and nothing else: a comment, a question, the title of a window, the
 * name of a section, the order of entries, a clause's summary, an invariant, what is accepted or whether it is a draft may change without it.
 */
export function digestOf(policy: Omit<CorePolicy, 'digest'>): string {
  const {
    title: _title,
    draft: _draft,
    about: _about,
    clauses: _clauses,
    facts,
    readings,
    impossible,
    windows,
    calendars,
    invariants: _invariants,
    accepted: _accepted,
    ...rest
  } = policy;
  const data = {
    language: 1,
    ...rest,
    facts: [...facts.values()].map(withoutQuestion),
    readings: [...readings.values()].map(({ name, choice }) => ({ name, choice })),
    impossible: new Set(impossible),
    windows: [...windows.values()].map(({ title: _windowTitle, ...window }) => window),
    calendars: [...calendars.values()].map(withoutWeekendHolidays),
    floors: new Set(floorsOf(policy)),
    rules: policy.rules.map(withoutSection),
    lines: policy.lines.map(withoutSection),
    evidence: policy.evidence.map((item) => ({ ...withoutSection(item), anyOf: item.anyOf.map(({ id }) => id) })),
    duties: policy.duties.map(withoutSection),
  };
  const plain = toPlain(data);
  const text = canonicalize(plain);
  if (text === undefined) throw new Error('a policy has no canonical form');
  return `sha256:${bytesToHex(sha256(utf8ToBytes(text)))}`;
}

/** The order of values has a meaning where they are remedies: alternatives are shown in it. */
function withoutQuestion({ ask: _ask, conditional: _conditional, ...fact }: Fact): unknown {
  return { ...fact, values: fact.remedy ? fact.values : [...fact.values].sort(compareText) };
}

function withoutSection<Part extends Conditional>({ section: _section, ...statement }: Part): Omit<Part, 'section'> {
  return statement;
}

/** A holiday on a weekend is not worked anyhow. */
function withoutWeekendHolidays(calendar: WorkCalendar): WorkCalendar {
  return { ...calendar, holidays: new Set([...calendar.holidays].filter((day) => !calendar.weekend.has(weekdayOf(day)))) };
}

/** Each floor by what it does: whom it entitles, the charges that may be asked for under it, and the evidence that is its own. */
function floorsOf({ floors, rules, lines, evidence }: Omit<CorePolicy, 'digest'>): readonly object[] {
  const parts = (section: string): readonly string[] =>
    [...rules.filter(({ effect }) => effect === 'entitle'), ...lines.filter(({ side }) => side === 'charge'), ...evidence]
      .filter((statement) => statement.section === section)
      .map(({ id }) => id)
      .sort(compareText);
  return [...floors].map(([section, charges]) => ({ parts: parts(section), charges })).filter((floor) => floor.parts.length > 0);
}

/** Plain data without any order that has no meaning. */
function toPlain(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Zone) return value.name;
  if (value instanceof Map) return [...value].map(([key, item]) => [key, toPlain(item)] as const).sort(([a], [b]) => compareText(String(a), String(b)));
  if (value instanceof Set) return [...(value as ReadonlySet<unknown>)].map(toPlain).sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== 'object' || value === null) return value;
  if (isCondition(value)) return conditionToPlain(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlain(item)]));
}

const conditionKinds: readonly unknown[] = ['constant', 'all', 'any', 'not', 'is', 'has', 'compare', 'window'];

function isCondition(value: object): value is Condition {
  return 'kind' in value && conditionKinds.includes(value.kind);
}

const plainConditions = new WeakMap<Condition, unknown>();

/** Parts of `all` and `any` in a fixed order, each once. */
function conditionToPlain(condition: Condition): unknown {
  const known = plainConditions.get(condition);
  if (known !== undefined) return known;
  const plain = plainOf(condition);
  plainConditions.set(condition, plain);
  return plain;
}

function plainOf(condition: Condition): unknown {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const parts = new Map(condition.of.map((part) => [JSON.stringify(conditionToPlain(part)), conditionToPlain(part)]));
      return { [condition.kind]: [...parts].sort(([a], [b]) => compareText(a, b)).map(([, part]) => part) };
    }
    case 'not':
      return { not: conditionToPlain(condition.of) };
    case 'is':
    case 'has':
      return { ...condition, values: sortedAsText(condition.values) };
    case 'window':
      return { ...condition, states: [...condition.states].sort() };
    default:
      return { ...condition };
  }
}

/** A category of a tree stands for hundreds of values, so each is written once and not at every comparison. */
function sortedAsText(values: readonly unknown[]): readonly unknown[] {
  return values
    .map((value) => [JSON.stringify(value), value] as const)
    .sort(([a], [b]) => compareText(a, b))
    .map(([, value]) => value);
}
