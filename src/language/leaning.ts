import { childOf, entriesOf, itemsOf, type TextNode } from '../text/node.ts';
import { declaredLists, statementLists, traitEntriesOf } from './names.ts';

/** A part of a policy that others can lean on, or a statement. */
export interface Part {
  /** `fact x`, `term x`, `window x`, `tier x`, `reading x`, `section x`, `rule x`, `charge x`, …, `impossible`. */
  readonly key: string;
  /** The names that it mentions. */
  readonly mentions: ReadonlySet<string>;
}

/** The word for one entry of each list of a section. */
const partOfList: ReadonlyMap<string, string> = new Map(statementLists.map(([list, kind]) => [list, kind.replace(' item', '')]));
const partOfDeclared: ReadonlyMap<string, string> = new Map(declaredLists);

/** The part of a policy that a path leads into; undefined where it concerns the policy as a whole. */
export function partAt(path: readonly string[]): string | undefined {
  const [list = '', name = '', inner = '', id = ''] = path;
  if (list === 'impossible') return 'impossible';
  const declared = partOfDeclared.get(list);
  if (declared !== undefined && path.length > 1) return `${declared} ${name}`;
  if (list !== 'sections' || path.length < 2) return undefined;
  const statement = partOfList.get(inner);
  return statement !== undefined && path.length > 3 ? `${statement} ${id}` : `section ${name}`;
}

/** What leans on what in one policy, by the names that its parts mention: rather too much than too little. */
export class Leaning {
  readonly #parts: readonly Part[];
  readonly #leaning = new Map<string, ReadonlySet<string>>();

  constructor(root: TextNode) {
    this.#parts = partsOf(root);
  }

  /** A part and all that lean on it, however far. */
  on(key: string): ReadonlySet<string> {
    const known = this.#leaning.get(key);
    if (known !== undefined) return known;
    const found = new Set([key]);
    for (const one of found) {
      const name = nameOf(one);
      for (const part of this.#parts) if (part.mentions.has(one) || (canBeNamed(one) && part.mentions.has(name))) found.add(part.key);
    }
    this.#leaning.set(key, found);
    return found;
  }
}

const nameOf = (key: string): string => key.slice(key.indexOf(' ') + 1);

/** Sections are not named by what stands in them, but under their key. */
const canBeNamed = (key: string): boolean => key.includes(' ') && !key.startsWith('section ');

function partsOf(root: TextNode): readonly Part[] {
  const declared = declaredLists.flatMap(([list, kind]) => entriesOf(childOf(root, list)).map(({ key, value }) => partOf(`${kind} ${key}`, value)));
  const traits = entriesOf(childOf(root, 'facts')).flatMap(({ key, value }) => traitEntriesOf(value).map((trait) => ({ trait: trait.key, fact: key })));
  const impossible = itemsOf(childOf(root, 'impossible')).map((node) => partOf('impossible', node));
  const sections = entriesOf(childOf(root, 'sections')).flatMap(({ key: section, value }) => {
    const own = value.kind === 'map' ? { ...value, entries: value.entries.filter(({ key }) => !partOfList.has(key)) } : value;
    const statements = statementLists.flatMap(([list]) =>
      entriesOf(childOf(value, list)).map((entry) => partOf(`${partOfList.get(list) ?? list} ${entry.key}`, entry.value, `section ${section}`)),
    );
    return [partOf(`section ${section}`, own), ...statements];
  });
  // A trait is part of the fact whose categories have it.
  return [...declared, ...impossible, ...sections].map((part) => {
    const facts = traits.filter(({ trait }) => part.mentions.has(trait)).map(({ fact }) => fact);
    return facts.length === 0 ? part : { ...part, mentions: new Set([...part.mentions, ...facts]) };
  });
}

function partOf(key: string, node: TextNode, ...mentions: readonly string[]): Part {
  const found = new Set(mentions);
  addMentions(node, found);
  return { key, mentions: found };
}

function addMentions(node: TextNode, found: Set<string>): void {
  if (node.kind === 'list') for (const item of node.items) addMentions(item, found);
  else if (node.kind === 'map')
    for (const { key, value } of node.entries) {
      found.add(key);
      addMentions(value, found);
    }
  else if (typeof node.value === 'string') {
    found.add(node.value);
    // Texts show moments and amounts by name, in braces.
    for (const [, name = ''] of node.value.matchAll(/\{([A-Za-z0-9-]+)/g)) found.add(name);
  }
}
