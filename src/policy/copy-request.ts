import { whatIsNoObject } from '../language/plain-object.ts';
import { maximumItems } from '../language/read-items.ts';
import type { RequestProblem } from '../model/request-problem.ts';

/** A request as it was when it came in, or why it cannot be read. */
export type CopiedRequest =
  /** `problems` are those of what is no plain object and would pass for one; it is then left out of `data`. */
  | { readonly ok: true; readonly data: Readonly<Record<string, unknown>>; readonly problems: readonly RequestProblem[] }
  | { readonly ok: false; readonly problem: RequestProblem };

/** Of longer lists the length alone is kept: whoever reads the request refuses them by it. */
const longestList = 1_000;

/**
 * Copies a request with its items, so that nobody can change it while facts are fetched. Reading it may run code of the caller's (getters,
 * proxies): what that throws is a problem of the request.
 */
export function copyRequest(request: unknown): CopiedRequest {
  try {
    const mismatch = whatIsNoObject(request);
    if (mismatch !== undefined) return refuse(`a request is an object of facts, and this is ${mismatch}`);
    const problems: RequestProblem[] = [];
    const data = copyPart(request as object, '', problems);
    if (Array.isArray(data['items'])) data['items'] = copyItems(data['items'], problems);
    return { ok: true, data, problems };
  } catch (error) {
    return refuse(`the request cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function refuse(message: string): CopiedRequest {
  return { ok: false, problem: { pointer: '', code: 'not-an-object', message } };
}

/** The request, or one of its items. */
function copyPart(part: object, pointer: string, problems: RequestProblem[]): Record<string, unknown> {
  const data: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(part)) if (value !== undefined) data[key] = key === 'items' ? value : copyValue(value);
  takeStrangeEvidence(data, pointer, problems);
  return data;
}

/** A Map, a promise and the like have no entries, and would pass for an item of which nothing is told. */
function copyItems(items: readonly unknown[], problems: RequestProblem[]): readonly unknown[] {
  const length = lengthOf(items);
  if (length > maximumItems) return emptyList(length);
  return Array.from({ length }, (_, index) => {
    const item = items[index];
    const strange = whatIsNoObject(item);
    if (strange === undefined) return copyPart(item as object, `/items/${index}`, problems);
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return Array.isArray(item) ? [] : item;
    problems.push({ pointer: `/items/${index}`, code: 'wrong-type', message: `an item is an object of facts, and this is ${strange}` });
    return Object.create(null) as object;
  });
}

/** Evidence that is no plain object would pass for evidence of which nothing is told. */
function takeStrangeEvidence(data: Record<string, unknown>, pointer: string, problems: RequestProblem[]): void {
  const { evidence } = data;
  const strange = typeof evidence === 'object' ? whatIsNoObject(evidence) : undefined;
  if (strange === undefined) return;
  delete data['evidence'];
  problems.push({
    pointer: `${pointer}/evidence`,
    code: 'wrong-type',
    message: `\`evidence\` must be an object that says \`provided\` or \`unavailable\` for each item, and this is ${strange}`,
  });
}

/** A value as it is now: no list or object of the caller's is kept. Throws what reading it throws. */
export function copyValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return copyList(value);
  // Nobody awaits it, here either: what it fails with is not to end the process.
  if (value instanceof Promise) Promise.prototype.catch.call(value, () => undefined);
  return whatIsNoObject(value) === undefined ? Object.assign(Object.create(null), value) : value;
}

function copyList(list: readonly unknown[]): readonly unknown[] {
  const length = lengthOf(list);
  return length > longestList ? emptyList(length) : Array.from({ length }, (_, index) => copyEntry(list[index]));
}

/** Stretches of time are objects in a list. What is no plain object is nothing that a list can hold, and becomes an object with nothing in it. */
function copyEntry(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null) return entry;
  return Object.assign(Object.create(null), whatIsNoObject(entry) === undefined ? entry : {}) as object;
}

/** The length that a list says it has: a proxy may say anything. */
function lengthOf(list: readonly unknown[]): number {
  const { length } = list;
  return Number.isSafeInteger(length) && length >= 0 ? Math.min(length, 2 ** 32 - 1) : 0;
}

function emptyList(length: number): readonly unknown[] {
  const list: unknown[] = [];
  list.length = length;
  return list;
}
