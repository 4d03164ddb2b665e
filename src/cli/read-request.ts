import { toRequestData } from '../language/read-cases.ts';
import { valueOfText } from '../language/value-of-text.ts';
import { decodeText, readTextFile } from '../store/read-text-file.ts';
import { readYaml } from '../text/read-yaml.ts';
import { maximumTextLength, positionOf, type SourceFile } from '../text/source-file.ts';
import { phrase } from '../diagnostics/catalogue.ts';
import { CommandError } from './terminal.ts';

type RequestData = Readonly<Record<string, unknown>>;

/** Reads a request from a JSON (or YAML) file, or from standard input where it is `-`. */
export async function readRequestFile(path: string): Promise<RequestData> {
  const read = path === '-' ? decodeText('standard input', await readStandardInput()) : await readTextFile(path);
  if (!read.ok) throw new CommandError(read.message);
  return parseRequest(read.file);
}

/** What helps with a request, where it is other than what helps with a policy. */
const helpForRequests: Readonly<Record<string, string>> = {
  'empty-text': 'write {} for a request that tells nothing',
  'duplicate-key': 'tell each fact once',
  'nested-too-deep': 'a request is one object of facts, with `evidence` and a list of `items` in it',
};

function parseRequest(file: SourceFile): RequestData {
  const { root, problems } = readYaml(file, { allowCarriageReturn: true });
  const [problem] = problems;
  if (problem !== undefined) {
    const { message, help } = phrase(problem.code, [problem.detail]);
    const { line, column } = positionOf(file, problem.span.start);
    throw new CommandError(`${file.path}:${line}:${column}: ${message}`, helpForRequests[problem.code] ?? help);
  }
  const data = root === undefined ? undefined : toRequestData(root);
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new CommandError(`${file.path}: a request is an object of facts, such as { "stage": "delivered" }`);
  return data as RequestData;
}

/** Reads standard input up to one byte more than a request may have. */
async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    const bytes = chunk as Uint8Array;
    chunks.push(bytes);
    length += bytes.length;
    if (length > maximumTextLength) break;
  }
  return Buffer.concat(chunks);
}

/** Splits `name=value` options; the value may hold further equals signs. */
export function splitAssignments(assignments: readonly string[], option: string): readonly (readonly [string, string])[] {
  return assignments.map((assignment) => {
    const at = assignment.indexOf('=');
    if (at < 1) throw new CommandError(`\`${option} ${assignment}\` has no value`, `write it as ${option} name=value`);
    return [assignment.slice(0, at), assignment.slice(at + 1)] as const;
  });
}

/**
 * Adds `--set` facts to a request. `evidence.<item>=provided` tells evidence; `null` tells that there is none; what the words of other values mean is
 * up to the fact's type.
 */
export function withAssignments(
  request: RequestData,
  assignments: readonly (readonly [string, string])[],
  typeOf: (fact: string) => string | undefined,
): RequestData {
  const result: Record<string, unknown> = Object.assign(Object.create(null), request);
  for (const [name, text] of assignments) {
    if (name.startsWith('evidence.')) {
      const before = result['evidence'];
      result['evidence'] = Object.assign(Object.create(null), typeof before === 'object' ? before : {}, { [name.slice('evidence.'.length)]: text });
    } else result[name] = valueOfText(text, typeOf(name), ',');
  }
  return result;
}
