import { phrase } from '../diagnostics/catalogue.ts';
import type { StoredDecision } from '../policy/verify-decision.ts';
import { readTextFile } from '../store/read-text-file.ts';
import { readYaml } from '../text/read-yaml.ts';
import { positionOf, type SourceFile } from '../text/source-file.ts';
import { CommandError } from './terminal.ts';

type Data = Readonly<Record<string, unknown>>;

/** Reads a decision that was kept as JSON: by itself, or with its explanation or the number of its line. */
export async function readDecisionFile(path: string): Promise<StoredDecision> {
  const read = await readTextFile(path);
  if (!read.ok) throw new CommandError(read.message);
  const whole = parse(read.file);
  const data = isMap(whole['decision']) ? whole['decision'] : whole;
  const { policy, version, digest } = data;
  if (typeof policy !== 'string' || typeof version !== 'number' || typeof digest !== 'string')
    throw new CommandError(
      `\`${path}\` is no decision: it lacks a policy, a version or a digest`,
      'a decision is what `recourse evaluate --format json` writes; it stands first, and the request after it',
    );
  // It is looked for in a folder of its name, which must not lead elsewhere.
  if (!/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/.test(policy)) throw new CommandError(`\`${path}\` is no decision: \`${policy}\` is no policy id`);
  return { policy, version, digest, data, text: data === whole ? withoutSpaces(read.file.text) : JSON.stringify(data) };
}

function parse(file: SourceFile): Data {
  // What JSON.parse would pass over: a name that stands twice, and nesting without end.
  const { problems } = readYaml(file, { allowCarriageReturn: true });
  const [problem] = problems;
  if (problem !== undefined) {
    const { line, column } = positionOf(file, problem.span.start);
    throw new CommandError(`${file.path}:${line}:${column}: ${phrase(problem.code, [problem.detail]).message}`, 'a decision is JSON');
  }
  const data = parseJson(file);
  if (!isMap(data)) throw new CommandError(`\`${file.path}\` is no decision`, 'a decision is an object of JSON');
  return data;
}

function parseJson({ path, text }: SourceFile): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError(`\`${path}\` is not JSON`, 'a decision is what `recourse evaluate --format json` writes');
  }
}

function isMap(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON text without the white space between its values, which is the printer's choice. */
function withoutSpaces(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|[ \t\r\n]+/g, (token) => (token.startsWith('"') ? token : ''));
}
