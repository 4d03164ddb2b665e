import { judge } from '../meaning/truth.ts';
import type { Situation } from '../meaning/situation.ts';
import { partsOfAmount } from '../model/amount-parts.ts';
import type { Amount, Condition } from '../model/policy.ts';
import type { Diagram } from './diagram.ts';
import type { PolicyRegions } from './policy-regions.ts';
import type { Space } from './space.ts';

/** One way through the choices of an amount to a part of it. */
export interface AmountPath {
  /** The choices on the way, in words of the policy: branches by number from 1, `otherwise`, entries by name. Names the path within its line. */
  readonly steps: readonly string[];
  readonly part: Amount;
  /** The last step was a choice, and not one of several parts that all count. */
  readonly isChoice: boolean;
  /** Where it is taken. */
  readonly where: Diagram;
}

interface Step {
  readonly name: string | null;
  readonly part: Amount;
  readonly isChoice: boolean;
  readonly where: Diagram;
  isTaken(situation: Situation): boolean;
}

/** All parts of an amount with the way to each. */
export function pathsOf(amount: Amount, where: Diagram, regions: PolicyRegions, space: Space): readonly AmountPath[] {
  const visit = (part: Amount, at: Omit<AmountPath, 'part'>): readonly AmountPath[] => [
    { ...at, part },
    ...stepsOf(part, regions, space).flatMap(({ name, part: next, isChoice, where: region }) =>
      visit(next, { steps: name === null ? at.steps : [...at.steps, name], isChoice, where: space.diagrams.and(at.where, region) }),
    ),
  ];
  return visit(amount, { steps: [], isChoice: false, where });
}

/** Whether the way to a part is taken in a situation. */
export function isTaken(amount: Amount, [step, ...rest]: readonly string[], situation: Situation): boolean {
  if (step === undefined) return true;
  return choicesOf(amount).some(({ name, part, isTaken: taken }) => {
    if (name === null) return isTaken(part, [step, ...rest], situation);
    return name === step && taken(situation) && isTaken(part, rest, situation);
  });
}

function stepsOf(amount: Amount, regions: PolicyRegions, { diagrams: d }: Space): readonly Step[] {
  const choices = choicesOf(amount);
  switch (amount.kind) {
    case 'choose': {
      const conditions = amount.branches.map(({ when }) => regions.condition(when));
      const before = (index: number): Diagram => d.any(conditions.slice(0, index));
      return choices.map((choice, index) => ({ ...choice, where: d.minus(conditions[index] ?? d.always, before(index)) }));
    }
    case 'match': {
      const entries: ReadonlyMap<unknown, string> = amount.keys;
      const isKey = (wanted: string): Diagram => regions.valueIs(amount.fact, (cell) => cell.kind === 'values' && entries.get(cell.values[0]) === wanted);
      const known = d.any([...amount.amounts.keys()].map(isKey));
      return choices.map((choice) => ({ ...choice, where: amount.amounts.has(choice.key ?? '') ? isKey(choice.key ?? '') : d.not(known) }));
    }
    default:
      return choices.map((choice) => ({ ...choice, where: d.always }));
  }
}

interface Choice {
  readonly name: string | null;
  /** Of an entry: what it is the entry of. */
  readonly key?: string;
  readonly part: Amount;
  readonly isChoice: boolean;
  isTaken(situation: Situation): boolean;
}

function choicesOf(amount: Amount): readonly Choice[] {
  switch (amount.kind) {
    case 'choose': {
      const conditions: readonly Condition[] = amount.branches.map(({ when }) => when);
      return [...amount.branches.map((branch) => branch.amount), amount.otherwise].map((part, index) => ({
        name: index < conditions.length ? String(index + 1) : 'otherwise',
        part,
        isChoice: true,
        isTaken: (situation) => branchTaken(conditions, situation) === index,
      }));
    }
    case 'match': {
      const entryOf = (situation: Situation): string | undefined => amount.keys.get(String(situation.valueOf(amount.fact) ?? ''));
      return [
        ...[...amount.amounts].map(([key, part]): Choice => ({ name: key, key, part, isChoice: true, isTaken: (situation) => entryOf(situation) === key })),
        ...(amount.otherwise === null
          ? []
          : [{ name: 'otherwise', part: amount.otherwise, isChoice: true, isTaken: (situation: Situation) => entryOf(situation) === undefined }]),
      ];
    }
    default: {
      const parts = partsOfAmount(amount);
      return parts.map((part, index) => ({ name: parts.length === 1 ? null : `part-${index + 1}`, part, isChoice: false, isTaken: () => true }));
    }
  }
}

/** Which of some conditions is the first that holds; their number where none does; undefined where that is not known. */
export function branchTaken(conditions: readonly Condition[], situation: Situation): number | undefined {
  for (const [index, condition] of conditions.entries()) {
    const truth = judge(condition, situation);
    if (truth !== false) return truth === true ? index : undefined;
  }
  return conditions.length;
}
