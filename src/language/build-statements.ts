import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { amountsWithin } from '../model/amount-parts.ts';
import { all } from '../model/condition.ts';
import { compareStatements, compareText } from '../model/order.ts';
import type { Condition, Conditional, Duty, Evidence, Line, Rule, Text, Tier } from '../model/policy.ts';
import { factsOfWindow, windowsBehind } from '../model/window-facts.ts';
import { childOf, entriesOf, entryOf, itemsOf, type MapEntry, stringOf, type TextNode } from '../text/node.ts';
import { collectChosenBy } from './apply-readings.ts';
import { type AmountContext, buildAmount } from './build-amount.ts';
import { readCurrency } from './build-facts.ts';
import { addUses, noUses, type Uses } from './build-condition.ts';
import { hasTime } from './build-windows.ts';
import { buildText, checkNoPlaceholder, windowsInText } from './build-text.ts';
import { clausesOf } from './clauses.ts';
import { refuseDerivedFacts } from './derived-facts.ts';

export interface StatementContext extends AmountContext {
  /** What each window consults by itself. */
  readonly windowUses: ReadonlyMap<string, Uses>;
  /** What each fact consults by its `when`. */
  readonly factUses: ReadonlyMap<string, Uses>;
}

export interface Statements {
  readonly rules: readonly Rule[];
  readonly lines: readonly Line[];
  readonly evidence: readonly Evidence[];
  readonly duties: readonly Duty[];
  /** Sections that are a mandatory floor, with the charges of other sections that they allow. */
  readonly floors: ReadonlyMap<string, ReadonlySet<string>>;
}

/** All statements of all sections, each list sorted by clause and id. */
export function buildStatements(root: TextNode, context: StatementContext): Statements {
  const rules: Rule[] = [];
  const lines: Line[] = [];
  const evidence: Evidence[] = [];
  const duties: Duty[] = [];
  const floors = new Map<string, ReadonlySet<string>>();
  for (const { key: section, value: node } of entriesOf(childOf(root, 'sections'))) {
    checkNoPlaceholder(childOf(node, 'title'), context.diagnostics);
    const uses = noUses();
    const when = context.conditions.build(childOf(node, 'when'), uses, section);
    const floor = buildFloor(childOf(node, 'floor'), context);
    if (floor !== null) floors.set(section, floor);
    collectChosenBy(childOf(node, 'floor'), uses.readings);
    refuseDerivedFacts(childOf(node, 'when'), uses, context.facts, context.diagnostics);
    const inSection: SectionContext = { ...context, section, guard: when, guardUses: uses, isFloor: floor !== null };
    for (const entry of entriesOf(childOf(node, 'rules'))) rules.push(buildRule(entry, inSection));
    for (const entry of entriesOf(childOf(node, 'charges'))) lines.push(buildLine(entry, 'charge', inSection));
    for (const entry of entriesOf(childOf(node, 'credits'))) lines.push(buildLine(entry, 'credit', inSection));
    for (const entry of entriesOf(childOf(node, 'evidence'))) evidence.push(buildEvidence(entry, inSection));
    for (const entry of entriesOf(childOf(node, 'duties'))) duties.push(buildDuty(entry, inSection));
  }
  checkAlternatives(evidence, root, context.diagnostics);
  return {
    rules: rules.sort(compareStatements),
    lines: lines.sort(compareStatements),
    evidence: evidence.sort(compareStatements),
    duties: duties.sort(compareStatements),
    floors: new Map([...floors].sort(([a], [b]) => compareText(a, b))),
  };
}

interface SectionContext extends StatementContext {
  readonly section: string;
  readonly guard: Condition;
  readonly guardUses: Uses;
  readonly isFloor: boolean;
}

/** The charges of other sections that a floor allows; null where the section is none. */
function buildFloor(node: TextNode | undefined, { names, diagnostics }: StatementContext): ReadonlySet<string> | null {
  if (node === undefined || (node.kind === 'scalar' && node.value === false)) return null;
  const allowed = new Set<string>();
  for (const item of itemsOf(childOf(node, 'charges'))) {
    const name = stringOf(item);
    if (name !== undefined && !names.charges.includes(name))
      diagnostics.add('unknown-name', item.span, name, 'charge', nearestName(name, names.charges), names.charges);
    if (name !== undefined) allowed.add(name);
  }
  return new Set([...allowed].sort(compareText));
}

/** What every conditional statement has; `uses` are those of its other parts. */
function conditional({ key: id, value: node }: MapEntry, uses: Uses, context: SectionContext): Conditional {
  const condition = all([context.guard, context.conditions.buildWhenUnless(node, uses, id)]);
  collectChosenBy(node, uses.readings);
  if (stringOf(childOf(node, 'per')) !== 'request') refuseDerivedFacts(node, uses, context.facts, context.diagnostics);
  addUses(uses, context.guardUses);
  return { id, clauses: clausesOf(node), readings: closeReadings(uses, context), section: context.section, guard: context.guard, condition };
}

/** The readings that are consulted directly or through windows and facts, by name. */
export function closeReadings(uses: Uses, context: Pick<StatementContext, 'facts' | 'windows' | 'windowUses' | 'factUses'>): readonly string[] {
  const readings = new Set(uses.readings);
  const facts = new Set(uses.facts);
  for (const { id } of [...uses.windows].flatMap((name) => windowsBehind(name, context.windows))) {
    const own = context.windowUses.get(id);
    for (const reading of own?.readings ?? []) readings.add(reading);
    for (const fact of own?.facts ?? []) facts.add(fact);
  }
  for (const id of uses.windows) for (const fact of factsOfWindow(id, context.windows)) facts.add(fact);
  const direct = [...facts];
  for (const name of direct) {
    const derived = context.facts.get(name)?.derived;
    if (derived !== undefined && derived !== null) facts.add(derived.from).add(derived.less);
  }
  for (const fact of facts) for (const reading of context.factUses.get(fact)?.readings ?? []) readings.add(reading);
  return [...readings].sort(compareText);
}

const effects = ['accept', 'reject', 'review'] as const;
const ruleKeys: readonly string[] = [...effects, 'when', 'unless', 'clause'];

function buildRule(entry: MapEntry, context: SectionContext): Rule {
  const uses = noUses();
  const found = effects.filter((effect) => entryOf(entry.value, effect) !== undefined);
  const isReported = entriesOf(entry.value).some(({ key }) => !ruleKeys.includes(key));
  if (found.length > 1 || (found.length === 0 && !isReported && entry.value.kind === 'map'))
    context.diagnostics.add('effect-count', entry.keySpan, entry.key, found);
  const word = found[0] ?? 'review';
  const effect = word === 'accept' && context.isFloor ? 'entitle' : word;
  const message = text(childOf(entry.value, word), entry.key, uses, context);
  return { ...conditional(entry, uses, context), effect, message };
}

function text(node: TextNode | undefined, fallback: string, uses: Uses, context: SectionContext, per: Line['per'] = 'item'): Text {
  const built = buildText(node, fallback, per, context.names, context.diagnostics);
  for (const window of windowsInText(built)) uses.windows.add(window);
  return built;
}

function buildLine(entry: MapEntry, side: Line['side'], context: SectionContext): Line {
  const uses = noUses();
  const node = childOf(entry.value, 'amount');
  const currencyNode = childOf(entry.value, 'currency');
  const declared = currencyNode === undefined ? undefined : readCurrency(currencyNode, context.policyCurrency, context.diagnostics);
  const { amount, currency, fractional } =
    node === undefined
      ? { amount: { kind: 'unspecified' } as const, currency: context.policyCurrency, fractional: false }
      : buildAmount(node, entry.key, uses, context, declared);
  addTiers(amount, uses, context.tiers);
  const round = stringOf(childOf(entry.value, 'round'));
  const rounding = round === 'half-up' || round === 'half-even' || round === 'up' || round === 'down' ? round : null;
  if (fractional && childOf(entry.value, 'round') === undefined) context.diagnostics.add('round-missing', entry.keySpan, entry.key, currency);
  const on = stringOf(childOf(entry.value, 'on')) === 'rejected' ? 'rejected' : 'granted';
  const per = stringOf(childOf(entry.value, 'per')) === 'request' ? 'request' : 'item';
  const title = text(childOf(entry.value, 'title'), entry.key, uses, context, per);
  const waived = buildWaiver(childOf(entry.value, 'waived'), entry.key, uses, context, per);
  return { ...conditional(entry, uses, context), side, title, on, per, waived, amount, currency, round: rounding };
}

/** Adds what the tiers of an amount consult. */
function addTiers(amount: Line['amount'], uses: Uses, tiers: ReadonlyMap<string, Tier>): void {
  for (const part of amountsWithin(amount)) {
    const tier = part.kind === 'tier' ? tiers.get(part.tier) : undefined;
    for (const reading of tier?.readings ?? []) uses.readings.add(reading);
    for (const fact of [tier?.counts, tier?.units, tier?.column, tier?.distinct]) if (fact !== undefined && fact !== null) uses.facts.add(fact);
  }
}

function buildWaiver(node: TextNode | undefined, id: string, uses: Uses, context: SectionContext, per: Line['per']): Line['waived'] {
  if (node === undefined) return null;
  return { when: context.conditions.build(childOf(node, 'when'), uses, id), because: text(childOf(node, 'because'), id, uses, context, per) };
}

function buildEvidence(entry: MapEntry, context: SectionContext): Evidence {
  const uses = noUses();
  const node = entry.value;
  const what = text(childOf(node, 'what'), entry.key, uses, context);
  const alternatives = entriesOf(childOf(node, 'any-of')).map(({ key, value }) => ({ id: key, what: stringOf(value) ?? key }));
  const anyOf = alternatives.sort((a, b) => compareText(a.id, b.id));
  for (const alternative of entriesOf(childOf(node, 'any-of'))) checkNoPlaceholder(alternative.value, context.diagnostics);
  const unavailable = childOf(node, 'unavailable');
  const reason = childOf(unavailable, 'reject') ?? childOf(unavailable, 'review');
  const word = stringOf(unavailable) ?? (childOf(unavailable, 'reject') === undefined ? 'review' : 'reject');
  const message = word === 'nothing' ? [] : reason === undefined ? ['Not available: ', ...what] : text(reason, entry.key, uses, context);
  return {
    ...conditional(entry, uses, context),
    what,
    anyOf,
    atLeast: thresholdOf(entry, anyOf.length, context.diagnostics),
    unavailable: word === 'reject' || word === 'nothing' ? word : 'review',
    message,
  };
}

/** How many of the alternatives are enough. */
function thresholdOf({ value: node }: MapEntry, alternatives: number, diagnostics: DiagnosticList): number {
  const threshold = childOf(node, 'atLeast');
  if (threshold?.kind !== 'scalar' || typeof threshold.value !== 'number') return 1;
  if (alternatives === 0) diagnostics.add('evidence-threshold', threshold.span, '`atLeast` goes with `any-of` alone');
  else if (threshold.value > alternatives)
    diagnostics.add('evidence-threshold', threshold.span, `there are ${alternatives} alternatives, and ${threshold.value} of them cannot be shown`);
  return threshold.value;
}

/** What a caller tells about evidence is told by name: of the item, or of its alternatives. */
function checkAlternatives(evidence: readonly Evidence[], root: TextNode, diagnostics: DiagnosticList): void {
  const items = new Set(evidence.map((item) => item.id));
  for (const section of entriesOf(childOf(root, 'sections')))
    for (const item of entriesOf(childOf(section.value, 'evidence')))
      for (const { key, keySpan } of entriesOf(childOf(item.value, 'any-of'))) {
        if (items.has(key)) diagnostics.add('name-taken', keySpan, key, 'evidence item');
        items.add(key);
      }
}

function buildDuty(entry: MapEntry, context: SectionContext): Duty {
  const uses = noUses();
  const deadline = context.names.resolve(childOf(entry.value, 'deadline'), 'window') ?? null;
  if (deadline !== null) uses.windows.add(deadline);
  if (deadline !== null && !hasTime(deadline, context.windows))
    context.diagnostics.add('window-without-time', childOf(entry.value, 'deadline')?.span ?? entry.keySpan, deadline, entry.key);
  const what = text(childOf(entry.value, 'what'), entry.key, uses, context);
  return { ...conditional(entry, uses, context), who: stringOf(childOf(entry.value, 'who')) ?? '', what, deadline };
}
