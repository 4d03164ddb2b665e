/**
 * Meaning: a policy of the core, a request's situation and the truth of its conditions come in; a decision goes out. Imports
 * the model alone. What judges the conditions is an engine's business; what follows from them is said here, once for all engines.
 */
import { decimalsOfCurrency } from '../model/currency.ts';
import { add, printExact, printUnits, roundToUnits, type Exact, fromUnits, zero } from '../model/exact.ts';
import type { Amount, Charge, Credit, Decision, Duty, Evidence, Missing, Outcome, Reason, Total, Totals, WindowState } from '../model/generated/decision.ts';
import { compareStatements, compareText } from '../model/order.ts';
import type { Condition, CorePolicy, Effect, Line, Rule, Statement, Text, Evidence as EvidenceItem } from '../model/policy.ts';
import { AmountWorker, type Result } from './amounts.ts';
import type { Situation } from './situation.ts';
import type { Truth } from './truth.ts';
import { collectUnknownFacts, listUnknownFacts, noUnknownFacts, type UnknownFacts } from './unknown-facts.ts';

/** Judges a condition of the policy in the situation that is decided. */
export type TruthOf = (condition: Condition) => Truth;

/**
 * What of a request is decided: all of it, one of its items, or what is left once its items are decided: the lines that count once.
 * `lines` says which of these count; null: none.
 */
export type Part =
  | { readonly kind: 'whole' }
  | { readonly kind: 'item' }
  | { readonly kind: 'rest'; readonly outcome: Outcome; readonly missing: Missing; readonly lines: Line['on'] | null };

/** Decides a situation, alternatives aside. */
export function decide(situation: Situation, truthOf: TruthOf, part: Part = { kind: 'whole' }): Decision {
  return new Decider(situation, truthOf, part).decide();
}

/** The name of the policy's remedy fact. */
export function remedyFactOf(policy: CorePolicy): string | undefined {
  for (const fact of policy.facts.values()) if (fact.remedy) return fact.name;
  return undefined;
}

const rank: Readonly<Record<Effect, number>> = { accept: 1, review: 2, reject: 3, entitle: 4 };
const outcomeOf: Readonly<Record<Effect, Outcome>> = { accept: 'accepted', review: 'review', reject: 'rejected', entitle: 'accepted' };

/** A rule, or an item of evidence that acts as one because it is unavailable. */
interface Acting extends Statement {
  readonly kind: 'rule' | 'evidence';
  readonly effect: Effect;
  readonly condition: Condition;
  readonly guard: Condition;
  readonly message: Text;
}

type Verdict = { readonly outcome: Outcome; readonly reasons: readonly Acting[]; readonly missing: Missing };

interface WorkedLine {
  readonly line: Line;
  readonly amount: Amount;
  readonly result: Result | undefined;
}

class Decider {
  readonly #situation: Situation;
  readonly #policy: CorePolicy;
  readonly #truthOf: TruthOf;
  readonly #part: Part;

  constructor(situation: Situation, truthOf: TruthOf, part: Part) {
    this.#situation = situation;
    this.#policy = situation.policy;
    this.#truthOf = truthOf;
    this.#part = part;
  }

  decide(): Decision {
    const policy = this.#policy;
    const { outcome, reasons, missing } = this.#verdict();
    const lines = this.#lines(outcome);
    const granted = this.#part.kind !== 'rest' && (outcome === 'accepted' || outcome === 'review' || outcome === 'incomplete');
    const evidence = granted ? policy.evidence.filter((item) => this.#truthOf(item.condition) !== false) : [];
    const duties = granted ? policy.duties.filter((duty) => this.#truthOf(duty.condition) !== false) : [];
    const windows = [...policy.windows.values()].filter((window) => this.#situation.windowOf(window.id).isShown);
    const shown: readonly Statement[] = [...reasons, ...lines.map(({ line }) => line), ...evidence, ...duties, ...windows];
    const remedy = this.#situation.valueOf(remedyFactOf(policy) ?? '');
    const say = (text: Text): string => this.#say(text, lines);
    return {
      policy: policy.id,
      version: policy.version,
      digest: policy.digest,
      outcome,
      remedy: typeof remedy === 'string' ? remedy : null,
      reasons: reasons.map(({ kind, id, effect, message, clauses }): Reason => ({ [kind]: id, effect, message: say(message), clauses })),
      missing,
      windows: Object.fromEntries(windows.map((window) => [window.id, this.#window(window.id)])),
      evidence: evidence.map((item) => this.#evidence(item, say)),
      charges: lines.filter(({ line }) => line.side === 'charge').map((worked): Charge => ({ charge: worked.line.id, ...this.#line(worked, say) })),
      credits: lines.filter(({ line }) => line.side === 'credit').map((worked): Credit => ({ credit: worked.line.id, ...this.#line(worked, say) })),
      totals: this.#totals(lines),
      duties: duties.map((duty): Duty => {
        const closesAt = duty.deadline === null ? null : this.#situation.windowOf(duty.deadline).closesAt;
        return { duty: duty.id, who: duty.who, what: say(duty.what), by: this.#instant(closesAt), clauses: duty.clauses, ...this.#waiting(duty.condition) };
      }),
      readings: Object.fromEntries(
        [...new Set(shown.flatMap((statement) => statement.readings))].sort(compareText).map((name) => [name, policy.readings.get(name)?.choice ?? '']),
      ),
    };
  }

  #verdict(): Verdict {
    if (this.#part.kind === 'rest') return { ...this.#part, reasons: [] };
    const rules = this.#policy.rules.filter((rule) => this.#truthOf(rule.condition) !== false);
    const byRules = this.#rankActing(rules.map((rule: Rule): Acting => ({ ...rule, kind: 'rule' })));
    const remedy = remedyFactOf(this.#policy);
    if (remedy !== undefined && this.#situation.valueOf(remedy) === undefined) {
      const unknown = this.#unknownOf(byRules.inTheWay);
      unknown.first.add(remedy);
      return { outcome: 'incomplete', reasons: [], missing: { facts: listUnknownFacts(unknown, this.#situation), evidence: [] } };
    }
    if (byRules.inTheWay.length > 0) return this.#incomplete(byRules.inTheWay, []);
    if (byRules.deciding.length === 0) return { outcome: 'uncovered', reasons: [], missing: { facts: [], evidence: [] } };
    if (byRules.effect === 'reject') return { outcome: 'rejected', reasons: byRules.deciding, missing: { facts: [], evidence: [] } };
    return this.#withEvidence(byRules.deciding);
  }

  /** Step two: evidence can turn what the rules grant into a rejection, a review, or a question. */
  #withEvidence(granting: readonly Acting[]): Verdict {
    const items = this.#policy.evidence;
    const unavailable = items
      .filter((item) => item.unavailable !== 'nothing' && this.#stateOf(item) === 'unavailable')
      .map((item): Acting => ({ ...item, kind: 'evidence', effect: item.unavailable === 'reject' ? 'reject' : 'review' }));
    const { effect, deciding, inTheWay } = this.#rankActing([...granting, ...unavailable]);
    const open = items.filter((item) => this.#stateOf(item) === 'missing' && this.#truthOf(item.condition) !== false);
    if (effect === 'reject' && inTheWay.length === 0) return { outcome: 'rejected', reasons: sorted(deciding), missing: { facts: [], evidence: [] } };
    if (inTheWay.length > 0) return this.#incomplete(inTheWay, []);
    if (open.length > 0) return this.#incomplete([], open);
    return { outcome: outcomeOf[effect], reasons: sorted(deciding), missing: { facts: [], evidence: [] } };
  }

  #incomplete(rules: readonly Acting[], open: readonly EvidenceItem[]): Verdict {
    const unknown = this.#unknownOf([...rules, ...open]);
    const evidence = open.filter((item) => this.#truthOf(item.condition) === true).map((item) => item.id);
    return { outcome: 'incomplete', reasons: [], missing: { facts: listUnknownFacts(unknown, this.#situation), evidence } };
  }

  #unknownOf(statements: readonly { readonly guard: Condition; readonly condition: Condition }[]): UnknownFacts {
    const unknown = noUnknownFacts();
    for (const { guard, condition } of statements) {
      collectUnknownFacts(guard, this.#situation, unknown, 'first');
      collectUnknownFacts(condition, this.#situation, unknown, 'others');
    }
    return unknown;
  }

  /** The true ones of the highest rank, and the unknown ones that rank above them. */
  #rankActing(acting: readonly Acting[]): { readonly effect: Effect; readonly deciding: readonly Acting[]; readonly inTheWay: readonly Acting[] } {
    const truths = acting.map((one) => this.#truthOf(one.condition));
    const highest = acting.reduce((top, one, index) => (truths[index] === true ? Math.max(top, rank[one.effect]) : top), 0);
    const effect = (['accept', 'review', 'reject'] as const)[highest - 1] ?? 'accept';
    return {
      effect,
      deciding: acting.filter((one, index) => truths[index] === true && rank[one.effect] === highest),
      inTheWay: acting.filter((one, index) => truths[index] === undefined && rank[one.effect] > highest),
    };
  }

  #stateOf(item: EvidenceItem): Evidence['state'] {
    const { evidence } = this.#situation.told;
    const states = item.anyOf.length === 0 ? [evidence.get(item.id)] : item.anyOf.map(({ id }) => evidence.get(id));
    if (states.includes('provided')) return 'provided';
    return states.every((state) => state === 'unavailable') ? 'unavailable' : 'missing';
  }

  #evidence(item: EvidenceItem, say: (text: Text) => string): Evidence {
    const told = this.#situation.told.evidence;
    const anyOf = Object.fromEntries([...item.anyOf].sort((a, b) => compareText(a.id, b.id)).map(({ id }) => [id, told.get(id) ?? ('missing' as const)]));
    return {
      evidence: item.id,
      what: say(item.what),
      state: this.#stateOf(item),
      ...(item.anyOf.length === 0 ? {} : { anyOf }),
      clauses: item.clauses,
      ...this.#waiting(item.condition),
    };
  }

  /** Where a condition is unknown: the facts that it waits for. */
  #waiting(condition: Condition): { readonly waitsFor?: readonly string[] } {
    if (this.#truthOf(condition) !== undefined) return {};
    return { waitsFor: this.#waitsFor(condition) };
  }

  #waitsFor(condition: Condition): string[] {
    const unknown = noUnknownFacts();
    collectUnknownFacts(condition, this.#situation, unknown, 'others');
    return [...new Set([...unknown.first, ...unknown.others])].sort(compareText);
  }

  #lines(outcome: Outcome): readonly WorkedLine[] {
    const part = this.#part;
    const on = part.kind === 'rest' ? part.lines : outcome === 'uncovered' ? null : outcome === 'rejected' ? 'rejected' : 'granted';
    const per = part.kind === 'rest' ? 'request' : 'item';
    return this.#policy.lines
      .filter((line) => line.on === on && (part.kind === 'whole' || line.per === per))
      .flatMap((line): readonly WorkedLine[] => {
        const { currency } = line;
        const truth = this.#truthOf(line.condition);
        if (truth === false) return [];
        if (truth === undefined) return [{ line, result: undefined, amount: { kind: 'unknown', currency, waitsFor: this.#waitsFor(line.condition) } }];
        const result = new AmountWorker(this.#situation, this.#truthOf, currency).work(line.amount);
        return [{ line, result, amount: toAmount(result, line) }];
      });
  }

  #line({ line, amount, result }: WorkedLine, say: (text: Text) => string): Omit<Charge, 'charge'> {
    const working = result === undefined || result.kind === 'unknown' ? {} : { working: result.working };
    return { title: say(line.title), amount, clauses: line.clauses, ...working };
  }

  #totals(lines: readonly WorkedLine[]): Totals {
    const currencies = [...new Set([this.#policy.currency, ...lines.map(({ line }) => line.currency)])].sort(compareText);
    const side = (currency: string, of: Line['side']): Total =>
      totalOf(
        lines.filter(({ line }) => line.currency === currency && line.side === of),
        currency,
      );
    return Object.fromEntries(currencies.map((currency) => [currency, { charges: side(currency, 'charge'), credits: side(currency, 'credit') }]));
  }

  #window(id: string): WindowState {
    const { state, opensAt, countsFrom, closesAt } = this.#situation.windowOf(id);
    return {
      state: state === undefined ? 'unknown' : (state ?? 'none'),
      opensAt: this.#instant(opensAt),
      countsFrom: this.#instant(countsFrom),
      closesAt: this.#instant(closesAt),
    };
  }

  #instant(instant: number | null): string | null {
    return instant === null ? null : this.#policy.zone.print(instant);
  }

  #say(text: Text, lines: readonly WorkedLine[]): string {
    return text
      .map((part) =>
        typeof part === 'string' ? part : 'window' in part ? this.#sayInstant(part) : sayAmount(lines.find(({ line }) => line.id === part.line)?.amount),
      )
      .join('');
  }

  #sayInstant({ window, instant }: { readonly window: string; readonly instant: 'opensAt' | 'countsFrom' | 'closesAt' }): string {
    const at = this.#situation.windowOf(window)[instant];
    return at === null ? '(not known yet)' : this.#policy.zone.printShort(at);
  }
}

function sorted(acting: readonly Acting[]): readonly Acting[] {
  return [...acting].sort(compareStatements);
}

function toAmount(result: Result, { currency, round }: Line): Amount {
  if (result.kind === 'unspecified') return { kind: 'unspecified', currency };
  if (result.kind === 'unknown') return { kind: 'unknown', currency, waitsFor: [...result.facts].sort(compareText) };
  const decimals = decimalsOfCurrency(currency) ?? 2;
  return { kind: 'exact', value: printUnits(roundToUnits(result.value, decimals, round ?? 'half-up'), decimals), currency };
}

function totalOf(lines: readonly WorkedLine[], currency: string): Total {
  const decimals = decimalsOfCurrency(currency) ?? 2;
  const known = lines.reduce(
    (sum: Exact, { line, result }) =>
      result?.kind === 'exact' ? add(sum, fromUnits(roundToUnits(result.value, decimals, line.round ?? 'half-up'), decimals)) : sum,
    zero,
  );
  const open = lines.filter(({ amount }) => amount.kind !== 'exact');
  if (open.length === 0) return { kind: 'exact', value: printExact(known, decimals) };
  const kind = open.some(({ amount }) => amount.kind === 'unspecified') ? 'unspecified' : 'unknown';
  return { kind, known: printExact(known, decimals), because: open.map(({ line }) => line.id) };
}

function sayAmount(amount: Amount | undefined): string {
  switch (amount?.kind) {
    case undefined:
      return '(no charge)';
    case 'exact':
      return `${amount.value} ${amount.currency}`;
    case 'range':
      return `${amount.atLeast} to ${amount.atMost} ${amount.currency}`;
    case 'unspecified':
      return '(unspecified)';
    case 'unknown':
      return '(not known yet)';
  }
}
