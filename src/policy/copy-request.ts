import type { RequestProblem } from '../model/request-problem.ts';

/** A request as it was when it came in, or why it cannot be read. */
export type CopiedRequest =
  /** `problems` are those of evidence that is no plain object; it is then left out of `data`. */
  | { readonly ok: true; readonly data: Readonly<Record<string, unknown>>; readonly problems: readonly RequestProblem[] }
  | { readonly ok: false; readonly problem: RequestProblem };

/** Longer lists are left as they are: whoever reads the request refuses them by their length. */
const longestList = 1_000;

/**
 * Copies a request, so that nobody can change it while facts are fetched. Reading it may run code of the caller's (getters, proxies): what that
 * throws is a problem of the request.
 */
export function copyRequest(request: unknown): CopiedRequest {
  try {
    const mismatch = whatIsNoObject(request);
    if (mismatch !== undefined) return refuse(`a request is an object of facts, and this is ${mismatch}`);
    const data: Record<string, unknown> = Object.create(null);
    for (const [key, value] of Object.entries(request as object)) if (value !== undefined) data[key] = copyValue(value);
    return { ok: true, data, problems: takeStrangeEvidence(data) };
  } catch (error) {
    return refuse(`the request cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function refuse(message: string): CopiedRequest {
  return { ok: false, problem: { pointer: '', code: 'not-an-object', message } };
}

/** A Map, a promise and the like have no entries, and would pass for evidence of which nothing is told. */
function takeStrangeEvidence(data: Record<string, unknown>): readonly RequestProblem[] {
  const { evidence } = data;
  const strange = typeof evidence === 'object' ? whatIsNoObject(evidence) : undefined;
  if (strange === undefined) return [];
  delete data['evidence'];
  return [
    {
      pointer: '/evidence',
      code: 'wrong-type',
      message: `\`evidence\` must be an object that says \`provided\` or \`unavailable\` for each item, and this is ${strange}`,
    },
  ];
}

/** What a value is that is no plain object: a promise that nobody awaited, a Map, a Date, … */
function whatIsNoObject(value: unknown): string | undefined {
  if (value === null) return '`null`';
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'object') return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  return tag === 'Object' ? undefined : `a ${tag}${tag === 'Promise' ? ', which nobody awaited' : ''}`;
}

function copyValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.length > longestList ? value : value.slice();
  return whatIsNoObject(value) === undefined ? Object.assign(Object.create(null), value) : value;
}
