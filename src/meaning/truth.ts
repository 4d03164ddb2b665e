import type { Condition, FactValue, Test, WindowState } from '../model/policy.ts';

/** Strong Kleene: true, false, or undefined where it is unknown. */
export type Truth = boolean | undefined;

/** What tests look at. */
export interface View {
  /** undefined: not known. */
  valueOf(fact: string): FactValue;
  /** undefined: not known; null: no state, because the judged fact is null. */
  stateOf(window: string): WindowState | null | undefined;
}

/** Judges a condition. */
export function judge(condition: Condition, view: View): Truth {
  switch (condition.kind) {
    case 'constant':
      return condition.value;
    case 'not': {
      const inner = judge(condition.of, view);
      return inner === undefined ? undefined : !inner;
    }
    case 'all':
      return judgeJoined(condition.of, view, false);
    case 'any':
      return judgeJoined(condition.of, view, true);
    default:
      return judgeTest(condition, view);
  }
}

/** `decisive` is the value that decides the whole as soon as one part has it. */
function judgeJoined(parts: readonly Condition[], view: View, decisive: boolean): Truth {
  let result: Truth = !decisive;
  for (const part of parts) {
    const truth = judge(part, view);
    if (truth === decisive) return decisive;
    if (truth === undefined) result = undefined;
  }
  return result;
}

/** Judges one comparison. */
export function judgeTest(test: Test, view: View): Truth {
  if (test.kind === 'window') {
    const state = view.stateOf(test.window);
    return state === undefined ? undefined : state !== null && test.states.includes(state);
  }
  const value = view.valueOf(test.fact);
  return value === undefined ? undefined : passes(test, value);
}

/** Whether a known value of a fact passes a test. */
export function passes(test: Exclude<Test, { readonly kind: 'window' }>, value: Exclude<FactValue, undefined>): boolean {
  switch (test.kind) {
    case 'is':
      return !(value instanceof Set) && (test.values as readonly unknown[]).includes(value);
    case 'has':
      if (!(value instanceof Set)) return false;
      return test.quantity === 'some' ? test.values.some((member) => value.has(member)) : test.values.every((member) => value.has(member));
    case 'compare':
      return typeof value === 'number' && compares(value, test.comparison, test.bound);
  }
}

function compares(value: number, comparison: 'over' | 'atLeast' | 'under' | 'atMost', bound: number): boolean {
  switch (comparison) {
    case 'over':
      return value > bound;
    case 'atLeast':
      return value >= bound;
    case 'under':
      return value < bound;
    case 'atMost':
      return value <= bound;
  }
}
