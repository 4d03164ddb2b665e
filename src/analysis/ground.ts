import type { CorePolicy } from '../model/policy.ts';
import { type ComponentKind, DecisionRegions } from './decision-regions.ts';
import type { Diagram } from './diagram.ts';
import { possibleRequests } from './possible.ts';
import { cutSpace, type Space } from './space.ts';

/** One policy with the regions that it decides, as goals are made of. */
export interface Ground {
  readonly policy: CorePolicy;
  readonly decisions: DecisionRegions;
  readonly space: Space;
  /** What complete requests there can be. */
  readonly possible: Diagram;
  /** Where a decision shows something of this kind. */
  shown(kind: ComponentKind, id: string): Diagram;
  /** Where a decision shows something that consults a reading. */
  consulting(reading: string): Diagram;
}

/** Cuts the requests of one policy. */
export function groundOf(policy: CorePolicy): Ground {
  const space = cutSpace([policy]);
  const { diagrams } = space;
  const decisions = new DecisionRegions(policy, space, new Map());
  const components = decisions.components().map((one) => ({ ...one, where: diagrams.where(one.shown, (value) => value !== false) }));
  return {
    policy,
    decisions,
    space,
    possible: possibleRequests(space, [decisions.regions]),
    shown: (kind, id) => diagrams.any(components.filter((one) => one.kind === kind && one.id === id).map(({ where }) => where)),
    consulting: (reading) => diagrams.any(components.filter(({ statement }) => statement.readings.includes(reading)).map(({ where }) => where)),
  };
}
