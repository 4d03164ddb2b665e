import type { CorePolicy } from '../model/policy.ts';
import { canonicalText } from './canonical.ts';
import { DecisionRegions } from './decision-regions.ts';
import type { Finding } from './finding.ts';
import type { ChooseOtherwise } from './other-readings.ts';
import { possibleRequests } from './possible.ts';
import { cutSpace } from './space.ts';

/** So many other choices are compared with those that hold. */
const mostChoices = 60;

/** Readings of which each other choice that can be made decides every complete request the same. */
export function findIdleReadings(
  policy: CorePolicy,
  choose: ChooseOtherwise,
): { readonly findings: readonly Finding[] /** Readings that were not looked at, as there are too many. */; readonly left: readonly string[] } {
  const findings: Finding[] = [];
  const left: string[] = [];
  let compared = 0;
  for (const { name, choice, choices } of policy.readings.values()) {
    const others = choices.filter((one) => one.needs === null && one.name !== choice);
    if (others.length === 0) continue;
    compared += others.length;
    if (compared > mostChoices) left.push(name);
    else if (others.every((other) => isSame(policy, choose(new Map([[name, other.name]])))))
      findings.push({
        code: 'reading-without-effect',
        severity: 'warning',
        about: { kind: 'reading', id: name },
        message: `every request is decided the same, however the reading \`${name}\` is chosen`,
        where: [],
        examples: [],
        isConfirmed: true,
      });
  }
  return { findings, left };
}

/** Whether two policies decide every complete request the same, which choice they name aside. */
function isSame(policy: CorePolicy, other: CorePolicy | undefined): boolean {
  if (other === undefined) return false;
  // What a decision says of the chosen readings differs of course.
  const next: CorePolicy = { ...other, readings: policy.readings };
  if (decidedText(policy) === decidedText(next)) return true;
  const space = cutSpace([policy, next]);
  const { diagrams: d } = space;
  const terms = new Map();
  const [a, b] = [new DecisionRegions(policy, space, terms), new DecisionRegions(next, space, terms)];
  const possible = possibleRequests(space, [a.regions, b.regions]);
  const isEqual = (x: number, y: number): boolean =>
    x === y ||
    d.and(
      d.combine(x, y, (one, two) => one !== two),
      possible,
    ) === d.never;
  if (!isEqual(a.outcome, b.outcome)) return false;
  const shown = new Map(b.components().map((component) => [`${component.kind} ${component.id}`, component.shown]));
  const own = a.components();
  return shown.size === own.length && own.every((component) => isEqual(component.shown, shown.get(`${component.kind} ${component.id}`) ?? d.never));
}

/** All of a policy by which it decides. */
function decidedText({ facts, impossible, windows, tiers, calendars, floors, rules, lines, evidence, duties }: CorePolicy): string {
  return canonicalText({ facts, impossible, windows, tiers, calendars, floors, rules, lines, evidence, duties });
}
