import type { Amount, CombinedSpan, Line } from '../model/policy.ts';
import { type AmountPath, branchTaken, isTaken, pathsOf } from './amount-paths.ts';
import type { DecisionRegions } from './decision-regions.ts';
import type { Goal } from './goal.ts';
import type { Ground } from './ground.ts';
import { isKnown, shownLine } from './goals-of-statements.ts';
import type { Space } from './space.ts';

/** What cases should show of `choose` and `match`: that each branch is taken. */
export function goalsOfBranches(ground: Ground): readonly Goal[] {
  const { policy, decisions, space } = ground;
  return [
    ...policy.lines.flatMap((line) =>
      pathsOfLine(line, ground)
        .filter(({ isChoice }) => isChoice)
        .map((path) => branchOfLine(line, path)),
    ),
    ...[...policy.windows.values()].flatMap(({ id, span, clauses }) => {
      if (span.kind !== 'choose') return [];
      return branchesOfWindow(span, decisions, space).map(
        ({ where, ...branch }): Goal => ({
          kind: 'branch',
          of: id,
          place: `windows ${id}`,
          clauses,
          prefers: [],
          landing: null,
          ...branch,
          region: space.diagrams.and(where, ground.shown('window', id)),
          isExercisedBy: ({ situation, decision }) => decision !== null && Object.hasOwn(decision.windows, id) && branch.isTaken(situation),
        }),
      );
    }),
  ];
}

/** The ways through the amount of a line, where it is charged and not waived. */
export function pathsOfLine(line: Line, { decisions, space }: Pick<Ground, 'decisions' | 'space'>): readonly AmountPath[] {
  const { diagrams: d } = space;
  const isWaived = line.waived === null ? d.never : decisions.regions.condition(line.waived.when);
  return pathsOf(line.amount, d.minus(decisions.counts(line), isWaived), decisions.regions, space);
}

function branchOfLine(line: Line, { steps, where }: AmountPath): Goal {
  const { id, side, clauses, amount } = line;
  return {
    kind: 'branch',
    of: id,
    aspect: steps.join('-'),
    place: `${side}s ${id}`,
    words: `in which its amount is that of ${sayPath(amount, steps)}`,
    clauses,
    region: where,
    prefers: [],
    landing: null,
    isExercisedBy: (trial) => {
      const shown = shownLine(trial, line);
      return isKnown(shown) && shown?.waived === undefined && isTaken(amount, steps, trial.situation);
    },
  };
}

function sayPath(amount: Amount, steps: readonly string[]): string {
  return steps
    .filter((step) => !step.startsWith('part-') || amount.kind === 'match')
    .map((step) => (/^[0-9]+$/.test(step) ? `branch ${step}` : `\`${step}\``))
    .join(', ');
}

function branchesOfWindow(
  { branches }: CombinedSpan & { readonly kind: 'choose' },
  { regions }: DecisionRegions,
  { diagrams: d }: Space,
): readonly (Pick<Goal, 'aspect' | 'words'> & {
  readonly where: Goal['region'];
  readonly isTaken: (situation: Parameters<typeof branchTaken>[1]) => boolean;
})[] {
  const conditions = branches.map(({ when }) => when);
  const found = conditions.map((condition) => regions.condition(condition));
  return [...conditions, null].map((_, index) => ({
    aspect: index < conditions.length ? String(index + 1) : 'otherwise',
    words: index < conditions.length ? `in which branch ${index + 1} is taken` : 'in which `otherwise` is taken',
    where: d.minus(found[index] ?? d.always, d.any(found.slice(0, index))),
    isTaken: (situation) => branchTaken(conditions, situation) === index,
  }));
}
