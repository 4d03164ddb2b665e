import type { Reading } from '../model/policy.ts';
import { childOf, entriesOf, itemsOf, stringOf, type TextNode } from '../text/node.ts';

/** Choices by reading, over those that hold. */
export type Choices = ReadonlyMap<string, string>;

/** The choices under which the text has a branch that no other choices show, and the places where it has them. */
interface Switch {
  readonly choices: Choices;
  readonly places: ReadonlySet<string>;
}

interface Round {
  readonly choices: Map<string, string>;
  readonly places: Set<string>;
}

/** A place that has to do with all others: what stands there is switched alone. */
const everywhere = 'everywhere';

/**
 * The rounds in which a text is to be checked so that each branch of each `{ by: reading, … }` is seen with as few switches as lead
 * to it. Switches in different statements share a round, because one statement's text cannot make another one's wrong.
 * @param most how many rounds the caller can afford
 * @returns undefined where it takes more
 */
export function choicesToCheck(root: TextNode, readings: ReadonlyMap<string, Reading>, most: number): readonly Choices[] | undefined {
  const rounds: Round[] = [];
  for (const { choices, places } of new SwitchFinder(readings).find(root)) {
    const round = rounds.find((candidate) => fits(candidate, choices, places));
    if (round === undefined && rounds.length >= most) return undefined;
    if (round === undefined) rounds.push({ choices: new Map(choices), places: new Set(places) });
    else join(round, choices, places);
  }
  return rounds.map((round) => round.choices);
}

function fits(round: Round, choices: Choices, places: ReadonlySet<string>): boolean {
  if (round.places.has(everywhere) || places.has(everywhere)) return false;
  return ![...choices.keys()].some((reading) => round.choices.has(reading)) && ![...places].some((place) => round.places.has(place));
}

function join(round: Round, choices: Choices, places: ReadonlySet<string>): void {
  for (const [reading, choice] of choices) round.choices.set(reading, choice);
  for (const place of places) round.places.add(place);
}

class SwitchFinder {
  readonly #readings: ReadonlyMap<string, Reading>;
  readonly #switches = new Map<string, Choices>();
  /** Where a reading stands at all: there it must not be switched while something else is. */
  readonly #places = new Map<string, Set<string>>();

  constructor(readings: ReadonlyMap<string, Reading>) {
    this.#readings = readings;
  }

  find(root: TextNode): readonly Switch[] {
    for (const { key, value } of entriesOf(root)) if (key !== 'readings' && key !== 'effective') this.#visit(value, [key], new Map());
    return [...this.#switches.values()].map((choices) => ({
      choices,
      places: new Set([...choices.keys()].flatMap((reading) => [...(this.#places.get(reading) ?? [])])),
    }));
  }

  #visit(node: TextNode, path: readonly string[], chosen: Choices): void {
    itemsOf(node).forEach((item, index) => {
      this.#visit(item, [...path, String(index)], chosen);
    });
    const reading = this.#readings.get(stringOf(childOf(node, 'by')) ?? '');
    if (reading !== undefined) this.#branches(node, reading, path, chosen);
    else for (const { key, value } of entriesOf(node)) this.#visit(value, path.length < 4 ? [...path, key] : path, chosen);
  }

  #branches(node: TextNode, reading: Reading, path: readonly string[], chosen: Choices): void {
    const places = this.#places.get(reading.name) ?? new Set();
    this.#places.set(reading.name, places.add(placeOf(path)));
    for (const { name, needs } of reading.choices) {
      const branch = childOf(node, name);
      const isReachable = needs === null && (chosen.get(reading.name) ?? name) === name;
      if (branch === undefined || !isReachable) continue;
      const within = new Map([...chosen, [reading.name, name]]);
      this.#keep(within);
      this.#visit(branch, path, within);
    }
  }

  #keep(chosen: Choices): void {
    const switched = [...chosen].filter(([reading, choice]) => this.#readings.get(reading)?.choice !== choice).sort();
    if (switched.length > 0) this.#switches.set(JSON.stringify(switched), new Map(switched));
  }
}

/** The statement, term, window, tier or invariant at a path; facts and all else may change how anything is read. */
function placeOf([top = '', ...path]: readonly string[]): string {
  const [name = '', list = '', id = ''] = path;
  if (top === 'sections') return list === 'when' || id !== '' ? `${top} ${name} ${list} ${list === 'when' ? '' : id}` : everywhere;
  return ['terms', 'windows', 'tiers', 'impossible', 'invariants', 'accepted'].includes(top) && name !== '' ? `${top} ${name}` : everywhere;
}
