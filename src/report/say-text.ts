import type { CorePolicy, Text } from '../model/policy.ts';
import { quoted, titleOf, windowTitle } from './say-condition.ts';

const instants = { opensAt: 'the beginning', countsFrom: 'the begin of the count', closesAt: 'the end' } as const;

/** A text of a policy's without a request: moments and amounts are named instead of shown. */
export function sayText(text: Text, policy: CorePolicy): string {
  return text
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('window' in part) return `[${instants[part.instant]} of ${quoted(windowTitle(part.window, policy))}]`;
      return `[the amount of ${quoted(lineTitle(part.line, policy))}]`;
    })
    .join('');
}

/** The title of a charge or credit. */
function lineTitle(id: string, policy: CorePolicy): string {
  const title = policy.lines.find((line) => line.id === id)?.title ?? [];
  return title.every((part) => typeof part === 'string') ? titleOf(title.join(''), id) : id;
}
