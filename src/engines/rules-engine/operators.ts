import { Operator } from 'json-rules-engine';
import { passes } from '../../meaning/truth.ts';
import type { Comparison, FactValue, Test, WindowState } from '../../model/policy.ts';

/**
 * Stands for a value that is not known. json-rules-engine throws on a missing fact, and with `allowUndefinedFacts` lets `notEqual` fire on
 * it; here every fact is always given, and each operator says what it answers to this one.
 */
export const unknownValue: unique symbol = Symbol('unknown');

/** What a fact or window is for json-rules-engine: its value, or `unknownValue`. The state of a window may be null. */
export type EngineValue = Exclude<FactValue, undefined> | WindowState | typeof unknownValue;

/** `certain` takes an unknown value as failing, `possible` as passing. */
export type Mode = 'certain' | 'possible';

/** One condition of json-rules-engine. */
export interface Leaf {
  readonly fact: string;
  readonly operator: string;
  readonly value: unknown;
}

type OperatorName = 'is' | 'is one of' | 'has some of' | 'has every of' | Comparison;

/**
 * A test as a condition of json-rules-engine. There is no generic negation: a negated test has an operator of its own, because
 * what is unknown passes neither a test nor its negation for certain.
 */
export function toLeaf(test: Test, negated: boolean, mode: Mode): Leaf {
  const name = (operator: OperatorName): string => `${mode} ${negated ? 'not ' : ''}${operator}`;
  switch (test.kind) {
    case 'is':
      return toEquality(test.fact, test.values, name);
    case 'has':
      return { fact: test.fact, operator: name(test.quantity === 'some' ? 'has some of' : 'has every of'), value: [...test.values] };
    case 'compare':
      return { fact: test.fact, operator: name(test.comparison), value: test.bound };
    case 'window':
      return toEquality(test.window, test.states, name);
  }
}

function toEquality(fact: string, values: readonly unknown[], name: (operator: OperatorName) => string): Leaf {
  return values.length === 1 ? { fact, operator: name('is'), value: values[0] } : { fact, operator: name('is one of'), value: [...values] };
}

type Answer = (value: Exclude<EngineValue, typeof unknownValue>, constant: unknown) => boolean;

const hasQuantity =
  (quantity: 'some' | 'every'): Answer =>
  (value, constant) =>
    Array.isArray(constant) && passes({ kind: 'has', fact: '', quantity, values: constant }, value);

const compares =
  (comparison: Comparison): Answer =>
  (value, constant) =>
    typeof constant === 'number' && passes({ kind: 'compare', fact: '', comparison, bound: constant }, value);

const answers: Readonly<Record<OperatorName, Answer>> = {
  is: (value, constant) => value === constant,
  'is one of': (value, constant) => Array.isArray(constant) && constant.includes(value),
  'has some of': hasQuantity('some'),
  'has every of': hasQuantity('every'),
  over: compares('over'),
  atLeast: compares('atLeast'),
  under: compares('under'),
  atMost: compares('atMost'),
};

/** All operators that `toLeaf` names: typed by construction, so that `"3" lessThan 5` cannot be asked. */
export const operators: readonly Operator[] = Object.entries(answers).flatMap(([name, answer]) =>
  [false, true].flatMap((negated) =>
    (['certain', 'possible'] as const).map(
      (mode) =>
        new Operator<EngineValue, unknown>(`${mode} ${negated ? 'not ' : ''}${name}`, (value, constant) =>
          value === unknownValue ? mode === 'possible' : answer(value, constant) !== negated,
        ),
    ),
  ),
);
