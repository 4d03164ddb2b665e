import type { CorePolicy } from '../model/policy.ts';
import { Proving } from './proving.ts';

/** The same policy under other choices of its readings; undefined where it has mistakes under them. */
export type ChooseOtherwise = (choices: ReadonlyMap<string, string>) => CorePolicy | undefined;

/** So many combinations of other choices are looked at for one statement. */
const mostCombinations = 16;

/** What becomes of a policy's statements where its readings are chosen otherwise: what only another choice needs is not superfluous. */
export class OtherReadings {
  readonly #policy: CorePolicy;
  readonly #choose: ChooseOtherwise;
  readonly #provings = new Map<string, Proving | undefined>();

  constructor(policy: CorePolicy, choose: ChooseOtherwise) {
    this.#policy = policy;
    this.#choose = choose;
  }

  /** Whether something is so under other choices of some readings: all combinations or, where these are too many, each other choice alone. */
  isSomewhere(readings: readonly string[], holds: (proving: Proving) => boolean): boolean {
    const combinations = this.#combinations(readings);
    const looked = combinations.length > mostCombinations ? this.#alone(readings) : combinations;
    return looked.some((choices) => {
      const proving = this.#provingOf(choices);
      return proving !== undefined && holds(proving);
    });
  }

  /** Every other choice of a reading that needs no new fact. */
  choicesOf(name: string): readonly string[] {
    const reading = this.#policy.readings.get(name);
    return reading === undefined ? [] : reading.choices.filter(({ name: choice, needs }) => needs === null && choice !== reading.choice).map((one) => one.name);
  }

  /** All combinations, the fewest changes first; that without any is left out. */
  #combinations(readings: readonly string[]): readonly ReadonlyMap<string, string>[] {
    const combinations = readings.reduce<readonly ReadonlyMap<string, string>[]>(
      (before, name) =>
        before.length > mostCombinations ? before : before.flatMap((one) => [one, ...this.choicesOf(name).map((choice) => new Map([...one, [name, choice]]))]),
      [new Map()],
    );
    return combinations.filter(({ size }) => size > 0).sort((a, b) => a.size - b.size);
  }

  #alone(readings: readonly string[]): readonly ReadonlyMap<string, string>[] {
    return readings.flatMap((name) => this.choicesOf(name).map((choice) => new Map([[name, choice]])));
  }

  #provingOf(choices: ReadonlyMap<string, string>): Proving | undefined {
    const key = JSON.stringify([...choices].sort());
    if (!this.#provings.has(key)) {
      const policy = this.#choose(choices);
      this.#provings.set(key, policy === undefined ? undefined : new Proving(policy, () => null));
    }
    return this.#provings.get(key);
  }
}
