import { phrase } from '../diagnostics/catalogue.ts';
import { toRequestData } from '../language/read-cases.ts';
import type { Request } from '../policy/policy.ts';
import { hasUnseenCharacter, readYaml } from '../text/read-yaml.ts';
import { type LineProblem, oneProblem } from './bad-line.ts';

/** A line as data, or why it is none. What is no object of facts is refused when it is decided. */
export type ReadLine = { readonly ok: true; readonly request: Request } | { readonly ok: false; readonly problems: readonly LineProblem[] };

/**
 * Reads a line of JSON as `evaluate` reads a file: a number that is not a small whole one stays the text that it is, so that no digit is lost,
 * and a name that stands twice is a mistake.
 */
export function readJsonLine(text: string): ReadLine {
  try {
    const data: unknown = JSON.parse(text);
    const seen: Seen = { names: 0, hasLongNumber: false, isOdd: powerOfTen.test(text) };
    lookThrough(data, 0, seen);
    if (seen.isOdd || seen.names !== namesWritten(text)) return readSlowly(text);
    return { ok: true, request: (seen.hasLongNumber ? JSON.parse(withTexts(text)) : data) as Request };
  } catch (error) {
    const [, at] = /at position ([0-9]+)/.exec(error instanceof Error ? error.message : '') ?? [];
    const place = at === undefined ? '' : `, from column ${Number(at) + 1} on`;
    return { ok: false, problems: oneProblem('not-json', `this line is not JSON${place}`, 'each line is one request: { "stage": "delivered", … }') };
  }
}

/** What is in the data of a line. */
interface Seen {
  names: number;
  /** Whether there is a number that JSON may not keep digit by digit. */
  hasLongNumber: boolean;
  /** Whether there is something that only the slow way can judge. */
  isOdd: boolean;
}

/** Requests are shallow; deeper data is read the slow way, which says how deep it may be. */
const deepest = 20;
const powerOfTen = /[:,[]\s*-?[0-9.]+[eE]/;

function lookThrough(data: unknown, depth: number, seen: Seen): void {
  if (typeof data === 'number') seen.hasLongNumber ||= !Number.isSafeInteger(data);
  else if (typeof data === 'string') seen.isOdd ||= hasUnseenCharacter(data);
  else if (depth > deepest) seen.isOdd = true;
  else if (Array.isArray(data)) for (const item of data as readonly unknown[]) lookThrough(item, depth + 1, seen);
  else if (typeof data === 'object' && data !== null) {
    for (const [name, value] of Object.entries(data)) {
      seen.names += 1;
      lookThrough(name, depth, seen);
      lookThrough(value, depth + 1, seen);
    }
  }
}

/** How many names stand in a JSON text, those that stand twice counted twice; more only where a text within it holds an escaped quote and a colon. */
function namesWritten(text: string): number {
  return text.match(/"[ \t\r\n]*:/g)?.length ?? 0;
}

/** The same JSON text with each number that is not a small whole one put in quotes. */
function withTexts(text: string): string {
  return text.replaceAll(/"(?:[^"\\]+|\\.)*"|-?[0-9][0-9.eE+-]*/g, (token) =>
    token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`,
  );
}

function readSlowly(text: string): ReadLine {
  const { root, problems } = readYaml({ path: '', text }, { allowCarriageReturn: true });
  const [problem] = problems;
  if (root !== undefined && problem === undefined) return { ok: true, request: toRequestData(root) as Request };
  if (problem === undefined) return { ok: false, problems: oneProblem('not-json', 'this line is not JSON') };
  const { message, help } = phrase(problem.code, [problem.detail]);
  const shown = problem.code === 'duplicate-key' ? 'tell each fact once' : help;
  return { ok: false, problems: oneProblem('not-json', `column ${problem.span.start + 1}: ${message}`, shown) };
}
