/** Decisions from judged statements: the same parts in the same order as `meaning/decide.ts`, most of them put together beforehand. */
import type { AmountWorker } from '../../meaning/amounts.ts';
import { sayAmount } from '../../meaning/bill.ts';
import type { Situation } from '../../meaning/situation.ts';
import { collectUnknownFacts, noUnknownFacts } from '../../meaning/unknown-facts.ts';
import { fromUnits, printExact } from '../../model/exact.ts';
import type { Amount, Charge, Credit, Decision, Duty, Evidence, Reason, WindowState } from '../../model/generated/decision.ts';
import { compareStatements, compareText } from '../../model/order.ts';
import type { Condition, Duty as CoreDuty, Effect, Rule, Statement, Text } from '../../model/policy.ts';
import { unknown } from './amounts.ts';
import type { Bill, CountedLine } from './bill.ts';
import type { Judge } from './closures.ts';
import { type Frame, type Layout, valueInFrame } from './frame.ts';
import type { Candidates, Item, Judgement, Offsets, Verdict } from './verdict.ts';
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

/** Writes decisions of one policy. INVARIANT: asked only where no fact is missing. */
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

  constructor(tools: Tools) {
    const { policy, facts, windowSlots, evidenceSlots } = tools.layout;
    const workings = new WorkingCompiler(tools.layout, tools.judgeOf);
    const acting = inOrder([...policy.rules.map(actingOfRule), ...tools.judgement.items.map(actingOfItem)]);
    this.#tools = tools;
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
      missing: { facts: [], evidence: verdict.missing === 'evidence' ? this.#missingEvidence(candidates) : [] },
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
        const own = rank > 4 ? (one.inFloor ? one.rank + 3 : 0) : one.rank;
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
  #itemsOf({ evidence, rules }: Candidates): readonly number[] {
    const { frame, judgement, offsets } = this.#tools;
    const isEntitled = rules.some((rule) => judgement.rankOf(rule) === 4 && frame.truths[rule] === 3);
    return evidence.filter((slot) => frame.truths[slot] !== 0 && (!isEntitled || judgement.items[slot - offsets.evidence]?.inFloor === true));
  }

  #missingEvidence(candidates: Candidates): readonly string[] {
    const { frame, judgement, offsets } = this.#tools;
    const items = this.#itemsOf(candidates).map((slot) => ({ slot, one: judgement.items[slot - offsets.evidence] as Item }));
    return items.filter(({ slot, one }) => frame.truths[slot] === 3 && judgement.stateOf(one) === 0).map(({ one }) => one.item.id);
  }

  #evidence(candidates: Candidates, say: (text: Text) => string): readonly Evidence[] {
    const { frame, judgement, offsets } = this.#tools;
    return this.#itemsOf(candidates).map((slot): Evidence => {
      const { of, text, constant, anyOf } = this.#items[slot - offsets.evidence] as WordedItem;
      const { item } = of;
      this.#consult(item);
      const state = states[judgement.stateOf(of)] ?? 'missing';
      const shown = { evidence: item.id, what: constant ?? say(text), state };
      const waits = frame.truths[slot] === 1 ? { waitsFor: this.#waitsFor(item.condition) } : undefined;
      if (anyOf.length === 0) return waits === undefined ? { ...shown, clauses: item.clauses } : { ...shown, clauses: item.clauses, ...waits };
      const alternatives = Object.fromEntries(anyOf.map(([id, name]) => [id, states[frame.evidence[name] as number] ?? 'missing']));
      return { ...shown, anyOf: alternatives, clauses: item.clauses, ...waits };
    });
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
      const one: Duty = { duty: duty.id, who: duty.who, what: constant ?? say(text), by, clauses: duty.clauses };
      shown.push(grade === 1 ? { ...one, waitsFor: this.#waitsFor(duty.condition) } : one);
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
    if (unknownBy !== null) return this.#waitsFor(unknownBy);
    const result = this.#tools.workerOf(line.currency).work(line.amount);
    return result.kind === 'unknown' ? [...result.facts].sort(compareText) : [];
  }

  #waitsFor(condition: Condition): readonly string[] {
    const found = noUnknownFacts();
    collectUnknownFacts(condition, this.#tools.situationOf(), found, 'others');
    return [...new Set([...found.first, ...found.others])].sort(compareText);
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
