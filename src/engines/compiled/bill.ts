import type { AmountWorker } from '../../meaning/amounts.ts';
import { amountOf, totalsOf } from '../../meaning/bill.ts';
import { decimalsOfCurrency } from '../../model/currency.ts';
import type { Amount, Outcome, Total, Totals } from '../../model/generated/decision.ts';
import type { Condition, Line } from '../../model/policy.ts';
import { AmountCompiler, tooLarge, unknown } from './amounts.ts';
import type { Judge } from './closures.ts';
import type { Frame, Layout } from './frame.ts';
import { printNumber } from './print-number.ts';
import type { Candidates, Offsets } from './verdict.ts';

/** A line as it is worked out. */
export interface CompiledLine {
  readonly line: Line;
  /** Where it stands in the policy. */
  readonly place: number;
  readonly work: ((frame: Frame) => number) | undefined;
  readonly waived: Judge | undefined;
  readonly decimals: number;
  /** The sections under whose floor it may be asked. */
  readonly floors: readonly string[];
}

/** A line that counts: units of its currency, `unspecified` or `unknown`; or, where the arithmetic of numbers does not reach, its amount. */
export interface CountedLine {
  readonly compiled: CompiledLine;
  readonly isWaived: boolean;
  readonly units: number;
  readonly amount: Amount | undefined;
  /** The condition that makes it unknown; null where the amount itself is, or nothing is. */
  readonly unknownBy: Condition | null;
}

/** What a bill needs of the policy that it is of. */
export interface BillTools {
  readonly layout: Layout;
  readonly frame: Frame;
  readonly offsets: Offsets;
  readonly judgeOf: (condition: Condition) => Judge;
  readonly workerOf: (currency: string) => AmountWorker;
}

/** Works out the lines of bills. */
export class Bill {
  readonly #layout: Layout;
  readonly #frame: Frame;
  readonly #offsets: Offsets;
  readonly #lines: readonly CompiledLine[];
  readonly #entitling: readonly (readonly [rule: number, section: string])[];
  readonly #oneCurrency: boolean;
  readonly #decimals: number;
  readonly #workerOf: (currency: string) => AmountWorker;

  constructor({ layout, frame, offsets, judgeOf, workerOf }: BillTools) {
    const { policy } = layout;
    const compiler = new AmountCompiler(layout, judgeOf);
    this.#layout = layout;
    this.#frame = frame;
    this.#offsets = offsets;
    this.#workerOf = workerOf;
    this.#lines = policy.lines.map((line, place) => ({
      line,
      place,
      work: compiler.compileLine(line),
      waived: line.waived === null ? undefined : judgeOf(line.waived.when),
      decimals: decimalsOfCurrency(line.currency) ?? 2,
      floors: [line.section, ...[...policy.floors].filter(([, allowed]) => allowed.has(line.id)).map(([section]) => section)],
    }));
    this.#entitling = policy.rules.flatMap(({ effect, section }, rule) => (effect === 'entitle' ? [[rule, section] as const] : []));
    this.#decimals = decimalsOfCurrency(policy.currency) ?? 2;
    this.#oneCurrency = policy.lines.every(({ currency }) => currency === policy.currency);
  }

  /** The lines that count, in their order. */
  lines({ rules, lines }: Candidates, outcome: Outcome): readonly CountedLine[] {
    if (outcome === 'uncovered') return [];
    const on = outcome === 'rejected' ? 'rejected' : 'granted';
    const entitling = on === 'granted' && this.#entitling.length > 0 ? this.#sections(rules) : undefined;
    const counted: CountedLine[] = [];
    for (let at = 0; at < lines.length; at += 1) {
      const slot = lines[at] as number;
      const grade = this.#frame.truths[slot];
      const compiled = this.#lines[slot - this.#offsets.lines] as CompiledLine;
      if (grade === 0 || compiled.line.on !== on) continue;
      if (entitling !== undefined && compiled.line.side === 'charge' && !compiled.floors.some((section) => entitling.has(section))) continue;
      counted.push(grade === 1 ? { compiled, isWaived: false, units: unknown, amount: undefined, unknownBy: compiled.line.condition } : this.#count(compiled));
    }
    return counted;
  }

  #count(compiled: CompiledLine): CountedLine {
    const { line, work, waived } = compiled;
    const isWaived = waived === undefined ? 0 : waived(this.#frame);
    if (isWaived === 3) return { compiled, isWaived: true, units: 0, amount: undefined, unknownBy: null };
    if (isWaived === 1) return { compiled, isWaived: false, units: unknown, amount: undefined, unknownBy: line.waived?.when ?? null };
    const units = work === undefined ? tooLarge : work(this.#frame);
    if (units !== tooLarge) return { compiled, isWaived: false, units, amount: undefined, unknownBy: null };
    return { compiled, isWaived: false, units: 0, amount: amountOf(this.#workerOf(line.currency).work(line.amount), line), unknownBy: null };
  }

  /** Floor sections that certainly accept; undefined where none does. */
  #sections(rules: readonly number[]): ReadonlySet<string> | undefined {
    const sections = new Set<string>();
    for (const [rule, section] of this.#entitling) if (this.#frame.truths[rule] === 3 && rules.includes(rule)) sections.add(section);
    return sections.size === 0 ? undefined : sections;
  }

  /** The totals of some lines. */
  totals(lines: readonly CountedLine[]): Totals {
    return (this.#oneCurrency ? this.#quickTotals(lines) : undefined) ?? this.#slowTotals(lines);
  }

  #quickTotals(lines: readonly CountedLine[]): Totals | undefined {
    let [charges, credits] = [0, 0];
    let [openCharges, openCredits] = [0, 0];
    for (let at = 0; at < lines.length; at += 1) {
      const { units, amount, compiled } = lines[at] as CountedLine;
      if (amount !== undefined) return undefined;
      const isCharge = compiled.line.side === 'charge';
      const open = Number.isNaN(units) ? 2 : units === unknown ? 1 : 0;
      if (isCharge) {
        openCharges |= open;
        if (open === 0) charges += units;
      } else {
        openCredits |= open;
        if (open === 0) credits += units;
      }
    }
    if (!Number.isSafeInteger(charges) || !Number.isSafeInteger(credits) || !Number.isSafeInteger(credits - charges)) return undefined;
    return {
      [this.#layout.policy.currency]: {
        charges: this.#total(charges, openCharges, lines, 'charge'),
        credits: this.#total(credits, openCredits, lines, 'credit'),
        net: this.#total(credits - charges, openCharges | openCredits, lines, null),
      },
    };
  }

  /** @param open bits: 1 for a line that is unknown, 2 for one that is unspecified */
  #total(known: number, open: number, lines: readonly CountedLine[], side: Line['side'] | null): Total {
    if (open === 0) return { kind: 'exact', value: printNumber(known, this.#decimals) };
    const isOpen = ({ units }: CountedLine): boolean => Number.isNaN(units) || units === unknown;
    const idsOf = (of: Line['side']): readonly string[] =>
      lines.filter((one) => one.compiled.line.side === of && isOpen(one)).map(({ compiled }) => compiled.line.id);
    return {
      kind: (open & 2) === 0 ? 'unknown' : 'unspecified',
      known: printNumber(known, this.#decimals),
      because: side === null ? [...idsOf('charge'), ...idsOf('credit')] : idsOf(side),
    };
  }

  #slowTotals(lines: readonly CountedLine[]): Totals {
    return totalsOf(
      lines.map((one) => ({ id: one.compiled.line.id, side: one.compiled.line.side, amount: this.amountOf(one, []) })),
      this.#layout.policy.currency,
    );
  }

  /** The amount of a line that counts. */
  amountOf({ compiled, units, amount }: CountedLine, waitsFor: readonly string[]): Amount {
    const { currency } = compiled.line;
    if (amount !== undefined) return amount;
    if (Number.isNaN(units)) return { kind: 'unspecified', currency };
    return units === unknown ? { kind: 'unknown', currency, waitsFor } : { kind: 'exact', value: printNumber(units, compiled.decimals), currency };
  }
}
