import type { CorePolicy, Evidence, Statement, Text } from '../model/policy.ts';
import { canonicalText } from './canonical.ts';
import type { ComponentKind } from './decision-regions.ts';
import { windowKey } from './measures.ts';
import type { Change } from './run-both.ts';
import { sayWindow } from './window-words.ts';

/** A text as the policy writes it, places for moments and amounts in braces. */
export function sayText(text: Text): string {
  return text.map((part) => (typeof part === 'string' ? part : 'window' in part ? `{${part.window}.${part.instant}}` : `{${part.line}}`)).join('');
}

/** What a policy shows of a statement, in words. */
export function sayStatement(policy: CorePolicy, kind: ComponentKind, id: string, formula: string): string {
  const cite = ({ clauses }: Statement): string => (clauses.length === 0 ? '' : ` [${clauses.join(', ')}]`);
  switch (kind) {
    case 'reason': {
      const reason = policy.rules.find((rule) => rule.id === id) ?? policy.evidence.find((item) => item.id === id);
      return reason === undefined ? id : `"${sayText(reason.message)}"${cite(reason)}`;
    }
    case 'charge':
    case 'credit': {
      const line = policy.lines.find((one) => one.id === id);
      return line === undefined ? formula : `"${sayText(line.title)}", ${formula}${cite(line)}`;
    }
    case 'evidence': {
      const item = policy.evidence.find((one) => one.id === id);
      return item === undefined ? id : `"${sayText(item.what)}"${sayAlternatives(item)}${cite(item)}`;
    }
    case 'duty': {
      const duty = policy.duties.find((one) => one.id === id);
      return duty === undefined ? id : `${duty.who}: "${sayText(duty.what)}"${duty.deadline === null ? '' : `, within ${duty.deadline}`}${cite(duty)}`;
    }
    case 'window':
      return sayWindow(policy, id) ?? id;
  }
}

function sayAlternatives({ anyOf, atLeast }: Evidence): string {
  return anyOf.length === 0 ? '' : ` (${atLeast === 1 ? 'any' : atLeast} of ${anyOf.map(({ id }) => id).join(', ')})`;
}

/** Whatever can be shown of a statement, by the name of its part. */
type Shown = Readonly<Record<string, unknown>>;

/** Of what two policies show of a statement, the parts that differ. */
export function partsThatDiffer(
  [old, next]: readonly [CorePolicy, CorePolicy],
  { kind, id, isText, old: was, new: is }: Change,
  renamedTo: string | null,
): readonly string[] {
  if (kind === 'outcome' || id === null || (renamedTo === null && (was === null || is === null))) return [];
  const [a, b] = [shownOf(old, kind, id), shownOf(next, kind, renamedTo ?? id)];
  if (a === null || b === null) return [];
  const names = Object.keys(b).filter((name) => canonicalText(a[name]) !== canonicalText(b[name]));
  if (kind !== 'charge' && kind !== 'credit') return names;
  // Amounts that mean the same can be worked out in other steps; equal formulas can lead to another tier.
  if (!isText && !names.includes('amount')) return ['amount', ...names];
  return names.length === 0 && renamedTo === null ? ['steps'] : names.map((name) => (isText && name === 'amount' ? 'steps' : name));
}

/** Whether two statements show the same, ids aside. */
export function isRenamed(old: CorePolicy, next: CorePolicy, kind: ComponentKind, from: string, to: string): boolean {
  const [a, b] = [shownOf(old, kind, from), shownOf(next, kind, to)];
  return a !== null && b !== null && canonicalText(a) === canonicalText(b);
}

function shownOf(policy: CorePolicy, kind: ComponentKind, id: string): Shown | null {
  const readings = ({ readings: names }: Statement): unknown => names.map((name) => [name, policy.readings.get(name)?.choice]);
  switch (kind) {
    case 'reason': {
      const rule = policy.rules.find((one) => one.id === id);
      if (rule !== undefined) return { effect: rule.effect, message: rule.message, clauses: rule.clauses, readings: readings(rule) };
      const item = policy.evidence.find((one) => one.id === id);
      return item === undefined ? null : { effect: item.unavailable, message: item.message, clauses: item.clauses, readings: readings(item) };
    }
    case 'charge':
    case 'credit': {
      const line = policy.lines.find((one) => one.id === id);
      if (line === undefined) return null;
      const { title, amount, waived, currency, round, per, clauses } = line;
      return { title, amount, waived, currency, round, per, clauses, readings: readings(line) };
    }
    case 'evidence': {
      const item = policy.evidence.find((one) => one.id === id);
      if (item === undefined) return null;
      return { what: item.what, anyOf: item.anyOf.map((one) => one.id).sort(), atLeast: item.atLeast, clauses: item.clauses, readings: readings(item) };
    }
    case 'duty': {
      const duty = policy.duties.find((one) => one.id === id);
      if (duty === undefined) return null;
      const by = duty.deadline === null ? null : windowKey(policy, duty.deadline);
      return { who: duty.who, what: duty.what, by, clauses: duty.clauses, readings: readings(duty) };
    }
    case 'window': {
      const window = policy.windows.get(id);
      return window === undefined ? null : { length: windowKey(policy, id), readings: readings(window) };
    }
  }
}
