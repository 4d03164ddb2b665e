import { judge } from '../meaning/truth.ts';
import type { CorePolicy, Evidence, Line, Rule } from '../model/policy.ts';
import type { DecisionRegions } from './decision-regions.ts';
import type { Goal, Trial } from './goal.ts';
import type { Ground } from './ground.ts';
import type { Space } from './space.ts';

const plain = { prefers: [], landing: null } as const;

/** What cases should show of rules, lines, evidence, duties, readings and of what is impossible. */
export function goalsOfStatements(ground: Ground): readonly Goal[] {
  const { policy } = ground;
  const goals = new StatementGoals(ground);
  return [
    ...policy.rules.flatMap((rule) => goals.rule(rule)),
    ...policy.lines.flatMap((line) => goals.line(line)),
    ...policy.evidence.flatMap((item) => goals.evidence(item)),
    ...policy.duties.map((duty) => goals.duty(duty)),
    ...goals.impossible(),
    ...goals.readings(),
    ...otherReadings(ground),
  ];
}

class StatementGoals {
  readonly #ground: Ground;
  readonly #decisions: DecisionRegions;
  readonly #space: Space;

  constructor(ground: Ground) {
    this.#ground = ground;
    this.#decisions = ground.decisions;
    this.#space = ground.space;
  }

  rule(rule: Rule): readonly Goal[] {
    const { diagrams: d } = this.#space;
    const { id, clauses, guard, condition } = rule;
    const shared = { ...plain, kind: 'rule', of: id, place: `rules ${id}`, clauses } as const;
    const isReason: Goal = {
      ...shared,
      aspect: '',
      words: 'in which it is a reason',
      region: this.#ground.shown('reason', id),
      isExercisedBy: ({ decision }) => decision?.reasons.some((reason) => reason.rule === id) === true,
    };
    const holds = this.#decisions.regions.condition(condition);
    const elsewhere = d.minus(this.#decisions.regions.condition(guard), holds);
    // A rule without a condition of its own holds wherever its section applies; one that a reading switches off holds nowhere.
    if (elsewhere === d.never || holds === d.never) return [isReason];
    const doesNotHold: Goal = {
      ...shared,
      aspect: 'not',
      words: 'to which its section applies and the rule does not',
      region: d.minus(elsewhere, this.#decisions.refused),
      isExercisedBy: ({ situation, decision }) => decision !== null && judge(guard, situation) === true && judge(condition, situation) === false,
    };
    return [isReason, doesNotHold];
  }

  line(line: Line): readonly Goal[] {
    const { diagrams: d } = this.#space;
    const { id, clauses, side, waived } = line;
    const shared = { ...plain, kind: 'line', of: id, place: `${side}s ${id}`, clauses } as const;
    const counts = this.#decisions.counts(line);
    const isWaived = waived === null ? d.never : this.#decisions.regions.condition(waived.when);
    const counted: Goal = {
      ...shared,
      aspect: '',
      words: side === 'charge' ? 'in which it is charged' : 'in which it is credited',
      region: d.minus(counts, isWaived),
      isExercisedBy: (trial) => shownLine(trial, line)?.waived === undefined && isKnown(shownLine(trial, line)),
    };
    if (waived === null) return [counted];
    return [
      counted,
      {
        ...shared,
        aspect: 'waived',
        words: 'in which it is waived',
        region: d.and(counts, isWaived),
        isExercisedBy: (trial) => shownLine(trial, line)?.waived !== undefined,
      },
    ];
  }

  evidence(item: Evidence): readonly Goal[] {
    const { diagrams: d } = this.#space;
    const { id, clauses, anyOf } = item;
    const asked = this.#ground.shown('evidence', id);
    const shared = { ...plain, kind: 'evidence', of: id, place: `evidence ${id}`, clauses } as const;
    const found = ({ decision }: Trial): NonNullable<Trial['decision']>['evidence'][number] | undefined =>
      decision?.evidence.find((one) => one.evidence === id && one.waitsFor === undefined);
    const rejected = d.and(this.#ground.shown('reason', id), this.#decisions.evidenceIs(item, 'unavailable'));
    return [
      ...(['provided', 'unavailable', 'missing'] as const).map(
        (state): Goal => ({
          ...shared,
          aspect: state,
          words: state === 'missing' ? 'in which it is asked for and nothing is said of it' : `in which it is asked for and is ${state}`,
          // What is rejected for want of an item does not ask for it any more: it is the reason.
          region: d.or(d.and(asked, this.#decisions.evidenceIs(item, state)), state === 'unavailable' ? rejected : d.never),
          isExercisedBy: (trial) =>
            found(trial)?.state === state || (state === 'unavailable' && trial.decision?.reasons.some((reason) => reason.evidence === id) === true),
        }),
      ),
      ...anyOf.map(
        (one): Goal => ({
          ...shared,
          aspect: `by-${one.id}`,
          words: `in which \`${one.id}\` is provided for it`,
          region: d.and(asked, this.#decisions.regions.evidence(one.id, 'provided')),
          isExercisedBy: (trial) => found(trial)?.anyOf?.[one.id] === 'provided',
        }),
      ),
    ];
  }

  duty({ id, clauses }: CorePolicy['duties'][number]): Goal {
    return {
      ...plain,
      kind: 'duty',
      of: id,
      aspect: '',
      place: `duties ${id}`,
      words: 'in which somebody has it',
      clauses,
      region: this.#ground.shown('duty', id),
      isExercisedBy: ({ decision }) => decision?.duties.some((one) => one.duty === id && one.waitsFor === undefined) === true,
    };
  }

  impossible(): readonly Goal[] {
    return this.#ground.policy.impossible.map(
      ({ when, because }, index): Goal => ({
        ...plain,
        kind: 'impossible',
        of: String(index + 1),
        aspect: '',
        place: `impossible ${because}`,
        words: `that is refused with "${because}"`,
        clauses: [],
        region: this.#decisions.regions.condition(when),
        isExercisedBy: ({ situation, decision }) => decision === null && judge(when, situation) === true,
      }),
    );
  }

  /** The choice that holds, where something shown consults it. */
  readings(): readonly Goal[] {
    return [...this.#ground.policy.readings.values()].map(
      ({ name, choice, clauses }): Goal => ({
        ...plain,
        kind: 'reading',
        of: name,
        aspect: '',
        place: `readings ${name}`,
        words: `that shows something which reads it as \`${choice}\``,
        clauses,
        region: this.#ground.consulting(name),
        isExercisedBy: ({ decision }) => decision?.readings[name] === choice,
      }),
    );
  }
}

/** Choices that do not hold. Requests that reach them are those of another policy, so nothing is said of where they lie. */
function otherReadings({ policy: { readings }, space: { diagrams } }: Ground): readonly Goal[] {
  return [...readings.values()].flatMap(({ name, choice, choices, clauses }) =>
    choices
      .filter((one) => one.name !== choice && one.needs === null)
      .map(
        (one): Goal => ({
          ...plain,
          kind: 'other-reading',
          of: name,
          aspect: one.name,
          place: `readings ${name}`,
          words: `with \`readings: { ${name}: ${one.name} }\` that shows something which reads it so`,
          clauses,
          region: diagrams.always,
          isExercisedBy: ({ decision }) => decision?.readings[name] === one.name,
        }),
      ),
  );
}

type ShownLine = NonNullable<Trial['decision']>['charges'][number] | NonNullable<Trial['decision']>['credits'][number];

/** A line of a decision. */
export function shownLine({ decision }: Trial, { id, side }: Pick<Line, 'id' | 'side'>): ShownLine | undefined {
  return side === 'charge' ? decision?.charges.find(({ charge }) => charge === id) : decision?.credits.find(({ credit }) => credit === id);
}

/** A line that waits for facts may come to count, or not. */
export function isKnown(line: ShownLine | undefined): boolean {
  return line !== undefined && line.amount.kind !== 'unknown';
}
