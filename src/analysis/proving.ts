import type { Decision } from '../model/generated/decision.ts';
import type { CorePolicy } from '../model/policy.ts';
import type { ToldRequest } from '../meaning/situation.ts';
import { BoxCover } from './boxes.ts';
import { type Component, DecisionRegions } from './decision-regions.ts';
import type { Diagram, Diagrams } from './diagram.ts';
import type { Example } from './finding.ts';
import { possibleRequests } from './possible.ts';
import type { Decide } from './run-both.ts';
import { cutSpace, type Space } from './space.ts';
import { type PlainRequest, restrictTo, toPlainRequest } from './told-request.ts';
import { type Taste, WitnessMaker } from './witness.ts';
import { sayBox } from './words.ts';

/** So many boxes are said of one region. */
const mostBoxes = 8;
/** So many requests of a region are decided in search of one that shows what is claimed. */
const mostTries = 40;

/** One policy, cut into regions, with all that its checks need. */
export class Proving {
  readonly policy: CorePolicy;
  readonly space: Space;
  readonly regions: DecisionRegions;
  /** What there can be, whether or not the policy takes it. */
  readonly possible: Diagram;
  /** What there can be and the policy takes. */
  readonly taken: Diagram;
  readonly maker: WitnessMaker;
  readonly #decide: Decide;
  readonly #cover: BoxCover;
  readonly #anywhere: BoxCover;
  #components: readonly Component[] | undefined;

  constructor(policy: CorePolicy, decide: Decide) {
    this.policy = policy;
    this.space = cutSpace(
      [policy],
      undefined,
      policy.invariants.map(({ when }) => when),
    );
    this.regions = new DecisionRegions(policy, this.space, new Map());
    this.possible = possibleRequests(this.space, [this.regions.regions]);
    this.taken = this.diagrams.minus(this.possible, this.regions.where('refused'));
    this.maker = new WitnessMaker(this.space);
    this.#decide = decide;
    this.#cover = new BoxCover(this.space, this.taken, mostBoxes * 4);
    this.#anywhere = new BoxCover(this.space, this.diagrams.always, mostBoxes);
  }

  get diagrams(): Diagrams {
    return this.space.diagrams;
  }

  /** Everything that a decision may show. */
  get components(): readonly Component[] {
    this.#components ??= this.regions.components();
    return this.#components;
  }

  /** Whether no request that the policy takes is in a region. */
  isEmpty(region: Diagram): boolean {
    return this.diagrams.and(region, this.taken) === this.diagrams.never;
  }

  /** Where something is shown, whatever it is. */
  isShown({ shown }: Component): Diagram {
    return this.diagrams.where(shown, (value) => value !== false);
  }

  /** A region in words: what its requests have in common, part by part. */
  say(region: Diagram): readonly string[] {
    const { boxes } = this.#cover.cover(region);
    const said = boxes.slice(0, mostBoxes).map((box) => sayBox(this.space, box));
    return boxes.length > mostBoxes ? [...said, `… (${boxes.length} in all)`] : said;
  }

  /** A condition in words, whether or not any request can meet it. */
  sayCondition(region: Diagram): string {
    const { boxes } = this.#anywhere.cover(region);
    return boxes.length === 0 ? 'never' : boxes.map((box) => sayBox(this.space, box)).join('; or ');
  }

  /** Decides a request; undefined where the policy refuses it. */
  decide(request: PlainRequest): Decision | undefined {
    return this.#decide(this.policy, request) ?? undefined;
  }

  /** What is told, as a caller writes it. */
  toRequest(told: ToldRequest): PlainRequest {
    return toPlainRequest(this.policy, restrictTo(this.policy, told));
  }

  /** Complete requests of a region: ordinary ones, then those at the ends of its numbers. */
  *requestsIn(region: Diagram, tastes: readonly Taste[] = ['ordinary', 'most', 'least']): Generator<ToldRequest> {
    const inside = this.diagrams.and(region, this.taken);
    let tries = 0;
    for (const taste of tastes)
      for (const told of this.maker.find(inside, () => taste)) {
        tries += 1;
        if (tries > mostTries) return;
        yield told;
      }
  }

  /** A request of a region whose decision shows what is claimed, with as few facts as show it; undefined where none was found. */
  exampleIn(region: Diagram, shows: (decision: Decision) => boolean): Example | undefined {
    for (const told of this.requestsIn(region)) {
      const request = this.toRequest(told);
      const decision = this.decide(request);
      if (decision !== undefined && shows(decision)) return this.shorten({ request, decision }, shows);
    }
    return undefined;
  }

  /** Leaves out, one after another, what a decision shows the same without. */
  shorten(example: Example, shows: (decision: Decision) => boolean): Example {
    return shortenTogether([example], (requests) => {
      const decisions = requests.flatMap((request) => this.decide(request) ?? []);
      return decisions.length === requests.length && decisions.every(shows) ? decisions : undefined;
    })[0] as Example;
  }
}

/**
 * Leaves out of some requests, in all of them alike, what shows the same without.
 * @param decideAll the decisions, if they still show it
 */
export function shortenTogether(
  examples: readonly Example[],
  decideAll: (requests: readonly PlainRequest[]) => readonly Decision[] | undefined,
): readonly Example[] {
  let current = examples;
  const names = [...new Set(examples.flatMap(({ request }) => Object.keys(request)))];
  const evidence = [...new Set(examples.flatMap(({ request }) => Object.keys((request['evidence'] ?? {}) as object)))];
  for (const drop of [
    ...names.map((name) => (request: PlainRequest) => without(request, name)),
    ...evidence.map((name) => (request: PlainRequest) => withoutEvidence(request, name)),
  ]) {
    const requests = current.map(({ request }) => drop(request));
    const decisions = decideAll(requests);
    if (decisions?.every((decision, index) => isAsDecided(decision, current[index]?.decision)) === true)
      current = requests.map((request, index) => ({ request, decision: decisions[index] as Decision }));
  }
  return current;
}

/** Whether nothing waits for what was left out. */
function isAsDecided(decision: Decision, before: Decision | undefined): boolean {
  const { outcome, missing, charges, credits, evidence, duties } = decision;
  const isOpen =
    [...charges, ...credits].some(({ amount }) => amount.kind === 'unknown') || [...evidence, ...duties].some(({ waitsFor }) => waitsFor !== undefined);
  return outcome === before?.outcome && missing.facts.length === 0 && !isOpen;
}

function without(request: PlainRequest, name: string): PlainRequest {
  return Object.fromEntries(Object.entries(request).filter(([key]) => key !== name));
}

function withoutEvidence(request: PlainRequest, name: string): PlainRequest {
  const { evidence, ...facts } = request;
  const rest = Object.fromEntries(Object.entries((evidence ?? {}) as object).filter(([key]) => key !== name));
  return Object.keys(rest).length === 0 ? facts : { ...facts, evidence: rest };
}
