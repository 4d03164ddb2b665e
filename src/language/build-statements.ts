import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { all } from '../model/condition.ts';
import { compareStatements, compareText } from '../model/order.ts';
import type { Condition, Conditional, Duty, Effect, Evidence, Line, Rule, Text, Tier, Window } from '../model/policy.ts';
import { childOf, entriesOf, entryOf, type MapEntry, stringOf, type TextNode } from '../text/node.ts';
import { collectChosenBy } from './apply-readings.ts';
import { type AmountContext, buildAmount } from './build-amount.ts';
import { addUses, noUses, type Uses } from './build-condition.ts';
import { buildText, checkNoPlaceholder, windowsInText } from './build-text.ts';
import { clausesOf } from './clauses.ts';
import { refuseDerivedFacts } from './derived-facts.ts';

export interface StatementContext extends AmountContext {
  readonly windows: ReadonlyMap<string, Window>;
  readonly tiers: ReadonlyMap<string, Tier>;
  /** What each fact consults by its `when`. */
  readonly factUses: ReadonlyMap<string, Uses>;
}

export interface Statements {
  readonly rules: readonly Rule[];
  readonly lines: readonly Line[];
  readonly evidence: readonly Evidence[];
  readonly duties: readonly Duty[];
}

/** All statements of all sections, each list sorted by clause and id. */
export function buildStatements(root: TextNode, context: StatementContext): Statements {
  const rules: Rule[] = [];
  const lines: Line[] = [];
  const evidence: Evidence[] = [];
  const duties: Duty[] = [];
  for (const { key: section, value: node } of entriesOf(childOf(root, 'sections'))) {
    checkNoPlaceholder(childOf(node, 'title'), context.diagnostics);
    const uses = noUses();
    const when = context.conditions.build(childOf(node, 'when'), uses, section);
    refuseDerivedFacts(childOf(node, 'when'), uses, context.facts, context.diagnostics);
    const inSection: SectionContext = { ...context, section, guard: when, guardUses: uses };
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
  };
}

interface SectionContext extends StatementContext {
  readonly section: string;
  readonly guard: Condition;
  readonly guardUses: Uses;
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
export function closeReadings(uses: Uses, context: Pick<StatementContext, 'windows' | 'factUses'>): readonly string[] {
  const readings = new Set(uses.readings);
  const facts = new Set(uses.facts);
  for (const id of uses.windows) {
    const window = context.windows.get(id);
    for (const reading of window?.readings ?? []) readings.add(reading);
    if (window !== undefined) facts.add(window.from).add(window.at);
  }
  for (const fact of facts) for (const reading of context.factUses.get(fact)?.readings ?? []) readings.add(reading);
  return [...readings].sort(compareText);
}

const effects: readonly Effect[] = ['accept', 'reject', 'review'];
const ruleKeys: readonly string[] = [...effects, 'when', 'unless', 'clause'];

function buildRule(entry: MapEntry, context: SectionContext): Rule {
  const uses = noUses();
  const found = effects.filter((effect) => entryOf(entry.value, effect) !== undefined);
  const isReported = entriesOf(entry.value).some(({ key }) => !ruleKeys.includes(key));
  if (found.length > 1 || (found.length === 0 && !isReported && entry.value.kind === 'map'))
    context.diagnostics.add('effect-count', entry.keySpan, entry.key, found);
  const effect = found[0] ?? 'review';
  const message = text(childOf(entry.value, effect), entry.key, uses, context);
  return { ...conditional(entry, uses, context), effect, message };
}

function text(node: TextNode | undefined, fallback: string, uses: Uses, context: SectionContext): Text {
  const built = buildText(node, fallback, context.names, context.diagnostics);
  for (const window of windowsInText(built)) uses.windows.add(window);
  return built;
}

function buildLine(entry: MapEntry, side: Line['side'], context: SectionContext): Line {
  const uses = noUses();
  const node = childOf(entry.value, 'amount');
  const { amount, currency, fractional } =
    node === undefined
      ? { amount: { kind: 'unspecified' } as const, currency: context.policyCurrency, fractional: false }
      : buildAmount(node, entry.key, uses, context);
  addTiers(amount, uses, context.tiers);
  const round = stringOf(childOf(entry.value, 'round'));
  const rounding = round === 'half-up' || round === 'half-even' || round === 'up' || round === 'down' ? round : null;
  if (fractional && childOf(entry.value, 'round') === undefined) context.diagnostics.add('round-missing', entry.keySpan, entry.key, currency);
  const title = text(childOf(entry.value, 'title'), entry.key, uses, context);
  const on = stringOf(childOf(entry.value, 'on')) === 'rejected' ? 'rejected' : 'granted';
  const per = stringOf(childOf(entry.value, 'per')) === 'request' ? 'request' : 'item';
  return { ...conditional(entry, uses, context), side, title, on, per, waived: null, amount, currency, round: rounding };
}

/** Adds what the tiers of an amount consult. */
function addTiers(amount: Line['amount'], uses: Uses, tiers: ReadonlyMap<string, Tier>): void {
  switch (amount.kind) {
    case 'tier': {
      const tier = tiers.get(amount.tier);
      if (tier === undefined) return;
      for (const reading of tier.readings) uses.readings.add(reading);
      for (const fact of [tier.counts, tier.units, tier.column]) if (fact !== null) uses.facts.add(fact);
      return;
    }
    case 'percent':
      return addTiers(amount.of, uses, tiers);
    case 'each':
    case 'started':
    case 'late':
      return addTiers(amount.each, uses, tiers);
    case 'choose':
      for (const branch of amount.branches) addTiers(branch.amount, uses, tiers);
      return addTiers(amount.otherwise, uses, tiers);
    default:
      return;
  }
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
  const message = reason === undefined ? ['Not available: ', ...what] : text(reason, entry.key, uses, context);
  return { ...conditional(entry, uses, context), what, anyOf, atLeast: 1, unavailable: word === 'reject' || word === 'nothing' ? word : 'review', message };
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
  const what = text(childOf(entry.value, 'what'), entry.key, uses, context);
  return { ...conditional(entry, uses, context), who: stringOf(childOf(entry.value, 'who')) ?? '', what, deadline };
}
