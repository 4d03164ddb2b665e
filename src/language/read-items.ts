import { pointerStep } from '../text/node.ts';
import { whatIsNoObject } from './plain-object.ts';
import type { RequestProblems } from './request-problems.ts';

type Data = Readonly<Record<string, unknown>>;

/** So many items can be told with one request. */
export const maximumItems = 1_000;

/** The items of a request that can be gone through, each as data; undefined for one that is none. Reports the others, and a list that is none. */
export function listItems(items: unknown, problems: RequestProblems): readonly (Data | undefined)[] | undefined {
  if (!Array.isArray(items)) {
    problems.add('', 'wrong-type', `\`items\` must be a list of objects with the facts of each item, and this is ${whatIsNoObject(items) ?? 'an object'}`);
    return undefined;
  }
  if (items.length === 0) problems.add('', 'malformed-value', '`items` is empty', 'list at least one item, or leave `items` out and tell its facts beside it');
  else if (items.length > maximumItems)
    problems.add('', 'malformed-value', `\`items\` has ${items.length} entries, and a request can have ${maximumItems}`, 'make several requests of it');
  else return items.map((item: unknown, index) => asItem(item, index, problems));
  return undefined;
}

function asItem(item: unknown, index: number, problems: RequestProblems): Data | undefined {
  const mismatch = whatIsNoObject(item);
  if (mismatch === undefined) return item as Data;
  problems.add(`/${index}`, 'wrong-type', `an item is an object of facts, and this is ${mismatch}`);
  return undefined;
}

const whereToTell = 'tell it beside `items`, or in each item';

/**
 * Reports what an item tells in the wrong place.
 * @param common what is told beside the items
 * @param requestFacts facts that are told there alone
 * @returns what the item tells in its right place
 */
export function inPlace(item: Data, common: Data, requestFacts: ReadonlySet<string>, problems: RequestProblems): ReadonlySet<string> {
  const right = new Set<string>();
  for (const key of Object.keys(item)) {
    if (key === 'items') problems.add('/items', 'unknown-fact', 'an item has no `items` of its own', 'list them beside this one');
    else if (key !== 'evidence' && Object.hasOwn(common, key))
      problems.add(pointerStep(key), 'told-twice', `\`${key}\` is told for all items already`, requestFacts.has(key) ? 'leave it out here' : whereToTell);
    else if (requestFacts.has(key)) problems.add(pointerStep(key), 'request-level', `\`${key}\` holds for the whole request`, 'tell it beside `items`');
    else right.add(key);
  }
  return right;
}

/** The evidence of an item that is not told for all items already, which is reported. */
export function ownEvidence(evidence: unknown, common: unknown, problems: RequestProblems): unknown {
  if (whatIsNoObject(evidence) !== undefined || whatIsNoObject(common) !== undefined) return evidence;
  const own = Object.assign(Object.create(null), evidence) as Record<string, unknown>;
  for (const name of Object.keys(own)) {
    if (!Object.hasOwn(common as object, name)) continue;
    delete own[name];
    problems.add(`/evidence${pointerStep(name)}`, 'told-twice', `\`${name}\` is told for all items already`, whereToTell);
  }
  return own;
}
