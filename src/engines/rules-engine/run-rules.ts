import { Almanac, Engine, type RuleProperties, type RuleResult } from 'json-rules-engine';
import { type EngineValue, operators } from './operators.ts';

/**
 * Runs rules and says which of their named parts hold. INVARIANT: every run has an engine of its own. An engine keeps the status of a
 * run, so that one which begins while another one ends may skip all of its rules, and making one costs next to nothing.
 */
export async function namesThatHold(rules: readonly RuleProperties[], valueOf: (name: string) => EngineValue): Promise<ReadonlySet<string>> {
  if (rules.length === 0) return new Set();
  const engine = new Engine([...rules]);
  for (const operator of operators) engine.addOperator(operator);
  const { results, failureResults } = await engine.run({}, { almanac: new ValuesAlmanac(valueOf) });
  const judged = [...results, ...failureResults];
  if (judged.length !== rules.length) throw new Error(`json-rules-engine judged ${judged.length} of ${rules.length} rules`);
  const names = new Set<string>();
  for (const { conditions } of judged) collectNames(conditions, names);
  return names;
}

/** A part that was not judged, because another one decided the whole, has no result. */
function collectNames(part: RuleResult['conditions'] | Part, into: Set<string>): void {
  if ('name' in part && part.name !== undefined && 'result' in part && part.result === true) into.add(part.name);
  if ('all' in part) for (const inner of part.all) collectNames(inner, into);
  if ('any' in part) for (const inner of part.any) collectNames(inner, into);
}

type Part = Extract<RuleResult['conditions'], { all: unknown }>['all'][number];

/** The values of one situation. json-rules-engine would copy and hash every fact that it is given; here it asks for those that it needs. */
class ValuesAlmanac extends Almanac {
  readonly #valueOf: (name: string) => EngineValue;

  constructor(valueOf: (name: string) => EngineValue) {
    super();
    this.#valueOf = valueOf;
  }

  override factValue<T>(name: string): Promise<T> {
    return Promise.resolve(this.#valueOf(name) as T);
  }
}
