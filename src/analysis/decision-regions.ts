import type { Condition, CorePolicy, Duty, Evidence, Line, Rule, Statement } from '../model/policy.ts';
import { AmountRegions, type AmountTerm } from './amount-regions.ts';
import { canonicalText } from './canonical.ts';
import type { Diagram, Diagrams } from './diagram.ts';
import { windowKey } from './measures.ts';
import { PolicyRegions } from './policy-regions.ts';
import type { Space } from './space.ts';

/** What decides a complete request; `refused`: the policy takes no such request. */
export type RegionOutcome = 'accepted' | 'rejected' | 'review' | 'incomplete' | 'uncovered' | 'refused';

/** What a decision shows, besides its outcome. */
export type ComponentKind = 'reason' | 'charge' | 'credit' | 'evidence' | 'duty' | 'window';

/** One thing that a decision may show. */
export interface Component {
  readonly kind: ComponentKind;
  readonly id: string;
  readonly statement: Statement;
  /** `false` where it is not shown; else what is shown, as a text that is the same where it shows the same, or an `AmountTerm`. */
  readonly shown: Diagram;
  /** What is shown of it, wherever that is. */
  readonly content: Diagram;
  /** Where its condition holds, whether or not it is shown. */
  readonly holds: Diagram;
}

/** All that one policy decides, as functions of the cells of requests. The steps are those of `meaning/decide.ts`, for complete requests. */
export class DecisionRegions {
  readonly policy: CorePolicy;
  readonly regions: PolicyRegions;
  readonly #diagrams: Diagrams;
  readonly #amounts: ReadonlyMap<string, AmountRegions>;
  readonly #entitled: Diagram;
  readonly #refused: Diagram;
  /** Where each kind of rule decides, before evidence is looked at. */
  readonly #byRules: { readonly entitle: Diagram; readonly reject: Diagram; readonly review: Diagram; readonly accept: Diagram };
  readonly #evidence: { readonly rejects: Diagram; readonly reviews: Diagram; readonly open: Diagram };
  #lines: readonly Component[] | undefined;
  #components: readonly Component[] | undefined;
  /** A `RegionOutcome` everywhere. */
  readonly outcome: Diagram;

  constructor(policy: CorePolicy, space: Space, terms: Map<string, AmountTerm>) {
    this.policy = policy;
    this.regions = new PolicyRegions(policy, space);
    this.#diagrams = space.diagrams;
    this.#amounts = new Map(
      [...new Set(policy.lines.map(({ currency }) => currency))].map((currency) => [currency, new AmountRegions(this.regions, space, terms, currency)]),
    );
    this.#entitled = this.#anyRule('entitle');
    this.#refused = this.regions.refused();
    this.#byRules = this.#decideByRules();
    this.#evidence = this.#lookAtEvidence();
    this.outcome = this.#outcome();
  }

  /** Where the outcome is one of these. */
  where(...outcomes: readonly RegionOutcome[]): Diagram {
    return this.#diagrams.where(this.outcome, (outcome) => outcomes.includes(outcome as RegionOutcome));
  }

  #anyRule(effect: Rule['effect']): Diagram {
    return this.#diagrams.any(this.policy.rules.filter((rule) => rule.effect === effect).map((rule) => this.holds(rule)));
  }

  /** Where a statement's condition holds. */
  holds({ condition }: { readonly condition: Condition }): Diagram {
    return this.regions.condition(condition);
  }

  #decideByRules(): { readonly entitle: Diagram; readonly reject: Diagram; readonly review: Diagram; readonly accept: Diagram } {
    const d = this.#diagrams;
    const taken = d.not(this.#refused);
    const entitle = d.and(this.#entitled, taken);
    const reject = d.minus(d.and(this.#anyRule('reject'), taken), entitle);
    const review = d.minus(d.and(this.#anyRule('review'), taken), d.or(entitle, reject));
    const accept = d.minus(d.and(this.#anyRule('accept'), taken), d.any([entitle, reject, review]));
    return { entitle, reject, review, accept };
  }

  get #grantedByRules(): Diagram {
    const { entitle, review, accept } = this.#byRules;
    return this.#diagrams.any([entitle, review, accept]);
  }

  /** Where an item of evidence is asked for, if the request is granted. */
  #asks(item: Evidence): Diagram {
    const holds = this.holds(item);
    return this.policy.floors.has(item.section) ? holds : this.#diagrams.minus(holds, this.#entitled);
  }

  /** Where an item is in a state, whether or not it is asked for. */
  evidenceIs(item: Evidence, state: 'missing' | 'provided' | 'unavailable'): Diagram {
    if (state === 'missing') return this.#isMissing(item);
    return state === 'unavailable' ? this.#isUnavailable(item) : this.#count(item, (name) => this.regions.evidence(name, 'provided'));
  }

  /** Where the policy takes no such request. */
  get refused(): Diagram {
    return this.#refused;
  }

  #isUnavailable(item: Evidence): Diagram {
    const d = this.#diagrams;
    const count = this.#count(item, (name) => d.not(this.regions.evidence(name, 'unavailable')));
    return d.not(count);
  }

  #isMissing(item: Evidence): Diagram {
    const d = this.#diagrams;
    return d.not(
      d.or(
        this.#count(item, (name) => this.regions.evidence(name, 'provided')),
        this.#isUnavailable(item),
      ),
    );
  }

  /** Where so many of an item's alternatives are as wanted as it needs. */
  #count(item: Evidence, isWanted: (name: string) => Diagram): Diagram {
    const d = this.#diagrams;
    if (item.anyOf.length === 0) return isWanted(item.id);
    // By how many are still needed: none, one, two …
    let needed: readonly Diagram[] = [d.always, ...Array.from({ length: item.atLeast }, () => d.never)];
    for (const { id } of item.anyOf) {
      const wanted = isWanted(id);
      needed = needed.map((before, count) => (count === 0 ? before : d.choose(wanted, needed[count - 1] ?? d.never, before)));
    }
    return needed[item.atLeast] ?? d.always;
  }

  #lookAtEvidence(): { readonly rejects: Diagram; readonly reviews: Diagram; readonly open: Diagram } {
    const d = this.#diagrams;
    const { evidence } = this.policy;
    const granted = this.#grantedByRules;
    const ifUnavailable = (effect: Evidence['unavailable']): Diagram =>
      d.any(evidence.filter(({ unavailable }) => unavailable === effect).map((item) => d.and(this.#asks(item), this.#isUnavailable(item))));
    const rejects = d.and(granted, ifUnavailable('reject'));
    const open = d.minus(d.and(granted, d.any(evidence.map((item) => d.and(this.#asks(item), this.#isMissing(item))))), rejects);
    const reviews = d.minus(d.and(granted, ifUnavailable('review')), d.or(rejects, open));
    return { rejects, reviews, open };
  }

  #outcome(): Diagram {
    const d = this.#diagrams;
    const { entitle, reject, review, accept } = this.#byRules;
    const { rejects, reviews, open } = this.#evidence;
    const outcomes: readonly (readonly [Diagram, RegionOutcome])[] = [
      [this.#refused, 'refused'],
      [d.or(reject, rejects), 'rejected'],
      [open, 'incomplete'],
      [d.or(reviews, review), 'review'],
      [d.or(entitle, accept), 'accepted'],
    ];
    return outcomes.reduceRight((rest, [where, outcome]) => d.choose(where, d.constant(outcome), rest), d.constant('uncovered'));
  }

  /** The readings that a statement consults, with their choices. */
  #readings({ readings }: Statement): unknown {
    return readings.map((name) => [name, this.policy.readings.get(name)?.choice]);
  }

  /** Where a window is shown. */
  showsWindow(id: string): Diagram {
    return this.#diagrams.minus(this.#isShown(id), this.#refused);
  }

  /** Where a duty is shown. */
  showsDuty(duty: Duty): Diagram {
    return this.#diagrams.and(this.where('accepted', 'review', 'incomplete'), this.holds(duty));
  }

  /** The lines of bills. */
  lines(): readonly Component[] {
    this.#lines ??= this.#makeLines();
    return this.#lines;
  }

  #makeLines(): readonly Component[] {
    return this.policy.lines.map((line): Component => {
      const rest = { clauses: line.clauses, per: line.per, readings: this.#readings(line) };
      const content = this.#worked(line, rest);
      return { kind: line.side, id: line.id, statement: line, shown: this.#diagrams.and(content, this.counts(line)), content, holds: this.holds(line) };
    });
  }

  /** Everything that a decision may show. */
  components(): readonly Component[] {
    this.#components ??= this.#makeComponents();
    return this.#components;
  }

  #makeComponents(): readonly Component[] {
    const { rules, evidence, duties, windows } = this.policy;
    const d = this.#diagrams;
    const granted = this.where('accepted', 'review', 'incomplete');
    const show = (where: Diagram, what: unknown): Pick<Component, 'shown' | 'content'> => {
      const content = d.constant(canonicalText(what));
      return { shown: d.and(content, where), content };
    };
    return [
      ...rules.map((rule): Component => {
        const { effect, message, clauses } = rule;
        const shown = show(this.#decides(rule), { effect, message, clauses, readings: this.#readings(rule) });
        return { kind: 'reason', id: rule.id, statement: rule, ...shown, holds: this.holds(rule) };
      }),
      ...evidence.map((item): Component => {
        const { message, clauses, unavailable } = item;
        const shown = show(this.#evidenceDecides(item), { unavailable, message, clauses });
        return { kind: 'reason', id: item.id, statement: item, ...shown, holds: this.holds(item) };
      }),
      ...evidence.map((item): Component => {
        const { what, anyOf, atLeast, clauses } = item;
        const shown = show(d.and(granted, this.#asks(item)), {
          what,
          anyOf: anyOf.map(({ id }) => id).sort(),
          atLeast,
          clauses,
          readings: this.#readings(item),
        });
        return { kind: 'evidence', id: item.id, statement: item, ...shown, holds: this.holds(item) };
      }),
      ...this.lines(),
      ...duties.map((duty): Component => {
        const { who, what, deadline, clauses } = duty;
        const by = deadline === null ? null : windowKey(this.policy, deadline);
        const shown = show(this.showsDuty(duty), { who, what, by, clauses, readings: this.#readings(duty) });
        return { kind: 'duty', id: duty.id, statement: duty, ...shown, holds: this.holds(duty) };
      }),
      ...[...windows.values()].map((window): Component => {
        const shown = show(this.showsWindow(window.id), { window: windowKey(this.policy, window.id), readings: this.#readings(window) });
        return { kind: 'window', id: window.id, statement: window, ...shown, holds: d.always };
      }),
    ];
  }

  /** What is shown of a line besides its amount is part of what it comes to. */
  #worked(line: Line, rest: object): Diagram {
    const amounts = this.#amounts.get(line.currency);
    if (amounts === undefined) throw new Error(`no amounts in ${line.currency}`);
    return amounts.line(line, rest);
  }

  /** Where a line is charged or credited. */
  counts(line: Line): Diagram {
    const d = this.#diagrams;
    const outcome = line.on === 'rejected' ? this.where('rejected') : this.where('accepted', 'review', 'incomplete');
    return d.all([outcome, this.holds(line), line.on === 'rejected' || line.side === 'credit' ? d.always : this.#isAllowed(line)]);
  }

  #isAllowed({ id, section }: Line): Diagram {
    const d = this.#diagrams;
    const entitling = this.policy.rules.filter(({ effect }) => effect === 'entitle');
    const allowing = entitling.filter((rule) => rule.section === section || this.policy.floors.get(rule.section)?.has(id) === true);
    return d.or(d.not(this.#entitled), d.any(allowing.map((rule) => this.holds(rule))));
  }

  /** Where a rule is among the reasons. */
  #decides(rule: Rule): Diagram {
    const d = this.#diagrams;
    const { rejects, reviews, open } = this.#evidence;
    const overruled = rule.effect === 'reject' ? d.never : d.any([rejects, open, rule.effect === 'review' ? d.never : reviews]);
    return d.minus(d.and(this.#byRules[rule.effect], this.holds(rule)), overruled);
  }

  /** Where an item is among the reasons because it is unavailable. */
  #evidenceDecides(item: Evidence): Diagram {
    const d = this.#diagrams;
    if (item.unavailable === 'nothing') return d.never;
    return d.all([item.unavailable === 'reject' ? this.#evidence.rejects : this.#evidence.reviews, this.#asks(item), this.#isUnavailable(item)]);
  }

  /** Where something of a window's event is told. */
  #isShown(id: string): Diagram {
    const d = this.#diagrams;
    const span = this.policy.windows.get(id)?.span;
    switch (span?.kind) {
      case undefined:
        return d.never;
      case 'time': {
        const { from } = span;
        if (from.kind === 'fixed') return d.always;
        if (from.kind === 'end-of') return this.#isShown(from.window);
        return d.any((from.kind === 'fact' ? [from.fact] : from.facts).map((name) => this.regions.exists(name)));
      }
      case 'number':
        return this.regions.exists(span.from ?? span.at);
      case 'later-of':
      case 'earlier-of':
        return d.any(span.of.map((one) => this.#isShown(one)));
      case 'choose':
        return d.any([...span.branches.map(({ window }) => window), span.otherwise].map((one) => this.#isShown(one)));
    }
  }
}
