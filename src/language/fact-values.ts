import { listWords } from '../diagnostics/list-words.ts';
import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestValue } from '../diagnostics/nearest-name.ts';
import { decimalsOf, parseDecimal } from '../model/exact.ts';
import type { Fact } from '../model/policy.ts';
import { parseDate, parseInstant } from '../model/time.ts';
import type { TextNode } from '../text/node.ts';

/** Facts of these types have an order, and whole numbers as values. */
export function isOrdered(fact: Pick<Fact, 'type'>): boolean {
  return ['integer', 'decimal', 'money', 'instant', 'date'].includes(fact.type);
}

/** Facts of these types are not compared with anything: a condition can only ask whether there is one. */
export function isOpaque(fact: Pick<Fact, 'type'>): boolean {
  return ['text', 'instants', 'dates', 'periods'].includes(fact.type);
}

/** A value of an ordered fact, or why the text is none. */
export type Ordinal =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly code: 'malformed-value'; readonly problem: string }
  | { readonly ok: false; readonly code: 'too-many-decimals'; readonly decimals: number };

/** Reads a value of an ordered fact from its text: exactly, or not at all. */
export function parseOrdinal(text: string, fact: Pick<Fact, 'type' | 'decimals'>): Ordinal {
  const malformed = (problem: string): Ordinal => ({ ok: false, code: 'malformed-value', problem });
  if (fact.type === 'instant' || fact.type === 'date') {
    const parsed = fact.type === 'instant' ? parseInstant(text) : parseDate(text);
    return parsed.ok ? parsed : malformed(parsed.problem);
  }
  const exact = parseDecimal(text);
  if (exact === undefined)
    return malformed(
      fact.type === 'integer'
        ? 'is not a whole number'
        : `is not a plainly written ${fact.type === 'money' ? 'amount, such as 12.50, without currency and thousands' : 'number, such as 12.5'}`,
    );
  if (decimalsOf(text) > fact.decimals)
    return fact.type === 'integer' ? malformed('is not a whole number') : { ok: false, code: 'too-many-decimals', decimals: fact.decimals };
  const value = Number((exact.n * 10n ** BigInt(fact.decimals)) / exact.d);
  return Number.isSafeInteger(value) ? { ok: true, value: value === 0 ? 0 : value } : malformed('is too large');
}

/** Reads a constant that is compared with an ordered fact; reports it where it is none. */
export function readOrdinal(node: TextNode, fact: Fact, diagnostics: DiagnosticList): number | undefined {
  if (node.kind !== 'scalar' || typeof node.value === 'boolean' || node.value === null || (fact.type === 'integer' && typeof node.value !== 'number')) {
    diagnostics.add('wrong-test', node.span, fact.name, kindOfFact(fact), testsOfFact(fact));
    return undefined;
  }
  const parsed = parseOrdinal(node.raw, fact);
  if (parsed.ok) return parsed.value;
  if (parsed.code === 'too-many-decimals') diagnostics.add('too-many-decimals', node.span, node.raw, String(parsed.decimals));
  else diagnostics.add('malformed-value', node.span, node.raw, parsed.problem);
  return undefined;
}

/**
 * Reads a constant that a fact may equal; reports it where it may not.
 * @param nullable whether the fact can be null
 */
export function readConstant(node: TextNode, fact: Fact, nullable: boolean, diagnostics: DiagnosticList): string | boolean | number | null | undefined {
  if (node.kind === 'scalar' && node.value === null) {
    if (nullable) return null;
    diagnostics.add('not-nullable', node.span, fact.name);
    return undefined;
  }
  if (isOrdered(fact)) return readOrdinal(node, fact, diagnostics);
  if (isOpaque(fact) || node.kind !== 'scalar' || typeof node.value !== (fact.type === 'boolean' ? 'boolean' : 'string')) {
    diagnostics.add('wrong-test', node.span, fact.name, kindOfFact(fact), testsOfFact(fact));
    return undefined;
  }
  // A fact without values is reported where it is declared.
  if (typeof node.value === 'string' && !fact.values.includes(node.value) && fact.values.length > 0) {
    diagnostics.add('unknown-value', node.span, `\`${node.value}\``, nearestValue(node.value, fact.values), fact.values);
    return undefined;
  }
  return typeof node.value === 'number' ? undefined : node.value;
}

export function kindOfFact(fact: Pick<Fact, 'type'>): string {
  return {
    boolean: 'true or false',
    enum: 'one of several words',
    set: 'a set of words',
    text: 'a name or number',
    integer: 'a whole number',
    decimal: 'a number',
    money: 'an amount',
    instant: 'a moment',
    date: 'a day',
    instants: 'a list of moments',
    dates: 'a list of days',
    periods: 'a list of stretches of time',
  }[fact.type];
}

/** What a fact of this type is tested with, in words. */
export function testsOfFact(fact: Pick<Fact, 'type' | 'values'>): string {
  return {
    boolean: '`true` or `false`',
    enum: listWords(fact.values),
    set: listWords(fact.values),
    text: '`null` or { not: null }',
    integer: 'whole numbers, such as { over: 3 }',
    decimal: 'numbers, such as { over: 2.5 }',
    money: 'amounts, such as { over: 20 }',
    instant: 'moments, such as { atLeast: 2026-03-10T00:00:00+08:00 }',
    date: 'days, such as { atLeast: 2026-03-10 }',
    instants: '`null` or { not: null }',
    dates: '`null` or { not: null }',
    periods: '`null` or { not: null }',
  }[fact.type];
}
