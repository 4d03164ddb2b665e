import type { Tier } from '../model/policy.ts';
import type { Component } from './decision-regions.ts';
import type { Diagram } from './diagram.ts';
import type { Finding, Subject } from './finding.ts';
import type { OtherReadings } from './other-readings.ts';
import type { Proving } from './proving.ts';
import { orList } from './words.ts';

/** Statements that hold for some requests and are in no decision, under any available choice of the readings that matter. */
export function findNeverDeciding(proving: Proving, others: OtherReadings): readonly Finding[] {
  const { policy } = proving;
  const statements = proving.components
    .filter((component) => isIdle(component, proving) && !others.isSomewhere([...policy.readings.keys()], (other) => isAtWork(component, other)))
    .map((component): Finding => ({ ...emptyFinding, about: subjectOf(component, policy.rules), message: sayIdle(component, proving) }));
  return [...statements, ...[...policy.tiers.values()].flatMap((tier) => idleBands(tier))];
}

const emptyFinding = { code: 'never-decides', severity: 'warning', where: [], examples: [], isConfirmed: true } as const;

/** It holds somewhere, and is shown nowhere. That evidence is among the reasons is no use of its own. */
function isIdle(component: Component, proving: Proving): boolean {
  const { kind, id, holds } = component;
  if (kind === 'window' || (kind === 'reason' && proving.policy.evidence.some((item) => item.id === id))) return false;
  return !proving.isEmpty(holds) && proving.isEmpty(proving.isShown(component));
}

function isAtWork({ kind, id }: Component, proving: Proving): boolean {
  const same = proving.components.find((component) => component.kind === kind && component.id === id);
  return same !== undefined && !proving.isEmpty(proving.isShown(same));
}

function subjectOf({ kind, id }: Component, rules: readonly { readonly id: string }[]): Subject {
  if (kind !== 'reason') return { kind, id };
  return { kind: rules.some((rule) => rule.id === id) ? 'rule' : 'evidence', id };
}

function sayIdle(component: Component, proving: Proving): string {
  const { kind, id, holds } = component;
  const { diagrams: d, policy, regions } = proving;
  const inside = d.and(holds, proving.taken);
  const by = decidedBy(inside, component, proving);
  const because = by.length === 0 ? '' : `, as ${orList(by)} ${by.length === 1 ? 'decides' : 'decide'} there`;
  if (kind === 'reason') return `the rule \`${id}\` is never among the reasons: wherever it holds, others outrank it${because.replace(/ there$/, '')}`;
  const line = policy.lines.find((one) => one.id === id && one.side === kind);
  const isRejected = d.isWithin(inside, regions.where('rejected'));
  const when =
    line?.on === 'rejected'
      ? 'no request for which it holds is rejected'
      : isRejected
        ? 'every request for which it holds is rejected'
        : 'no request for which it holds lets it count';
  const verb = kind === 'evidence' ? 'the item of evidence is never asked for' : kind === 'duty' ? 'the duty never arises' : `the ${kind} never counts`;
  return `${verb}: ${when}${line?.on === 'rejected' ? '' : because}`
    .replace('the item of evidence', `the item of evidence \`${id}\``)
    .replace(`the ${kind} never`, `the ${kind} \`${id}\` never`);
}

/** The rules that decide in a region, as few as there is need of. */
function decidedBy(region: Diagram, self: Component, proving: Proving): readonly string[] {
  const d = proving.diagrams;
  const deciding = proving.components
    .filter((component) => component.kind === 'reason' && component !== self)
    .map((component) => ({ id: component.id, region: d.and(proving.isShown(component), region) }));
  const names: string[] = [];
  let left = region;
  for (const { id, region: own } of deciding) {
    if (d.and(own, left) === d.never) continue;
    names.push(`\`${id}\``);
    left = d.minus(left, own);
  }
  return names.slice(0, 6);
}

/** Neighbouring bands with the same rates: which of the two a number is in makes no difference to any amount. */
function idleBands({ id, bands, readings }: Tier): readonly Finding[] {
  if (readings.length > 0) return [];
  return bands.flatMap(({ upTo, rates }, index): readonly Finding[] => {
    const next = bands[index + 1];
    if (next === undefined || ![...rates].every(([column, rate]) => next.rates.get(column) === rate)) return [];
    return [
      {
        ...emptyFinding,
        about: { kind: 'tier', id },
        message: `the end of the band up to ${upTo ?? ''} of the tier \`${id}\` makes no difference: the band after it has the same rates`,
      },
    ];
  });
}
