import type { JsonDifference } from '../policy/json-differences.ts';
import type { StoredDecision, Verification } from '../policy/verify-decision.ts';
import { printable } from './printable.ts';
import { plainStyle, type Style } from './style.ts';

type Compared = Extract<Verification, { readonly ok: true }>;

/** More places than these help nobody who reads them. */
const mostShown = 50;
/** Longer values are cut. */
const longest = 200;

/**
 * Whether a decision is the same when its request is decided anew, and what is different.
 * @param why what a digest that is another one comes from, in a sentence
 */
export function renderVerification(stored: StoredDecision, compared: Compared, why: string, style: Style = plainStyle): string {
  const name = printable(`${stored.policy}, version ${stored.version}`);
  const chosen = Object.entries(compared.readings).map(([reading, choice]) => `${reading}: ${choice}`);
  const readings = chosen.length === 0 ? [] : [`  under other readings than the version chooses: ${chosen.join(', ')}`];
  if (compared.same) return `${style.green('SAME')}, byte for byte: ${name}\n${[`  ${compared.digest}`, ...readings].join('\n')}\n`;
  const digest = compared.digest === stored.digest ? [] : [`  The digest is another one: ${printable(why)}`];
  return `${[`${style.red('DIFFERENT')}: ${name}`, ...digest, ...readings, ...sayDifferences(compared.differences)].join('\n')}\n`;
}

function sayDifferences(differences: readonly JsonDifference[]): readonly string[] {
  if (differences.length === 0) return ['  The values are the same, and their order or writing is not.'];
  const more = differences.length - mostShown;
  return [
    ...differences
      .slice(0, mostShown)
      .flatMap(({ pointer, stored, recomputed }) => [
        `  ${printable(pointer === '' ? '(the decision)' : pointer)}`,
        `    in the file  ${say(stored)}`,
        `    recomputed   ${say(recomputed)}`,
      ]),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function say(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = printable(JSON.stringify(value));
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}
