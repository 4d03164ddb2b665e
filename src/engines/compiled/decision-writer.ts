/** Decisions from judged statements: the same parts in the same order as `meaning/decide.ts`, most of them put together beforehand. */
import type { AmountWorker } from '../../meaning/amounts.ts';
import { sayAmount } from '../../meaning/bill.ts';
import type { Situation } from '../../meaning/situation.ts';
import { fromUnits, printExact } from '../../model/exact.ts';
import type { Amount, Charge, Credit, Decision, Duty, Evidence, EvidenceState, Reason, WindowState } from '../../model/generated/decision.ts';
import { compareStatements, compareText } from '../../model/order.ts';
import type { Condition, Duty as CoreDuty, Effect, Evidence as CoreEvidence, Rule, Statement, Text } from '../../model/policy.ts';
import { unknown } from './amounts.ts';
import type { Bill, CountedLine } from './bill.ts';
import type { Judge } from './closures.ts';
import { type Frame, type Layout, valueInFrame } from './frame.ts';
import { type Candidates, type Item, type Judgement, type Offsets, rankOfItem, type Verdict } from './verdict.ts';
import { UnknownFactCollector } from './unknown-facts.ts';
import type { WindowStates } from './window-states.ts';
import { type Tell, WorkingCompiler } from './workings.ts';

/** What a writer needs of the policy that it is of. */
export interface Tools {
  readonly layout: Layout;
  readonly frame: Frame;
  readonly offsets: Offsets;
  readonly judgement: Judgement;
  readonly bill: Bill;
  readonly windows: WindowStates;
  readonly judgeOf: (condition: Condition) => Judge;
  readonly workerOf: (currency: string) => AmountWorker;
  readonly situationOf: () => Situation;
}

/** A rule, or an item of evidence that acts as one. */
interface Acting {
  readonly kind: 'rule' | 'evidence';
  readonly statement: Statement;
  readonly effect: Effect;
  readonly message: Text;
  readonly constant: string | undefined;
  /** Its place among all rules and items, as reasons are listed. */
  readonly order: number;
}

/** A statement with its text; `constant` where that is the same in every decision. */
interface Worded<Of> {
  readonly of: Of;
  readonly text: Text;
  readonly constant: string | undefined;
}

interface WordedItem extends Worded<Item> {
  /** The slots of its alternatives, by name. */
  readonly anyOf: readonly (readonly [id: string, slot: number])[];
}

interface WordedDuty extends Worded<CoreDuty> {
  /** The slot of its deadline; -1 where it has none. */
  readonly window: number;
}

const states = ['missing', 'provided', 'unavailable'] as const;
const nothingMissing: readonly string[] = [];

/** Writes decisions of one policy, alternatives aside. */
export class DecisionWriter {
  readonly #tools: Tools;
  readonly #remedy: number;
  readonly #rules: readonly Acting[];
  readonly #acting: readonly Acting[];
  readonly #items: readonly WordedItem[];
  readonly #titles: readonly Worded<null>[];
  readonly #tells: readonly (Tell | undefined)[];
  readonly #duties: readonly WordedDuty[];
  readonly #windowIds: readonly string[];
  readonly #readingNames: readonly string[];
  readonly #choices: readonly string[];
  /** Places of the readings that each statement consults. */
  readonly #readings: ReadonlyMap<Statement, readonly number[]>;
  readonly #consulted: Uint8Array;
  readonly #unknown: UnknownFactCollector;

  constructor(tools: Tools) {
    const { policy, facts, windowSlots, evidenceSlots } = tools.layout;
    const workings = new WorkingCompiler(tools.layout, tools.judgeOf);
    const acting = inOrder([...policy.rules.map(actingOfRule), ...tools.judgement.items.map(actingOfItem)]);
    this.#tools = tools;
    this.#unknown = new UnknownFactCollector(tools);
    this.#remedy = facts.findIndex((fact) => fact.remedy);
    this.#rules = acting.slice(0, policy.rules.length);
    this.#acting = acting.slice(policy.rules.length);
    this.#items = tools.judgement.items.map((one) => ({
      ...worded(one, one.item.what),
      anyOf: one.item.anyOf
        .map(({ id }) => id)
        .sort(compareText)
        .map((id) => [id, evidenceSlots.get(id) ?? 0] as const),
    }));
    this.#titles = policy.lines.map(({ title }) => worded(null, title));
    this.#tells = policy.lines.map(({ amount, currency }) => workings.compile(amount, currency));
    this.#duties = policy.duties.map((duty) => ({ ...worded(duty, duty.what), window: duty.deadline === null ? -1 : (windowSlots.get(duty.deadline) ?? -1) }));
    this.#windowIds = [...windowSlots.keys()];
    this.#readingNames = [...policy.readings.keys()].sort(compareText);
    this.#choices = this.#readingNames.map((name) => policy.readings.get(name)?.choice ?? '');
    this.#consulted = new Uint8Array(this.#readingNames.length);
    const statements: readonly Statement[] = [...policy.rules, ...policy.evidence, ...policy.lines, ...policy.duties, ...policy.windows.values()];
    this.#readings = new Map(statements.map((one) => [one, one.readings.map((name) => this.#readingNames.indexOf(name))]));
  }

  write(candidates: Candidates, verdict: Verdict): Decision {
    const { layout, bill, frame } = this.#tools;
    const { policy, facts } = layout;
    const { outcome } = verdict;
    this.#consulted.fill(0);
    const granted = outcome === 'accepted' || outcome === 'review' || outcome === 'incomplete';
    const lines = bill.lines(candidates, outcome);
    const amounts = lines.map((one) => bill.amountOf(one, one.units === unknown ? this.#waitingOfLine(one) : nothingMissing));
    const remedyFact = facts[this.#remedy];
    const remedy = remedyFact === undefined ? null : valueInFrame(remedyFact, this.#remedy, frame);
    const say = (text: Text): string => this.#say(text, lines, amounts);
    return {
      policy: policy.id,
      version: policy.version,
      digest: policy.digest,
      outcome,
      remedy: typeof remedy === 'string' ? remedy : null,
      reasons: this.#reasons(candidates, verdict, say),
      missing: this.#missing(candidates, verdict),
      windows: this.#windows(),
      evidence: granted ? this.#evidence(candidates, say) : [],
      charges: this.#lines(lines, amounts, 'charge', say) as readonly Charge[],
      credits: this.#lines(lines, amounts, 'credit', say) as readonly Credit[],
      totals: bill.totals(lines),
      duties: granted ? this.#dutiesOf(candidates, say) : [],
      readings: this.#readingsShown(),
    };
  }

  #reasons({ rules, evidence }: Candidates, { outcome, rank }: Verdict, say: (text: Text) => string): readonly Reason[] {
    if (rank === 0 || outcome === 'incomplete' || outcome === 'uncovered') return [];
    const { judgement, frame, offsets } = this.#tools;
    const found: Acting[] = [];
    for (const rule of rules) if (frame.truths[rule] === 3 && judgement.rankOf(rule) === rank) found.push(this.#rules[rule] as Acting);
    const byRules = found.length;
    // Under a floor that entitles, items of floors outrank what it grants. What rules reject, evidence does not touch.
    if (rank !== 1 && rank !== 4 && !(rank === 3 && byRules > 0))
      for (const slot of evidence) {
        const one = judgement.items[slot - offsets.evidence] as Item;
        const own = rank <= 4 || one.inFloor ? rankOfItem(one, rank > 4) : 0;
        if (own === rank && frame.truths[slot] === 3 && judgement.stateOf(one) === 2) found.push(this.#acting[slot - offsets.evidence] as Acting);
      }
    if (found.length > byRules) found.sort((a, b) => a.order - b.order);
    return found.map(({ kind, statement, effect, message, constant }): Reason => {
      this.#consult(statement);
      const { id, clauses } = statement;
      const text = constant ?? say(message);
      return kind === 'rule' ? { rule: id, effect, message: text, clauses } : { evidence: id, effect, message: text, clauses };
    });
  }

  /** The items that count, which may hold. */
  #itemsOf(candidates: Candidates): readonly number[] {
    const { frame, judgement, offsets } = this.#tools;
    const isEntitled = this.#isEntitled(candidates);
    return candidates.evidence.filter((slot) => frame.truths[slot] !== 0 && (!isEntitled || judgement.items[slot - offsets.evidence]?.inFloor === true));
  }

  #isEntitled({ rules }: Candidates): boolean {
    const { frame, judgement } = this.#tools;
    return rules.some((rule) => judgement.rankOf(rule) === 4 && frame.truths[rule] === 3);
  }

  #missing(candidates: Candidates, { missing, rank }: Verdict): Decision['missing'] {
    if (missing === 'nothing') return { facts: [], evidence: [] };
    const { frame, judgement, offsets, layout } = this.#tools;
    const { rules, evidence } = layout.policy;
    if (missing === 'remedy' || missing === 'rules') {
      const inTheWay = candidates.rules.filter((rule) => frame.truths[rule] === 1 && judgement.rankOf(rule) > rank);
      const remedy = missing === 'remedy' ? this.#remedy : -1;
      return {
        facts: this.#unknown.inOrder(
          inTheWay.map((rule) => rules[rule] as Rule),
          remedy,
        ),
        evidence: [],
      };
    }
    const items = this.#itemsOf(candidates);
    const itemOf = (slot: number): Item => judgement.items[slot - offsets.evidence] as Item;
    if (missing === 'unavailable') {
      const isEntitled = this.#isEntitled(candidates);
      const inTheWay = items.filter((slot) => frame.truths[slot] === 1 && judgement.stateOf(itemOf(slot)) === 2 && rankOfItem(itemOf(slot), isEntitled) > rank);
      const facts = this.#unknown.inOrder(
        inTheWay.map((slot) => itemOf(slot).item),
        -1,
      );
      return { facts, evidence: [] };
    }
    const open = items.filter((slot) => judgement.stateOf(itemOf(slot)) === 0);
    const waiting = open.filter((slot) => frame.truths[slot] === 1).map((slot) => evidence[slot - offsets.evidence] as CoreEvidence);
    const missingItems = open.filter((slot) => frame.truths[slot] === 3);
    return { facts: waiting.length === 0 ? [] : this.#unknown.inOrder(waiting, -1), evidence: missingItems.map((slot) => itemOf(slot).item.id) };
  }

  #evidence(candidates: Candidates, say: (text: Text) => string): readonly Evidence[] {
    const { frame, offsets } = this.#tools;
    return this.#itemsOf(candidates).map((slot) => {
      const item = this.#items[slot - offsets.evidence] as WordedItem;
      const core = item.of.item;
      this.#consult(core);
      return this.#item(item, item.constant ?? say(item.text), frame.truths[slot] === 1 ? this.#unknown.waitsFor(core.condition) : undefined);
    });
  }

  #item({ of, anyOf }: WordedItem, what: string, waitsFor: readonly string[] | undefined): Evidence {
    const { frame, judgement } = this.#tools;
    const { id, clauses } = of.item;
    const state = states[judgement.stateOf(of)] ?? 'missing';
    if (anyOf.length === 0) return waitsFor === undefined ? { evidence: id, what, state, clauses } : { evidence: id, what, state, clauses, waitsFor };
    const alternatives: Record<string, EvidenceState> = {};
    for (let at = 0; at < anyOf.length; at += 1) {
      const [name, slot] = anyOf[at] as (typeof anyOf)[number];
      alternatives[name] = states[frame.evidence[slot] as number] ?? 'missing';
    }
    return waitsFor === undefined
      ? { evidence: id, what, state, anyOf: alternatives, clauses }
      : { evidence: id, what, state, anyOf: alternatives, clauses, waitsFor };
  }

  #lines(lines: readonly CountedLine[], amounts: readonly Amount[], side: 'charge' | 'credit', say: (text: Text) => string): readonly (Charge | Credit)[] {
    const shown: (Charge | Credit)[] = [];
    for (let at = 0; at < lines.length; at += 1) {
      const one = lines[at] as CountedLine;
      const { line, place } = one.compiled;
      if (line.side !== side) continue;
      this.#consult(line);
      const { text, constant } = this.#titles[place] as Worded<null>;
      const amount = amounts[at] as Amount;
      const title = constant ?? say(text);
      const rest: Omit<Charge, 'charge'> = { title, amount, clauses: line.clauses, ...this.#how(one, amount, say) };
      shown.push(side === 'charge' ? { charge: line.id, ...rest } : { credit: line.id, ...rest });
    }
    return shown;
  }

  #how(one: CountedLine, { kind }: Amount, say: (text: Text) => string): Pick<Charge, 'waived' | 'working'> | undefined {
    const { line, place } = one.compiled;
    if (one.isWaived && line.waived !== null) return { waived: say(line.waived.because) };
    if (kind === 'unknown') return undefined;
    const told = this.#tells[place]?.(this.#tools.frame);
    if (told !== undefined) return { working: told };
    const result = this.#tools.workerOf(line.currency).work(line.amount);
    return result.kind === 'unknown' ? undefined : { working: result.working };
  }

  #dutiesOf({ duties }: Candidates, say: (text: Text) => string): readonly Duty[] {
    const { frame, offsets, layout } = this.#tools;
    const shown: Duty[] = [];
    for (const slot of duties) {
      const grade = frame.truths[slot];
      if (grade === 0) continue;
      const { of: duty, text, constant, window } = this.#duties[slot - offsets.duties] as WordedDuty;
      this.#consult(duty);
      const deadline = window < 0 ? undefined : this.#tools.windows.find(window, frame);
      const closesAt = deadline?.decimals === null ? deadline.closesAt : null;
      const by = closesAt === null ? null : layout.policy.zone.print(closesAt);
      const { id, who, clauses } = duty;
      const what = constant ?? say(text);
      shown.push(grade === 1 ? { duty: id, who, what, by, clauses, waitsFor: this.#unknown.waitsFor(duty.condition) } : { duty: id, who, what, by, clauses });
    }
    return shown;
  }

  #windows(): Decision['windows'] {
    const { windows, frame, layout } = this.#tools;
    const { zone } = layout.policy;
    const shown: Record<string, WindowState> = {};
    for (let slot = 0; slot < this.#windowIds.length; slot += 1) {
      const id = this.#windowIds[slot] as string;
      if (!windows.isShown(slot, frame)) continue;
      const { state, opensAt, countsFrom, closesAt, decimals } = windows.find(slot, frame);
      this.#consult(layout.policy.windows.get(id));
      const print = (at: number): string => (decimals === null ? zone.print(at) : printExact(fromUnits(at, decimals), 0));
      const opens = opensAt === null ? null : print(opensAt);
      shown[id] = {
        state: state === undefined ? 'unknown' : (state ?? 'none'),
        opensAt: opens,
        countsFrom: countsFrom === opensAt ? opens : countsFrom === null ? null : print(countsFrom),
        closesAt: closesAt === null ? null : print(closesAt),
      };
    }
    return shown;
  }

  #waitingOfLine({ compiled: { line }, unknownBy }: CountedLine): readonly string[] {
    if (unknownBy !== null) return this.#unknown.waitsFor(unknownBy);
    const result = this.#tools.workerOf(line.currency).work(line.amount);
    return result.kind === 'unknown' ? [...result.facts].sort(compareText) : [];
  }

  #say(text: Text, lines: readonly CountedLine[], amounts: readonly Amount[]): string {
    return text
      .map((part) => {
        if (typeof part === 'string') return part;
        if ('window' in part) return this.#sayInstant(part.window, part.instant);
        const at = lines.findIndex(({ compiled }) => compiled.line.id === part.line);
        return sayAmount(amounts[at]);
      })
      .join('');
  }

  #sayInstant(window: string, instant: 'opensAt' | 'countsFrom' | 'closesAt'): string {
    const { layout, windows, frame, situationOf } = this.#tools;
    const found = windows.find(layout.windowSlots.get(window) ?? 0, frame);
    const at = found[instant];
    if (at === null) return instant === 'closesAt' && situationOf().windowOf(window).end === 'never' ? '(without end)' : '(not known yet)';
    return found.decimals === null ? layout.policy.zone.printShort(at) : printExact(fromUnits(at, found.decimals), 0);
  }

  /** Notes the readings of a statement that is shown. */
  #consult(statement: Statement | undefined): void {
    const places = statement === undefined ? undefined : this.#readings.get(statement);
    if (places !== undefined) for (let at = 0; at < places.length; at += 1) this.#consulted[places[at] as number] = 1;
  }

  #readingsShown(): Decision['readings'] {
    const shown: Record<string, string> = {};
    for (let at = 0; at < this.#consulted.length; at += 1) if (this.#consulted[at] === 1) shown[this.#readingNames[at] as string] = this.#choices[at] as string;
    return shown;
  }
}

function worded<Of>(of: Of, text: Text): Worded<Of> {
  return { of, text, constant: constantOf(text) };
}

function constantOf(text: Text): string | undefined {
  return text.every((part) => typeof part === 'string') ? text.join('') : undefined;
}

function actingOfRule(rule: Rule): Acting {
  return { kind: 'rule', statement: rule, effect: rule.effect, message: rule.message, constant: constantOf(rule.message), order: 0 };
}

function actingOfItem({ item }: Item): Acting {
  const effect = item.unavailable === 'reject' ? 'reject' : 'review';
  return { kind: 'evidence', statement: item, effect, message: item.message, constant: constantOf(item.message), order: 0 };
}

/** Each with its place in the order of statements. */
function inOrder(acting: readonly Acting[]): readonly Acting[] {
  const sorted = [...acting].sort((a, b) => compareStatements(a.statement, b.statement));
  const orders = new Map(sorted.map((one, order) => [one, order]));
  return acting.map((one) => ({ ...one, order: orders.get(one) ?? 0 }));
}
