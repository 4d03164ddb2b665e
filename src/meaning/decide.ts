/**
 * Meaning: a policy of the core, a request's situation and the truth of its conditions come in; a decision goes out. Imports
 * the model alone. What judges the conditions is an engine's business; what follows from them is said here, once for all engines.
 */
import { fromUnits, printExact, zero } from '../model/exact.ts';
import type { Amount, Charge, Credit, Decision, Duty, Evidence, Missing, Outcome, Reason, WindowState, Working } from '../model/generated/decision.ts';
import { compareStatements, compareText } from '../model/order.ts';
import type { Condition, CorePolicy, Effect, Line, Rule, Statement, Text, Evidence as EvidenceItem } from '../model/policy.ts';
import { AmountWorker } from './amounts.ts';
import { amountOf, sayAmount, totalsOf } from './bill.ts';
import type { Situation } from './situation.ts';
import type { Truth } from './truth.ts';
import { collectUnknownFacts, listUnknownFacts, noUnknownFacts, type UnknownFacts } from './unknown-facts.ts';
import { printEdge } from './window-situation.ts';

/** Judges a condition of the policy in the situation that is decided. */
export type TruthOf = (condition: Condition) => Truth;

/**
 * What of a request is decided: all of it, one of its items, or what is left once its items are decided: the lines that count once.
 * `lines` says which of these count; null: none. `entitling`: for each item that is granted, the floors that entitle to it.
 */
export type Part =
  | { readonly kind: 'whole' }
  | { readonly kind: 'item' }
  | {
      readonly kind: 'rest';
      readonly outcome: Outcome;
      readonly missing: Missing;
      readonly lines: Line['on'] | null;
      readonly entitling: readonly ReadonlySet<string>[];
    };

/** Decides a situation, alternatives aside. */
export function decide(situation: Situation, truthOf: TruthOf, part: Part = { kind: 'whole' }): Decision {
  return new Decider(situation, truthOf, part).decide();
}

/** The name of the policy's remedy fact. */
export function remedyFactOf(policy: CorePolicy): string | undefined {
  for (const fact of policy.facts.values()) if (fact.remedy) return fact.name;
  return undefined;
}

/** The floor sections that certainly accept. */
export function entitlingFloors({ rules }: CorePolicy, truthOf: TruthOf): ReadonlySet<string> {
  return new Set(rules.filter((rule) => rule.effect === 'entitle' && truthOf(rule.condition) === true).map((rule) => rule.section));
}

const rank: Readonly<Record<Effect, number>> = { accept: 1, review: 2, reject: 3, entitle: 4 };
/** What is missing of a floor's own evidence outranks what the floor grants. */
const rankUnderFloor: Readonly<Record<Effect, number>> = { accept: 4, entitle: 4, review: 5, reject: 6 };
const outcomeOf: Readonly<Record<Effect, Outcome>> = { accept: 'accepted', review: 'review', reject: 'rejected', entitle: 'accepted' };

/** A rule, or an item of evidence that acts as one because it is unavailable. */
interface Acting extends Statement {
  readonly kind: 'rule' | 'evidence';
  readonly effect: Effect;
  readonly rank: number;
  readonly condition: Condition;
  readonly guard: Condition;
  readonly message: Text;
}

interface Verdict {
  readonly outcome: Outcome;
  readonly reasons: readonly Acting[];
  readonly missing: Missing;
}

/** A line that counts: what it comes to, and how, or why it is waived. */
interface WorkedLine {
  readonly line: Line;
  readonly amount: Amount;
  readonly how: { readonly working?: Working };
  /** Why it is waived; null where it is not. */
  readonly waived: Text | null;
}

class Decider {
  readonly #situation: Situation;
  readonly #policy: CorePolicy;
  readonly #truthOf: TruthOf;
  readonly #entitling: ReadonlySet<string>;
  readonly #part: Part;

  constructor(situation: Situation, truthOf: TruthOf, part: Part) {
    this.#situation = situation;
    this.#policy = situation.policy;
    this.#truthOf = truthOf;
    this.#entitling = entitlingFloors(this.#policy, truthOf);
    this.#part = part;
  }

  decide(): Decision {
    const policy = this.#policy;
    const { outcome, reasons, missing } = this.#verdict();
    const lines = this.#lines(outcome);
    const granted = this.#part.kind !== 'rest' && (outcome === 'accepted' || outcome === 'review' || outcome === 'incomplete');
    const evidence = granted ? this.#itemsToShow().filter((item) => this.#truthOf(item.condition) !== false) : [];
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
      totals: totalsOf(
        lines.map(({ line: { id, side }, amount }) => ({ id, side, amount })),
        policy.currency,
      ),
      duties: duties.map((duty): Duty => {
        const deadline = duty.deadline === null ? undefined : this.#situation.windowOf(duty.deadline);
        const closesAt = deadline?.decimals === null ? deadline.closesAt : null;
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
    const byRules = this.#rankActing(rules.map((rule: Rule): Acting => ({ ...rule, kind: 'rule', rank: rank[rule.effect] })));
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
    const items = this.#itemsToShow();
    const ranks = this.#entitling.size > 0 ? rankUnderFloor : rank;
    const unavailable = items
      .filter((item) => item.unavailable !== 'nothing' && this.#stateOf(item) === 'unavailable')
      .map((item): Acting => {
        const effect = item.unavailable === 'reject' ? 'reject' : 'review';
        return { ...item, kind: 'evidence', effect, rank: ranks[effect] };
      });
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
    const highest = acting.reduce((top, one, index) => (truths[index] === true ? Math.max(top, one.rank) : top), 0);
    const deciding = acting.filter((one, index) => truths[index] === true && one.rank === highest);
    return {
      effect: deciding[0]?.effect ?? 'accept',
      deciding,
      inTheWay: acting.filter((one, index) => truths[index] === undefined && one.rank > highest),
    };
  }

  /** The evidence that counts: under a floor that entitles, that of floors alone. */
  #itemsToShow(): readonly EvidenceItem[] {
    const { evidence, floors } = this.#policy;
    return this.#entitling.size > 0 ? evidence.filter((item) => floors.has(item.section)) : evidence;
  }

  #stateOf(item: EvidenceItem): Evidence['state'] {
    const { evidence } = this.#situation.told;
    const states = item.anyOf.length === 0 ? [evidence.get(item.id)] : item.anyOf.map(({ id }) => evidence.get(id));
    if (states.filter((state) => state === 'provided').length >= item.atLeast) return 'provided';
    return states.filter((state) => state !== 'unavailable').length < item.atLeast ? 'unavailable' : 'missing';
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
      .filter((line) => line.on === on && (part.kind === 'whole' || line.per === per) && (on === 'rejected' || this.#isAllowed(line)))
      .flatMap((line): readonly WorkedLine[] => {
        const { currency } = line;
        const truth = this.#truthOf(line.condition);
        if (truth === false) return [];
        const unknown = (condition: Condition): WorkedLine => ({
          line,
          how: {},
          waived: null,
          amount: { kind: 'unknown', currency, waitsFor: this.#waitsFor(condition) },
        });
        if (truth === undefined) return [unknown(line.condition)];
        const isWaived = line.waived === null ? false : this.#truthOf(line.waived.when);
        if (isWaived === undefined && line.waived !== null) return [unknown(line.waived.when)];
        if (isWaived === true && line.waived !== null) return [this.#waive(line, line.waived)];
        const result = new AmountWorker(this.#situation, this.#truthOf, currency).work(line.amount);
        return [{ line, waived: null, amount: amountOf(result, line), how: result.kind === 'unknown' ? {} : { working: result.working } }];
      });
  }

  /** Under a floor that entitles, only the charges that it allows may be asked; what counts once, for the sake of an item for which it may. */
  #isAllowed({ id, side, section }: Line): boolean {
    if (side === 'credit') return true;
    const entitling = this.#part.kind === 'rest' ? this.#part.entitling : [this.#entitling];
    return entitling.some((floors) => floors.size === 0 || [...floors].some((floor) => floor === section || this.#policy.floors.get(floor)?.has(id) === true));
  }

  #waive(line: Line, { because }: NonNullable<Line['waived']>): WorkedLine {
    const amount = amountOf({ kind: 'known', value: { low: zero, high: zero }, working: { kind: 'fixed', amount: '0' } }, line);
    return { line, amount, how: {}, waived: because };
  }

  #line({ line, amount, how, waived }: WorkedLine, say: (text: Text) => string): Omit<Charge, 'charge'> {
    return { title: say(line.title), amount, clauses: line.clauses, ...(waived === null ? {} : { waived: say(waived) }), ...how };
  }

  #window(id: string): WindowState {
    const found = this.#situation.windowOf(id);
    const print = (edge: number | null): string | null => printEdge(edge, found, this.#policy.zone);
    const state = found.state === undefined ? 'unknown' : (found.state ?? 'none');
    return { state, opensAt: print(found.opensAt), countsFrom: print(found.countsFrom), closesAt: print(found.closesAt) };
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
    const found = this.#situation.windowOf(window);
    const at = found[instant];
    if (at === null) return instant === 'closesAt' && found.end === 'never' ? '(without end)' : '(not known yet)';
    return found.decimals === null ? this.#policy.zone.printShort(at) : printExact(fromUnits(at, found.decimals), 0);
  }
}

function sorted(acting: readonly Acting[]): readonly Acting[] {
  return [...acting].sort(compareStatements);
}
