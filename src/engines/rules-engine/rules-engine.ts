/**
 * Engine: a policy of the core comes in; what goes out judges its conditions in a situation, by json-rules-engine. The only
 * folder that imports it.
 */
import type { TruthOf } from '../../meaning/decide.ts';
import type { Situation } from '../../meaning/situation.ts';
import type { Truth } from '../../meaning/truth.ts';
import type { CorePolicy } from '../../model/policy.ts';
import { type Judged, type JudgedConditions, judgedConditionsOf, type Key } from './judged-conditions.ts';
import { type EngineValue, unknownValue } from './operators.ts';
import { namesThatHold } from './run-rules.ts';
import { type Question, QuestionMaker, toRules } from './to-rules-engine.ts';

/** A condition and how json-rules-engine is asked about it. */
interface Asked extends Judged {
  readonly certain: Question;
  readonly possible: Question;
}

/** Judges the conditions of one policy by json-rules-engine. */
export class RulesEngine {
  readonly #policy: CorePolicy;
  readonly #asked: readonly Asked[];
  readonly #places: JudgedConditions['places'];

  constructor(policy: CorePolicy) {
    const { list, places } = judgedConditionsOf(policy);
    const maker = new QuestionMaker();
    this.#policy = policy;
    this.#places = places;
    this.#asked = list.map((judged, place) => ({
      ...judged,
      certain: maker.toQuestion(judged, 'certain', `certain ${place}`),
      possible: maker.toQuestion(judged, 'possible', `possible ${place}`),
    }));
  }

  /**
   * Judges every condition that the situation could fulfil: in the *certain* mode, in which what is unknown fails, and, where it looks
   * at something unknown, in the *possible* one, in which it passes. A condition whose key facts have other values is false.
   */
  async judge(situation: Situation): Promise<TruthOf> {
    const valueOf = (name: string): EngineValue => this.#valueOf(name, situation);
    const candidates = this.#asked.filter(({ keys }) => keys.every((key) => matches(key, situation)));
    const open = candidates.filter(({ names }) => names.some((name) => valueOf(name) === unknownValue));
    const held = await namesThatHold(toRules([...candidates.map(({ certain }) => certain), ...open.map(({ possible }) => possible)]), valueOf);
    const truths = new Map<Judged | undefined, Truth>(candidates.map((one) => [one, held.has(one.certain.name)]));
    for (const one of open) if (!held.has(one.certain.name) && held.has(one.possible.name)) truths.set(one, undefined);
    return (condition) => {
      if (condition.kind === 'constant') return condition.value;
      const one = this.#asked[this.#places.get(condition) ?? -1];
      // INVARIANT: only conditions of this policy's statements and branches are asked about; all of them have a place.
      if (one === undefined) throw new Error('a condition that was not judged');
      return truths.has(one) ? truths.get(one) : false;
    };
  }

  #valueOf(name: string, situation: Situation): EngineValue {
    const value = this.#policy.windows.has(name) ? situation.stateOf(name) : situation.valueOf(name);
    return value === undefined ? unknownValue : value;
  }
}

/** Whether a condition with this key could hold. */
function matches({ fact, values }: Key, situation: Situation): boolean {
  const value = situation.valueOf(fact);
  return value === undefined || values.has(value);
}
