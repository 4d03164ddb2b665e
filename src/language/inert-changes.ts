import { childOf, itemsOf, stringOf, type TextNode } from '../text/node.ts';
import type { TreeChange } from './compare-trees.ts';

/** A text with the choices that hold of its readings. */
export interface ChosenTree {
  readonly root: TextNode;
  readonly choices: ReadonlyMap<string, string>;
}

const wholes: ReadonlyMap<string, string> = new Map([
  ['language', 'it says in which language the policy is written'],
  ['policy', 'it names the policy'],
  ['version', 'it names the version'],
  ['title', 'it is the title of the policy'],
  ['description', 'it describes the policy'],
  ['draft', 'it says whether the version is a draft'],
  ['effective', 'it says from when the version holds, and not what it decides'],
  ['source', 'it describes the source; decisions name clauses and do not quote them'],
  ['invariants', 'invariants are checked, and decide nothing'],
  ['accepted', 'accepted findings decide nothing'],
]);

/** Why a change cannot reach any decision; null where it may. */
export function whyInert(change: TreeChange, old: ChosenTree, next: ChosenTree): string | null {
  const [first = ''] = change.path;
  return wholes.get(first) ?? whyUnseen(change.path) ?? whyNotChosen(change, old, next);
}

function whyUnseen([list, , key, id]: readonly string[]): string | null {
  if (list === 'facts' && key === 'ask') return 'it is the question for the fact';
  if (list === 'windows' && key === 'title') return 'decisions name windows by their ids';
  if ((list === 'windows' || list === 'tiers') && key === 'clause') return `decisions do not show the clauses of ${list}`;
  if (list === 'sections' && key === 'title' && id === undefined) return 'decisions do not name sections';
  if (list === 'readings' && key !== undefined && key !== 'choose') return 'the choice that holds is the same';
  return null;
}

/** A part that stands under a choice of a reading which does not hold. */
function whyNotChosen({ path, kind }: TreeChange, old: ChosenTree, next: ChosenTree): string | null {
  const { root, choices } = kind === 'removed' || kind === 'renamed' ? old : next;
  let node: TextNode | undefined = root;
  for (const key of path) {
    const reading = stringOf(childOf(node, 'by'));
    const choice = reading === undefined ? undefined : choices.get(reading);
    const isFree = reading !== undefined && choice !== undefined && key !== 'by' && key !== choice;
    if (isFree && old.choices.get(reading) === next.choices.get(reading)) return `the reading ${reading} is ${choice}`;
    node = node?.kind === 'list' ? itemsOf(node)[Number(key) - 1] : childOf(node, key);
  }
  return null;
}
