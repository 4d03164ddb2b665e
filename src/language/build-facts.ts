import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { always, testsOf } from '../model/condition.ts';
import { currencyCodes, decimalsOfCurrency } from '../model/currency.ts';
import type { Condition, Fact, FactType } from '../model/policy.ts';
import { childOf, entriesOf, entryOf, itemsOf, stringOf, type TextNode } from '../text/node.ts';
import { type ConditionBuilder, noUses, type Uses } from './build-condition.ts';
import { isOrdered, readOrdinal } from './fact-values.ts';

const factTypes: readonly FactType[] = ['boolean', 'enum', 'set', 'integer', 'decimal', 'money', 'instant', 'date'];

/** Keys of a fact that go with some types alone. */
const typesOfKey: Readonly<Record<string, readonly FactType[]>> = {
  values: ['enum', 'set'],
  remedy: ['enum'],
  decimals: ['decimal'],
  currency: ['money'],
  atLeast: ['integer', 'decimal', 'money', 'instant', 'date'],
  atMost: ['integer', 'decimal', 'money', 'instant', 'date'],
};

/** The currency that a node names, or the fallback where it is wrong (which is reported) or missing. */
export function readCurrency(node: TextNode | undefined, fallback: string, diagnostics: DiagnosticList): string {
  const code = stringOf(node);
  if (node === undefined || code === undefined) return fallback;
  if (decimalsOfCurrency(code) !== undefined) return code;
  if (/^[A-Z]{3}$/.test(code)) diagnostics.add('unknown-currency', node.span, code, nearestName(code, currencyCodes));
  return fallback;
}

/** The facts of a policy, without their `when`: that needs the facts to be known. */
export function readFacts(root: TextNode, currency: string, diagnostics: DiagnosticList): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  let remedy: string | undefined;
  for (const { key: name, value: node } of entriesOf(childOf(root, 'facts'))) {
    const fact = readFact(name, node, currency, diagnostics);
    if (fact === undefined) continue;
    if (fact.remedy && remedy !== undefined) diagnostics.add('two-remedies', entryOf(node, 'remedy')?.keySpan ?? node.span, name, remedy);
    if (fact.remedy) remedy ??= name;
    facts.set(name, fact);
  }
  return facts;
}

function readFact(name: string, node: TextNode, policyCurrency: string, diagnostics: DiagnosticList): Fact | undefined {
  const type = factTypes.find((candidate) => candidate === stringOf(childOf(node, 'type')));
  if (type === undefined) return undefined;
  for (const { key, keySpan } of entriesOf(node)) if (typesOfKey[key]?.includes(type) === false) diagnostics.add('key-not-for-type', keySpan, key, type);
  const currency = type === 'money' ? readCurrency(childOf(node, 'currency'), policyCurrency, diagnostics) : null;
  const decimals = childOf(node, 'decimals');
  const declared = decimals?.kind === 'scalar' && typeof decimals.value === 'number' ? decimals.value : 6;
  const fact: Fact = {
    name,
    type,
    values: valuesOf(node, type, diagnostics),
    ask: stringOf(childOf(node, 'ask')) ?? null,
    nullable: flag(node, 'nullable'),
    conditional: childOf(node, 'when') !== undefined,
    remedy: type === 'enum' && flag(node, 'remedy'),
    decimals: type === 'decimal' ? declared : currency === null ? 0 : (decimalsOfCurrency(currency) ?? 2),
    currency,
    atLeast: null,
    atMost: null,
    when: always,
  };
  return isOrdered(fact) ? { ...fact, ...boundsOf(node, fact, diagnostics) } : fact;
}

function flag(node: TextNode, key: string): boolean {
  const value = childOf(node, key);
  return value?.kind === 'scalar' && value.value === true;
}

function valuesOf(node: TextNode, type: FactType, diagnostics: DiagnosticList): readonly string[] {
  if (type !== 'enum' && type !== 'set') return [];
  const list = childOf(node, 'values');
  if (list === undefined) diagnostics.add('missing-key', entryOf(node, 'type')?.keySpan ?? node.span, 'values', 'the values of an enum or a set');
  const values = new Set<string>();
  for (const item of itemsOf(list)) {
    const value = stringOf(item);
    if (value === undefined) continue;
    if (values.has(value)) diagnostics.add('repeated', item.span, value);
    values.add(value);
  }
  return [...values];
}

function boundsOf(node: TextNode, fact: Fact, diagnostics: DiagnosticList): Pick<Fact, 'atLeast' | 'atMost'> {
  const bound = (key: 'atLeast' | 'atMost'): number | undefined => {
    const value = childOf(node, key);
    return value === undefined ? undefined : readOrdinal(value, fact, diagnostics);
  };
  const counted = fact.type !== 'instant' && fact.type !== 'date';
  const atLeast = bound('atLeast') ?? (counted ? 0 : null);
  const atMost = bound('atMost') ?? null;
  if (atLeast !== null && atMost !== null && atLeast > atMost) diagnostics.add('bounds-crossed', entryOf(node, 'atMost')?.keySpan ?? node.span);
  return { atLeast, atMost };
}

/**
 * Builds the `when` of each fact and puts it into `facts`.
 * @returns what each fact consults by its `when`, through other facts too
 */
export function buildFactConditions(
  root: TextNode,
  facts: Map<string, Fact>,
  conditions: ConditionBuilder,
  diagnostics: DiagnosticList,
): ReadonlyMap<string, Uses> {
  const direct = new Map<string, Uses>();
  const whens = new Map<string, Condition>();
  for (const { key: name, value: node } of entriesOf(childOf(root, 'facts'))) {
    const when = childOf(node, 'when');
    if (when === undefined || !facts.has(name)) continue;
    const uses = noUses();
    const condition = conditions.build(when, uses, name);
    for (const test of testsOf(condition))
      if (test.kind === 'window') diagnostics.add('wrong-kind', when.span, test.window, 'window', 'fact, term or reading', []);
    whens.set(name, condition);
    direct.set(name, uses);
  }
  for (const [name, when] of whens) {
    const fact = facts.get(name);
    if (fact !== undefined) facts.set(name, { ...fact, when });
  }
  return closeOver(root, direct, diagnostics);
}

function closeOver(root: TextNode, direct: ReadonlyMap<string, Uses>, diagnostics: DiagnosticList): ReadonlyMap<string, Uses> {
  const closed = new Map<string, Uses>();
  const underWay: string[] = [];
  const close = (name: string): Uses => {
    const known = closed.get(name);
    if (known !== undefined) return known;
    const all = noUses();
    const own = direct.get(name);
    const from = underWay.indexOf(name);
    if (from !== -1) {
      const entry = entryOf(childOf(root, 'facts'), name);
      if (entry !== undefined) diagnostics.add('cycle', entry.keySpan, underWay.slice(from));
      return all;
    }
    if (own === undefined) return all;
    underWay.push(name);
    for (const reading of own.readings) all.readings.add(reading);
    for (const fact of own.facts) {
      all.facts.add(fact);
      for (const reading of close(fact).readings) all.readings.add(reading);
    }
    underWay.pop();
    closed.set(name, all);
    return all;
  };
  for (const name of direct.keys()) close(name);
  return closed;
}
