import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { decimalsOfCurrency } from '../model/currency.ts';
import { compareExact, decimalsOf, fromUnits, parseDecimal } from '../model/exact.ts';
import type { Line, Measure, MeasureBound } from '../model/policy.ts';
import { childOf, type MapEntry, type ScalarNode, type TextNode } from '../text/node.ts';
import { noUses } from './build-condition.ts';
import { refuseDerivedFacts } from './derived-facts.ts';
import { type FactLookup, resolveFact } from './resolve-fact.ts';

/** What is held against a bound. */
export interface Measured {
  readonly of: Measure;
  readonly currency: string;
}

/** The currency of what is measured: totals are in the policy's. */
export function currencyOf(of: Measure, { lines, policyCurrency }: { readonly lines: readonly Line[]; readonly policyCurrency: string }): string {
  return (of.kind === 'line' ? lines.find(({ id }) => id === of.id)?.currency : undefined) ?? policyCurrency;
}

/** A sum or a money fact in the currency of what is measured; undefined where it is neither, which is reported. */
export function buildBound(node: TextNode, measured: Measured, lookup: FactLookup): MeasureBound | undefined {
  if (node.kind === 'scalar') return buildSum(node, measured, lookup.diagnostics);
  const factNode = childOf(node, 'fact');
  const fact = resolveFact(factNode, ['money'], lookup);
  if (factNode === undefined || fact === undefined) return undefined;
  refuseDerivedFacts(factNode, { ...noUses(), facts: new Set([fact.name]) }, lookup.facts, lookup.diagnostics);
  if (fact.currency !== measured.currency) {
    lookup.diagnostics.add('bound-currency', factNode.span, fact.name, fact.currency ?? '', wordsFor(measured.of), measured.currency);
    return undefined;
  }
  return { kind: 'fact', fact: fact.name };
}

function buildSum({ raw, span }: ScalarNode, { of, currency }: Measured, diagnostics: DiagnosticList): MeasureBound | undefined {
  const exact = parseDecimal(raw);
  // What is no number was reported by its shape.
  if (exact === undefined) return undefined;
  const decimals = decimalsOfCurrency(currency) ?? 2;
  if (decimalsOf(raw) > decimals) diagnostics.add('too-many-decimals', span, raw, String(decimals));
  else if (exact.n < 0n && !(of.kind === 'total' && of.of === 'net'))
    diagnostics.add('malformed-value', span, raw, `is below zero, and ${wordsFor(of)} never is`);
  else return { kind: 'sum', value: fromUnits((exact.n * 10n ** BigInt(decimals)) / exact.d, decimals) };
  return undefined;
}

function wordsFor(of: Measure): string {
  return of.kind === 'line' ? `\`${of.id}\`` : `the total \`${of.of}\``;
}

/** Reports a sum as lower bound that is greater than the upper one, at the latter. */
export function checkCrossed(atLeast: MeasureBound | null, atMost: MeasureBound | null, upper: MapEntry | undefined, diagnostics: DiagnosticList): void {
  if (atLeast?.kind !== 'sum' || atMost?.kind !== 'sum' || upper === undefined) return;
  if (compareExact(atLeast.value, atMost.value) > 0) diagnostics.add('bounds-crossed', upper.keySpan);
}
