import type { Witness } from '../analysis/run-both.ts';
import type { Amount, Decision, Total } from '../model/generated/decision.ts';
import type { DiffRun, DiffWhat, DiffWitness } from '../model/generated/diff.ts';

/** So much of what differs is named. */
const mostDifferences = 2;

/** A witness as plain data, with what differs in the two decisions. */
export function describeWitness(witness: Witness, what: readonly DiffWhat[]): DiffWitness {
  const differences = [...what.flatMap((change) => sayDifference(witness, change)), ...sayTotals(witness)];
  return { old: runOf(witness.old), new: runOf(witness.new), differences: [...new Set(differences)].slice(0, mostDifferences) };
}

function runOf({ request, decision }: Witness['old']): DiffRun {
  const totals = Object.entries(decision?.totals ?? {}).map(([currency, { charges, credits, net }]) => {
    const say = (total: Total): string => sayTotal(total, currency);
    return [currency, { charges: say(charges), credits: say(credits), net: say(net) }] as const;
  });
  return { request, outcome: decision?.outcome ?? 'refused', totals: Object.fromEntries(totals) };
}

function sayTotal(total: Total, currency: string): string {
  switch (total.kind) {
    case 'exact':
      return `${total.value} ${currency}`;
    case 'range':
      return `${total.atLeast} to ${total.atMost} ${currency}`;
    default:
      return `${total.known} ${currency} + ${total.because.join(' + ')}`;
  }
}

function sayDifference({ old, new: next }: Witness, { kind, id, renamedTo }: DiffWhat): readonly string[] {
  if (kind === 'outcome') return [`outcome: ${old.decision?.outcome ?? 'refused'} → ${next.decision?.outcome ?? 'refused'}`];
  if (id === null) return [];
  const name = renamedTo === null ? id : `${id}, now ${renamedTo}`;
  const [a, b] = [sayShown(old.decision, kind, id), sayShown(next.decision, kind, renamedTo ?? id)];
  // No more is said than tells the two apart.
  const level = a === null || b === null ? 0 : a.findIndex((text, index) => text !== b[index]);
  const [was, is] = [a?.at(level) ?? 'not shown', b?.at(level) ?? 'not shown'];
  return [`${kind} ${name}: ${was === is ? was : `${was} → ${is}`}`];
}

/** What a decision shows of a statement, in more and more words; null where it does not show it. */
function sayShown(decision: Decision | null, kind: Exclude<DiffWhat['kind'], 'outcome'>, id: string): readonly string[] | null {
  if (decision === null) return null;
  switch (kind) {
    case 'reason': {
      const reason = decision.reasons.find(({ rule, evidence }) => rule === id || evidence === id);
      return reason === undefined ? null : withClauses(`"${reason.message}"`, reason.clauses);
    }
    case 'charge':
    case 'credit': {
      const line = [...decision.charges, ...decision.credits].find((one) => ('charge' in one ? one.charge : one.credit) === id);
      if (line === undefined) return null;
      const titled = `${sayAmount(line.amount)} as "${line.title}"${line.waived === undefined ? '' : `, waived: ${line.waived}`}`;
      return [sayAmount(line.amount), ...withClauses(titled, line.clauses)];
    }
    case 'evidence': {
      const item = decision.evidence.find(({ evidence }) => evidence === id);
      return item === undefined ? null : withClauses(`"${item.what}"`, item.clauses);
    }
    case 'duty': {
      const duty = decision.duties.find((one) => one.duty === id);
      return duty === undefined ? null : withClauses(`${duty.who}: "${duty.what}"${duty.by === null ? '' : ` by ${duty.by}`}`, duty.clauses);
    }
    case 'window': {
      const window = decision.windows[id];
      return window === undefined ? null : [`${window.state}${window.closesAt === null ? '' : `, closes at ${window.closesAt}`}`, JSON.stringify(window)];
    }
  }
}

const withClauses = (text: string, clauses: readonly string[]): readonly string[] => [text, `${text} [${clauses.join(', ')}]`];

function sayAmount(amount: Amount): string {
  switch (amount.kind) {
    case 'exact':
      return `${amount.value} ${amount.currency}`;
    case 'range':
      return `${amount.atLeast} to ${amount.atMost} ${amount.currency}`;
    default:
      return 'not specified';
  }
}

function sayTotals({ old, new: next }: Witness): readonly string[] {
  const [a, b] = [old.decision?.totals ?? {}, next.decision?.totals ?? {}];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((currency) => {
    const [was, is] = [a[currency], b[currency]].map((totals) => (totals === undefined ? 'none' : sayTotal(totals.net, currency)));
    return was === is ? [] : [`net for the customer: ${was} → ${is}`];
  });
}
