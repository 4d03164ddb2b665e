import type { WindowState } from '../model/policy.ts';
import type { WindowSituation } from './window-situation.ts';

/** The later or the earlier of several windows; those on numbers give it no instants. */
export function combineWindows(kind: 'later-of' | 'earlier-of', members: readonly WindowSituation[]): WindowSituation {
  const timed = members.filter((member) => member.decimals === null);
  return {
    isShown: members.some((member) => member.isShown),
    state: stateOf(kind, members),
    judgedAt: timed.find((member) => member.judgedAt !== null)?.judgedAt ?? null,
    // Of numbers alone: what puts it together with others gets no instants from it, as from any number.
    decimals: timed.length === 0 ? 0 : null,
    beyond: null,
    ...instantsOf(kind, timed),
  };
}

function stateOf(kind: 'later-of' | 'earlier-of', members: readonly WindowSituation[]): WindowState | null | undefined {
  const states = members.map((member) => member.state);
  const [decisive, other] = kind === 'later-of' ? (['open', 'closed'] as const) : (['closed', 'open'] as const);
  if (states.includes(decisive)) return decisive;
  if (states.includes(undefined)) return undefined;
  if (states.includes(null)) return null;
  return states.every((state) => state === other) ? other : 'early';
}

type Instants = Pick<WindowSituation, 'opensAt' | 'countsFrom' | 'closesAt' | 'end'>;

const none = { opensAt: null, countsFrom: null, closesAt: null } as const;

function instantsOf(kind: 'later-of' | 'earlier-of', timed: readonly WindowSituation[]): Instants {
  if (timed.some(({ end }) => end === 'unknown')) return { ...none, end: 'unknown' };
  const begun = timed.filter(({ end }) => end !== 'none');
  // What has not begun may still be the later one; it cannot be the earlier one.
  if (begun.length === 0 || (kind === 'later-of' && begun.length < timed.length)) return { ...none, end: 'none' };
  const instants = instantsOfBegun(kind, begun);
  return begun.length < timed.length ? { ...instants, opensAt: null } : instants;
}

function instantsOfBegun(kind: 'later-of' | 'earlier-of', timed: readonly WindowSituation[]): Instants {
  const opens = timed.flatMap(({ opensAt }) => (opensAt === null ? [] : [opensAt]));
  const endless = timed.filter(({ end }) => end === 'never');
  const isEndless = kind === 'later-of' ? endless.length > 0 : endless.length === timed.length;
  const ending = timed.filter(({ end }) => end === 'known').map(({ closesAt }) => closesAt ?? 0);
  const closesAt = isEndless ? null : kind === 'later-of' ? Math.max(...ending) : Math.min(...ending);
  const deciding = isEndless ? endless : timed.filter((member) => member.closesAt === closesAt);
  return {
    // The earlier of several windows opens with the last of them, which may be one that has not begun.
    opensAt: kind === 'later-of' ? earliest(opens) : opens.length < timed.length ? null : Math.max(...opens),
    countsFrom: earliest(deciding.flatMap(({ countsFrom }) => (countsFrom === null ? [] : [countsFrom]))),
    closesAt,
    end: isEndless ? 'never' : 'known',
  };
}

function earliest(instants: readonly number[]): number | null {
  return instants.length === 0 ? null : Math.min(...instants);
}
