import { compareText } from '../model/order.ts';
import type { CorePolicy } from '../model/policy.ts';
import { Zone } from '../model/time.ts';
import type { Policy } from './policy.ts';

/** What is different between two versions: in one line, and as a text of several lines; both can be shown on a terminal as they are. */
export interface ChangeSummary {
  readonly line: string;
  readonly text: string;
}

/** Says what is different between two versions of a policy. */
export type Summarise = (before: Policy, after: Policy) => Promise<ChangeSummary>;

/** The statements of one kind, by id, each as a text that is the same where the statement is. */
interface Kind {
  readonly one: string;
  readonly many: string;
  readonly of: (policy: CorePolicy) => ReadonlyMap<string, unknown>;
}

const byId = <Statement extends { readonly id: string }>(list: readonly Statement[]): ReadonlyMap<string, Statement> =>
  new Map(list.map((statement) => [statement.id, statement]));

const kinds: readonly Kind[] = [
  { one: 'fact', many: 'facts', of: ({ facts }) => facts },
  { one: 'reading', many: 'readings', of: ({ readings }) => readings },
  { one: 'window', many: 'windows', of: ({ windows }) => windows },
  { one: 'tier', many: 'tiers', of: ({ tiers }) => tiers },
  { one: 'rule', many: 'rules', of: ({ rules }) => byId(rules) },
  { one: 'charge', many: 'charges', of: ({ lines }) => byId(lines.filter(({ side }) => side === 'charge')) },
  { one: 'credit', many: 'credits', of: ({ lines }) => byId(lines.filter(({ side }) => side === 'credit')) },
  { one: 'evidence item', many: 'evidence items', of: ({ evidence }) => byId(evidence) },
  { one: 'duty', many: 'duties', of: ({ duties }) => byId(duties) },
];

/** Names the statements that were added, removed or changed. */
export async function summariseStatements(before: Policy, after: Policy): Promise<ChangeSummary> {
  const found = kinds.flatMap((kind) => changesOf(kind, before.core, after.core));
  if (found.length === 0) return { line: 'no statement is different', text: 'No statement is different.\n' };
  const counts = kinds.flatMap(({ one, many }) => {
    const count = found.filter((change) => change.kind === one).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  return { line: counts.join(', '), text: found.map(({ kind, id, how }) => `${how} ${kind} ${id}\n`).join('') };
}

interface Change {
  readonly kind: string;
  readonly id: string;
  readonly how: 'added' | 'removed' | 'changed';
}

function changesOf({ one, of }: Kind, before: CorePolicy, after: CorePolicy): readonly Change[] {
  const [old, next] = [of(before), of(after)];
  const ids = [...new Set([...old.keys(), ...next.keys()])].sort(compareText);
  return ids.flatMap((id): readonly Change[] => {
    const how = !old.has(id) ? 'added' : !next.has(id) ? 'removed' : textOf(old.get(id)) === textOf(next.get(id)) ? undefined : 'changed';
    return how === undefined ? [] : [{ kind: one, id, how }];
  });
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'bigint') return `${part}n`;
    if (part instanceof Zone) return part.name;
    if (part instanceof Map) return [...(part as ReadonlyMap<unknown, unknown>)];
    return part instanceof Set ? [...(part as ReadonlySet<unknown>)] : part;
  });
}
