import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { always } from '../model/condition.ts';
import { decimalsOfCurrency } from '../model/currency.ts';
import type { Condition, Fact, FactType } from '../model/policy.ts';
import { childOf, entriesOf, entryOf, itemsOf, type MapEntry, stringOf, type TextNode } from '../text/node.ts';
import type { Span } from '../text/source-file.ts';
import { addUses, type ConditionBuilder, maximumSteps, noUses, type Uses } from './build-condition.ts';
import { checkNoPlaceholder } from './build-text.ts';
import { refuseDerivedFacts } from './derived-facts.ts';
import { isOrdered, readOrdinal } from './fact-values.ts';
import { readTaxonomy, type Taxonomy } from './taxonomy.ts';

const factTypes: readonly FactType[] = ['boolean', 'enum', 'set', 'text', 'integer', 'decimal', 'money', 'instant', 'date', 'instants', 'dates', 'periods'];

/** Keys of a fact that go with some types alone. */
const typesOfKey: Readonly<Record<string, readonly FactType[]>> = {
  values: ['enum', 'set'],
  tree: ['enum'],
  remedy: ['enum'],
  decimals: ['decimal'],
  currency: ['money'],
  derived: ['money'],
  atLeast: ['integer', 'decimal', 'money', 'instant', 'date'],
  atMost: ['integer', 'decimal', 'money', 'instant', 'date'],
};

/** The currency that a node names, or the fallback where it is wrong (which is reported) or missing. */
export function readCurrency(node: TextNode | undefined, fallback: string, diagnostics: DiagnosticList): string {
  const code = stringOf(node);
  if (node === undefined || code === undefined) return fallback;
  if (decimalsOfCurrency(code) !== undefined) return code;
  if (/^[A-Z]{3}$/.test(code)) diagnostics.add('unknown-currency', node.span, code);
  return fallback;
}

/** The trees of enum facts, by fact. */
export function readTaxonomies(root: TextNode, diagnostics: DiagnosticList): ReadonlyMap<string, Taxonomy> {
  const trees = entriesOf(childOf(root, 'facts')).flatMap(({ key, value }) => {
    const tree = childOf(value, 'tree');
    return tree === undefined || stringOf(childOf(value, 'type')) !== 'enum' ? [] : [[key, readTaxonomy(tree, diagnostics)] as const];
  });
  return new Map(trees);
}

/** The facts of a policy, without their `when`: that needs the facts to be known. */
export function readFacts(root: TextNode, currency: string, diagnostics: DiagnosticList): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  let remedy: string | undefined;
  for (const entry of entriesOf(childOf(root, 'facts'))) {
    const { key: name, value: node } = entry;
    const fact = readFact(entry, currency, diagnostics);
    checkNoPlaceholder(childOf(node, 'ask'), diagnostics);
    if (fact === undefined) continue;
    if (fact.remedy && remedy !== undefined) diagnostics.add('two-remedies', entryOf(node, 'remedy')?.keySpan ?? node.span, name, remedy);
    if (fact.remedy) remedy ??= name;
    facts.set(name, fact);
  }
  return facts;
}

function readFact(entry: MapEntry, policyCurrency: string, diagnostics: DiagnosticList): Fact | undefined {
  const { key: name, value: node } = entry;
  const type = factTypes.find((candidate) => candidate === stringOf(childOf(node, 'type')));
  if (type === undefined) return undefined;
  for (const { key, keySpan } of entriesOf(node)) if (typesOfKey[key]?.includes(type) === false) diagnostics.add('key-not-for-type', keySpan, key, type);
  const currency = type === 'money' ? readCurrency(childOf(node, 'currency'), policyCurrency, diagnostics) : null;
  const decimals = childOf(node, 'decimals');
  const declared = decimals?.kind === 'scalar' && typeof decimals.value === 'number' ? decimals.value : 6;
  const fact: Fact = {
    name,
    type,
    values: valuesOf(entry, type, diagnostics),
    ask: stringOf(childOf(node, 'ask')) ?? null,
    nullable: flag(node, 'nullable'),
    conditional: childOf(node, 'when') !== undefined,
    remedy: type === 'enum' && flag(node, 'remedy'),
    decimals: type === 'decimal' ? declared : currency === null ? 0 : (decimalsOfCurrency(currency) ?? 2),
    currency,
    atLeast: null,
    atMost: null,
    when: always,
    derived: null,
  };
  return isOrdered(fact) ? { ...fact, ...boundsOf(node, fact, diagnostics) } : fact;
}

function flag(node: TextNode, key: string): boolean {
  const value = childOf(node, key);
  return value?.kind === 'scalar' && value.value === true;
}

function valuesOf({ keySpan, value: node }: MapEntry, type: FactType, diagnostics: DiagnosticList): readonly string[] {
  if (type !== 'enum' && type !== 'set') return [];
  const list = childOf(node, 'values');
  const tree = entryOf(node, 'tree');
  if (tree !== undefined && type === 'enum') {
    if (list !== undefined) diagnostics.add('values-and-tree', tree.keySpan);
    return entriesOf(tree.value).map((entry) => entry.key);
  }
  if (list === undefined && tree === undefined) diagnostics.add('missing-key', keySpan, ['values'], 'the values of an enum or a set');
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
    refuseDerivedFacts(when, uses, facts, diagnostics);
    for (const window of uses.windows) diagnostics.add('wrong-kind', keySpanWithin(when, window) ?? when.span, window, 'window', 'fact, term or reading', []);
    whens.set(name, condition);
    direct.set(name, uses);
  }
  for (const [name, when] of whens) {
    const fact = facts.get(name);
    if (fact !== undefined) facts.set(name, { ...fact, when });
  }
  return closeOver(root, direct, diagnostics);
}

/** Where a condition itself names something, rather than a term in it. */
function keySpanWithin(node: TextNode, name: string): Span | undefined {
  const entries = entriesOf(node);
  const own = entries.find((entry) => entry.key === name);
  return (
    own?.keySpan ?? [...entries.map((entry) => entry.value), ...itemsOf(node)].map((inner) => keySpanWithin(inner, name)).find((span) => span !== undefined)
  );
}

/** What facts consult through each other. Reports facts that depend on themselves, and those whose dependence goes too deep. */
function closeOver(root: TextNode, direct: ReadonlyMap<string, Uses>, diagnostics: DiagnosticList): ReadonlyMap<string, Uses> {
  const closed = new Map<string, Uses & { readonly steps: number }>();
  const underWay: string[] = [];
  const report = (code: 'cycle' | 'chain-too-long', name: string): void => {
    const span = entryOf(childOf(root, 'facts'), name)?.keySpan ?? root.span;
    if (code === 'cycle') diagnostics.add(code, span, underWay.slice(underWay.indexOf(name)));
    else diagnostics.add(code, span, name, String(maximumSteps));
  };
  const close = (name: string): Uses & { readonly steps: number } => {
    const own = direct.get(name);
    const known = closed.get(name) ?? (own === undefined ? { ...noUses(), steps: 0 } : undefined);
    if (known !== undefined || own === undefined) return known ?? { ...noUses(), steps: 0 };
    if (underWay.includes(name) || underWay.length >= maximumSteps) {
      report(underWay.includes(name) ? 'cycle' : 'chain-too-long', name);
      return { ...noUses(), steps: 0 };
    }
    underWay.push(name);
    const others = [...own.facts].map(close);
    underWay.pop();
    const steps = 1 + others.reduce((most, other) => Math.max(most, other.steps), 0);
    if (steps > maximumSteps) report('chain-too-long', name);
    const all = { ...noUses(), steps: steps > maximumSteps ? 0 : steps };
    addUses(all, own);
    for (const other of others) for (const reading of other.readings) all.readings.add(reading);
    closed.set(name, all);
    return all;
  };
  for (const name of direct.keys()) close(name);
  return closed;
}
