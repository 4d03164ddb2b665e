/**
 * Engine: a policy of the core comes in; what goes out judges its conditions in a situation, by json-rules-engine. The only
 * folder that imports it.
 */
import { Engine } from 'json-rules-engine';
import type { TruthOf } from '../../meaning/decide.ts';
import type { Situation } from '../../meaning/situation.ts';
import type { Truth } from '../../meaning/truth.ts';
import type { Condition, CorePolicy } from '../../model/policy.ts';
import { type Judged, judgedConditionsOf } from './judged-conditions.ts';
import { type EngineValue, operators, unknownValue } from './operators.ts';
import { toRule } from './to-rules-engine.ts';

/** Plans that are kept, least recently used last out. A plan belongs to one combination of enum values and untold facts. */
const maximumPlans = 500;
/** Idle engines that a plan keeps for the next run. */
const maximumIdle = 8;

/** What one kind of request needs to be judged: those conditions whose keys it matches. */
interface Plan {
  /** By position: the condition, and whether it also has a rule in which what is unknown passes. */
  readonly candidates: readonly { readonly judged: Judged; readonly hasPossible: boolean }[];
  readonly names: readonly string[];
  readonly rules: number;
  /** Engines that no run uses now: a run has an engine to itself, since an engine keeps the status of a run. */
  readonly idle: Engine[];
}

/** Judges the conditions of one policy by json-rules-engine. */
export class RulesEngine {
  readonly #judged: readonly Judged[];
  readonly #names: readonly string[];
  readonly #keyFacts: ReadonlySet<string>;
  readonly #plans = new Map<string, Plan>();
  readonly #policy: CorePolicy;

  constructor(policy: CorePolicy) {
    this.#policy = policy;
    this.#judged = judgedConditionsOf(policy);
    this.#names = [...new Set(this.#judged.flatMap((judged) => [...judged.names]))];
    this.#keyFacts = new Set(this.#judged.flatMap((judged) => [...judged.keys.keys()]).filter((name) => hasFewValues(name, policy)));
  }

  /**
   * Judges every condition that the situation could fulfil: as a *certain* rule, in which what is unknown fails, and, where it looks at
   * something unknown, as a *possible* rule, in which it passes. A condition whose key facts have other values is false.
   */
  async judge(situation: Situation): Promise<TruthOf> {
    const values = this.#names.map((name) => this.#valueOf(name, situation));
    const plan = this.#planFor(values);
    const fired = plan.rules === 0 ? new Set<string>() : await run(plan, values, this.#names);
    const truths = new Map<Condition, Truth>();
    plan.candidates.forEach(({ judged, hasPossible }, index) => {
      const certain = fired.has(`certain ${index}`);
      truths.set(judged.condition, certain || (hasPossible && fired.has(`possible ${index}`) ? undefined : false));
    });
    return (condition) => (condition.kind === 'constant' ? condition.value : truths.has(condition) ? truths.get(condition) : false);
  }

  #valueOf(name: string, situation: Situation): EngineValue {
    const value = this.#policy.windows.has(name) ? situation.stateOf(name) : situation.valueOf(name);
    return value === undefined ? unknownValue : value;
  }

  #planFor(values: readonly EngineValue[]): Plan {
    const key = this.#names.map((name, index) => this.#keyOf(name, values[index])).join('|');
    const known = this.#plans.get(key);
    if (known !== undefined) {
      this.#plans.delete(key);
      this.#plans.set(key, known);
      return known;
    }
    const plan = this.#makePlan(new Map(this.#names.map((name, index) => [name, values[index] ?? null])));
    this.#plans.set(key, plan);
    if (this.#plans.size > maximumPlans) {
      const [oldest] = this.#plans.keys();
      if (oldest !== undefined) this.#plans.delete(oldest);
    }
    return plan;
  }

  /** Names of values have no `|`; a value that begins with `?` does not exist. */
  #keyOf(name: string, value: EngineValue | undefined): string {
    if (value === unknownValue) return '?';
    return this.#keyFacts.has(name) ? String(value) : '';
  }

  #makePlan(values: ReadonlyMap<string, EngineValue>): Plan {
    const candidates = this.#judged
      .filter((judged) =>
        [...judged.keys].every(([name, wanted]) => !this.#keyFacts.has(name) || values.get(name) === unknownValue || wanted.has(values.get(name))),
      )
      .map((judged) => ({ judged, hasPossible: [...judged.names].some((name) => values.get(name) === unknownValue) }));
    const names = [...new Set(candidates.flatMap(({ judged }) => [...judged.names]))];
    const rules = candidates.reduce((count, { hasPossible }) => count + (hasPossible ? 2 : 1), 0);
    return { candidates, names, rules, idle: [] };
  }
}

/** Facts that plans are told apart by: those with few values. */
function hasFewValues(name: string, policy: CorePolicy): boolean {
  const type = policy.facts.get(name)?.type;
  return type === 'enum' || type === 'boolean';
}

function makeEngine(plan: Plan): Engine {
  const engine = new Engine();
  for (const operator of operators) engine.addOperator(operator);
  plan.candidates.forEach(({ judged, hasPossible }, index) => {
    engine.addRule(toRule(`certain ${index}`, judged.condition, 'certain'));
    if (hasPossible) engine.addRule(toRule(`possible ${index}`, judged.condition, 'possible'));
  });
  return engine;
}

/** The names of the rules that fired. */
async function run(plan: Plan, values: readonly EngineValue[], names: readonly string[]): Promise<ReadonlySet<string>> {
  const engine = plan.idle.pop() ?? makeEngine(plan);
  const facts: Record<string, unknown> = Object.create(null);
  names.forEach((name, index) => {
    if (plan.names.includes(name)) facts[name] = values[index];
  });
  const { events, failureEvents } = await engine.run(facts);
  const judged = events.length + (failureEvents?.length ?? 0);
  if (judged !== plan.rules) throw new Error(`json-rules-engine judged ${judged} of ${plan.rules} rules`);
  if (plan.idle.length < maximumIdle) plan.idle.push(engine);
  return new Set(events.map((event) => event.type));
}
