import type { WindowState } from '../model/policy.ts';
import type { WindowSituation } from './window-situation.ts';

/** The later or the earlier of several windows; those on numbers give it no instants. */
export function combineWindows(kind: 'later-of' | 'earlier-of', members: readonly WindowSituation[]): WindowSituation {
  const timed = members.filter((member) => member.decimals === null);
  return {
    isShown: members.some((member) => member.isShown),
    state: stateOf(kind, members),
    judgedAt: timed.find((member) => member.judgedAt !== null)?.judgedAt ?? null,
    decimals: null,
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
  if (timed.length === 0 || timed.some(({ end }) => end === 'none')) return { ...none, end: 'none' };
  const opens = timed.map(({ opensAt }) => opensAt ?? 0);
  const endless = timed.filter(({ end }) => end === 'never');
  const isEndless = kind === 'later-of' ? endless.length > 0 : endless.length === timed.length;
  const ending = timed.filter(({ end }) => end === 'known').map(({ closesAt }) => closesAt ?? 0);
  const closesAt = isEndless ? null : kind === 'later-of' ? Math.max(...ending) : Math.min(...ending);
  const deciding = isEndless ? endless : timed.filter((member) => member.closesAt === closesAt);
  return {
    opensAt: kind === 'later-of' ? Math.min(...opens) : Math.max(...opens),
    countsFrom: earliest(deciding.flatMap(({ countsFrom }) => (countsFrom === null ? [] : [countsFrom]))),
    closesAt,
    end: isEndless ? 'never' : 'known',
  };
}

function earliest(instants: readonly number[]): number | null {
  return instants.length === 0 ? null : Math.min(...instants);
}
