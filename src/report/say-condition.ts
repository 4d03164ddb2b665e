import { presentValue } from '../model/fact-value.ts';
import type { Comparison, Condition, CorePolicy, Fact, Test, WindowState } from '../model/policy.ts';
import { simplifyWithin } from './simplify-condition.ts';

/** A name of the policy's as words: `orderedThroughPlatform` and `ordered-through-platform` are both "ordered through platform". */
export function wordsOf(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, (_match, before: string, after: string) => `${before} ${after.toLowerCase()}`).replaceAll('-', ' ');
}

/** A title that only repeats a name, as words. */
export function titleOf(title: string, name: string): string {
  return title === name ? upperFirst(wordsOf(name)) : title;
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function quoted(text: string): string {
  return `“${text}”`;
}

/** Values beyond these are counted only. */
const mostValues = 20;

function listed(words: readonly string[]): string {
  return words.length <= mostValues ? words.join(', ') : `${words.slice(0, mostValues).join(', ')} and ${words.length - mostValues} more`;
}

/** A condition in words, such as `stage is “in warehouse” and “Application” is still open`; "always" where nothing is asked. */
export function sayCondition(condition: Condition, policy: CorePolicy): string {
  return say(condition, false, policy, false);
}

/** What a statement asks beyond its section: undefined where that is nothing, "never" where it cannot hold there. */
export function sayOwnCondition({ condition, guard }: { readonly condition: Condition; readonly guard: Condition }, policy: CorePolicy): string | undefined {
  const own = simplifyWithin(condition, guard);
  return own.kind === 'constant' && own.value ? undefined : sayCondition(own, policy);
}

/** @param inside whether it stands within another `and` or `or`, so that it needs brackets */
function say(condition: Condition, negated: boolean, policy: CorePolicy, inside: boolean): string {
  switch (condition.kind) {
    case 'constant':
      return condition.value === negated ? 'never' : 'always';
    case 'not':
      return say(condition.of, !negated, policy, inside);
    case 'all':
    case 'any': {
      const joint = (condition.kind === 'all') === negated ? ' or ' : ' and ';
      const parts = condition.of.flatMap((part) => flatten(part, condition.kind)).map((part) => say(part, negated, policy, true));
      return inside ? `(${parts.join(joint)})` : parts.join(joint);
    }
    default:
      return sayTest(condition, negated, policy, inside);
  }
}

function flatten(part: Condition, kind: 'all' | 'any'): readonly Condition[] {
  return part.kind === kind ? part.of.flatMap((inner) => flatten(inner, kind)) : [part];
}

function sayTest(test: Test, negated: boolean, policy: CorePolicy, inside: boolean): string {
  if (test.kind === 'window') {
    const state = sayWindowState(test.window, test.states, negated, policy);
    return inside && test.states.length > 1 ? `(${state})` : state;
  }
  const fact = policy.facts.get(test.fact);
  const name = wordsOf(test.fact);
  switch (test.kind) {
    case 'is':
      return sayIs(name, fact, test.values, negated);
    case 'has': {
      const values = listed(test.values.map((value) => quoted(wordsOf(value))));
      const quantity = test.values.length === 1 ? '' : test.quantity === 'every' ? 'all of ' : 'one of ';
      return `${name} ${negated ? 'does not have' : 'has'} ${quantity}${values}`;
    }
    case 'compare': {
      const compared = `${sayComparison(negated ? opposite[test.comparison] : test.comparison, fact)} ${sayBound(test.bound, fact, policy)}`;
      return negated && mayBeMissing(fact) ? `(there is no ${name} or it ${compared})` : `${name} ${compared}`;
    }
  }
}

function sayIs(name: string, fact: Fact | undefined, values: readonly (string | boolean | number | null)[], negated: boolean): string {
  const told = values.filter((value) => value !== null);
  const none = values.length > told.length ? (negated ? `there is ${name}` : `there is no ${name}`) : undefined;
  if (told.length === 0) return none ?? 'never';
  const [only] = told;
  const isYes = typeof only === 'boolean' ? sayYes(only, negated, fact) : undefined;
  const words = listed(told.map((value) => quoted(typeof value === 'boolean' ? (value ? 'yes' : 'no') : wordsOf(String(value)))));
  const test = `${name} ${told.length === 1 ? (isYes ?? `is ${negated ? 'not ' : ''}${words}`) : `is ${negated ? 'none' : 'one'} of ${words}`}`;
  return none === undefined ? test : `(${test} ${negated ? 'and' : 'or'} ${none})`;
}

/** Where a fact may not exist, what is not "yes" is not always "no". */
function sayYes(value: boolean, negated: boolean, fact: Fact | undefined): string {
  if (negated && mayBeMissing(fact)) return `is not ${value ? 'yes' : 'no'}`;
  return `is ${value === negated ? 'no' : 'yes'}`;
}

function mayBeMissing(fact: Fact | undefined): boolean {
  return fact === undefined || fact.nullable || fact.conditional;
}

const opposite: Readonly<Record<Comparison, Comparison>> = { over: 'atMost', atMost: 'over', under: 'atLeast', atLeast: 'under' };

function sayComparison(comparison: Comparison, fact: Fact | undefined): string {
  const isTime = fact?.type === 'instant' || fact?.type === 'date';
  return {
    over: isTime ? 'is after' : 'is more than',
    atLeast: isTime ? 'is not before' : 'is at least',
    under: isTime ? 'is before' : 'is less than',
    atMost: isTime ? 'is not after' : 'is at most',
  }[comparison];
}

function sayBound(bound: number, fact: Fact | undefined, policy: CorePolicy): string {
  if (fact === undefined) return String(bound);
  if (fact.type === 'instant') return policy.zone.printShort(bound);
  return `${String(presentValue(fact, bound, policy.zone))}${fact.currency === null ? '' : ` ${fact.currency}`}`;
}

const stateWords: Readonly<Record<WindowState, readonly [is: string, isNot: string]>> = {
  early: ['has not begun', 'has begun'],
  open: ['is open', 'is not open'],
  closed: ['is over', 'is not over'],
};

/** A window may have none of the states, so that not being in one is not being in another. */
function sayWindowState(id: string, states: readonly WindowState[], negated: boolean, policy: CorePolicy): string {
  return `${quoted(windowTitle(id, policy))} ${states.map((state) => stateWords[state][negated ? 1 : 0]).join(negated ? ' and ' : ' or ')}`;
}

/** Branches that can be taken: readings that are chosen otherwise leave some that never are. */
export function possible<Branch extends { readonly when: Condition }>(branches: readonly Branch[]): readonly Branch[] {
  return branches.filter(({ when }) => when.kind !== 'constant' || when.value);
}

/** The title of a window; its name as words where it has none. */
export function windowTitle(id: string, policy: CorePolicy): string {
  return titleOf(policy.windows.get(id)?.title ?? id, id);
}
