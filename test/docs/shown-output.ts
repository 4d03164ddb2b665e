/** Compares what a document shows of an output with the output itself. */

/** A line that stands for any number of lines; at the end of a line, for the rest of it. */
const skip = '…';

/** Whether an output is what is shown; `…` alone in a line skips lines, at the end of a line the rest of it. */
export function isShown(shown: readonly string[], actual: readonly string[]): boolean {
  const [first, ...others] = shown;
  if (first === undefined) return actual.length === 0;
  if (first.trim() === skip) return actual.some((_, at) => isShown(others, actual.slice(at))) || isShown(others, []);
  const [line, ...rest] = actual;
  return line !== undefined && isSameLine(first, line) && isShown(others, rest);
}

function isSameLine(shown: string, actual: string): boolean {
  return shown.endsWith(skip) ? actual.startsWith(shown.slice(0, -1)) : shown === actual;
}

/** An output as lines, without spaces at their ends. */
export function linesOf(output: string): readonly string[] {
  const text = output.replace(/\n+$/, '');
  return text === '' ? [] : text.split('\n').map((line) => line.trimEnd());
}

/**
 * What is to be shown of a new output: as much as was shown of the old one. Parts between two skipped stretches keep their first line and their length.
 * @returns undefined where such a part no longer exists, so that a person has to choose again
 */
export function showAnew(shown: readonly string[], actual: readonly string[]): readonly string[] | undefined {
  const parts: string[][] = [[]];
  for (const line of shown) {
    if (line.trim() === skip) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  if (parts.length === 1) return actual;
  const anew: string[] = [];
  let from = 0;
  for (const [index, part] of parts.entries()) {
    if (index > 0) anew.push(skip);
    const isLast = index === parts.length - 1;
    const [first] = part;
    if (first === undefined) continue;
    const found = actual.findIndex((line, at) => at >= from && isSameLine(first, line));
    const start = index === 0 ? 0 : isLast ? actual.length - part.length : found;
    if (start < from) return undefined;
    anew.push(...actual.slice(start, start + part.length).map((line, at) => (part[at]?.endsWith(skip) === true ? cut(line, part[at] ?? '') : line)));
    from = start + part.length;
  }
  return anew;
}

function cut(line: string, shown: string): string {
  return line.length < shown.length ? line : `${line.slice(0, shown.length - 1)}${skip}`;
}
