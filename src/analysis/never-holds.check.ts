import type { Condition, CorePolicy, Line, Tier } from '../model/policy.ts';
import { amountsWithin } from '../model/amount-parts.ts';
import { sayContradiction } from './contradiction.ts';
import type { Diagram } from './diagram.ts';
import type { Finding, Subject } from './finding.ts';
import type { OtherReadings } from './other-readings.ts';
import type { Proving } from './proving.ts';
import { nounOf, statementsOf } from './statements.ts';

/** A piece of a policy that is there for the requests of a region. */
interface Piece {
  readonly about: Subject;
  /** By which the same piece is found under other readings. */
  readonly key: string;
  readonly what: string;
  readonly readings: readonly string[];
  /** `taken`: requests that the policy takes; `possible`: those that it refuses, too. */
  readonly among: 'taken' | 'possible';
  readonly region: (proving: Proving) => Diagram;
  /** What must be met, for saying what excludes what. */
  readonly conditions: readonly Condition[];
}

/** A term of the policy's text, which the core has no more. */
export interface Term {
  readonly condition: Condition;
  readonly readings: readonly string[];
}

/** Pieces of a policy whose conditions no possible request meets, under any available choice of the readings that they consult. */
export function findNeverHolding(proving: Proving, others: OtherReadings): readonly Finding[] {
  return piecesOf(proving.policy)
    .filter((piece) => isNowhere(piece, proving) && !others.isSomewhere(piece.readings, (other) => isThere(piece, other)))
    .map(({ about, what, conditions }) => {
      const why = conditions.length === 0 ? '' : sayContradiction(conditions, proving);
      return {
        code: 'never-holds',
        severity: 'warning',
        about,
        message: `no request meets ${what}${why === '' ? '' : `: ${why}`}`,
        where: [],
        examples: [],
        isConfirmed: true,
      };
    });
}

function isNowhere({ region, among }: Piece, proving: Proving): boolean {
  return proving.diagrams.and(region(proving), proving[among]) === proving.diagrams.never;
}

function isThere({ key }: Piece, proving: Proving): boolean {
  const same = piecesOf(proving.policy).find((piece) => piece.key === key);
  return same !== undefined && !isNowhere(same, proving);
}

const isSwitchedOff = (condition: Condition): boolean => condition.kind === 'constant' && !condition.value;

/** Everything in a policy that holds under a condition. What a reading switches off altogether is left out. */
function piecesOf(policy: CorePolicy): readonly Piece[] {
  return [
    ...statementPieces(policy),
    ...policy.lines.flatMap((line) => linePieces(line)),
    ...windowPieces(policy),
    ...tierPieces(policy),
    ...impossiblePieces(policy),
  ];
}

function statementPieces(policy: CorePolicy): readonly Piece[] {
  return statementsOf(policy)
    .filter(({ statement }) => !isSwitchedOff(statement.condition))
    .map(({ kind, statement }) => ({
      about: { kind, id: statement.id },
      key: `${kind} ${statement.id}`,
      what: `the condition of the ${nounOf(kind)} \`${statement.id}\``,
      readings: statement.readings,
      among: 'taken',
      region: (proving) => proving.regions.regions.condition(statement.condition),
      conditions: [statement.condition],
    }));
}

/** What a line has beside its condition: where that does not hold, neither does this, and nothing more is said. */
function linePieces(line: Line): readonly Piece[] {
  const { id, side, condition, waived, readings } = line;
  const about: Subject = { kind: side, id };
  const whereHolds = (proving: Proving, region: Diagram): Diagram =>
    proving.isEmpty(proving.regions.regions.condition(condition))
      ? proving.diagrams.always
      : proving.diagrams.and(proving.regions.regions.condition(condition), region);
  const pieces: Piece[] = [];
  if (waived !== null && !isSwitchedOff(waived.when))
    pieces.push({
      about,
      key: `${side} ${id} waived`,
      what: `what waives the ${side} \`${id}\``,
      readings,
      among: 'taken',
      region: (proving) => whereHolds(proving, proving.regions.regions.condition(waived.when)),
      conditions: [condition, waived.when],
    });
  let list = 0;
  for (const amount of amountsWithin(line.amount)) {
    if (amount.kind !== 'choose') continue;
    list += 1;
    for (const [index, { when }] of amount.branches.entries()) {
      if (isSwitchedOff(when)) continue;
      const before = amount.branches.slice(0, index).map((branch) => branch.when);
      pieces.push({
        about,
        key: `${side} ${id} choose ${list} ${index}`,
        what: `branch ${index + 1} of the amount of the ${side} \`${id}\``,
        readings,
        among: 'taken',
        region: (proving) => whereHolds(proving, reached(when, before, proving)),
        conditions: [condition, when, ...before.map((one): Condition => ({ kind: 'not', of: one }))],
      });
    }
  }
  return pieces;
}

function reached(when: Condition, before: readonly Condition[], { diagrams: d, regions: { regions } }: Proving): Diagram {
  return d.minus(regions.condition(when), d.any(before.map((one) => regions.condition(one))));
}

function windowPieces({ windows }: CorePolicy): readonly Piece[] {
  return [...windows.values()].flatMap(({ id, span, readings }) =>
    span.kind !== 'choose'
      ? []
      : span.branches.flatMap(({ when }, index): readonly Piece[] => {
          const before = span.branches.slice(0, index).map((branch) => branch.when);
          if (isSwitchedOff(when)) return [];
          return [
            {
              about: { kind: 'window', id },
              key: `window ${id} choose ${index}`,
              what: `branch ${index + 1} of the window \`${id}\``,
              readings,
              among: 'taken',
              region: (proving) => reached(when, before, proving),
              conditions: [when, ...before.map((one): Condition => ({ kind: 'not', of: one }))],
            },
          ];
        }),
  );
}

/** Bands that no request reaches with any of its numbers. */
function tierPieces(policy: CorePolicy): readonly Piece[] {
  return [...policy.tiers.values()].flatMap((tier) =>
    tier.bands.map(({ upTo }, index): Piece => {
      const last = tier.bands[index - 1]?.upTo ?? 0;
      return {
        about: { kind: 'tier', id: tier.id },
        key: `tier ${tier.id} band ${index}`,
        what: `the band ${upTo === null ? `after ${last}` : `up to ${upTo}`} of the tier \`${tier.id}\``,
        readings: tier.readings,
        among: 'taken',
        region: (proving) => bandRegion(tier, index, proving),
        conditions: [],
      };
    }),
  );
}

/** Where a band is reached: a request of several units reaches all from that of its first to that of its last number. */
function bandRegion({ counts, units, mode, bands }: Tier, index: number, { diagrams: d, regions: { regions } }: Proving): Diagram {
  const [end, before] = [bands[index]?.upTo ?? null, bands[index - 1]?.upTo ?? null];
  const last = mode === 'volume' ? null : units;
  const told = units === null ? regions.hasValue(counts) : d.and(regions.hasValue(counts), regions.hasValue(units));
  if (mode === 'volume' && units !== null) {
    const isUpTo = (most: number | null): Diagram => (most === null ? d.always : regions.numbersUpTo(counts, units, most));
    return d.and(told, d.minus(isUpTo(end), before === null ? d.never : isUpTo(before)));
  }
  const beginsInTime = end === null ? d.always : regions.numbersUpTo(counts, null, end);
  const endsTooSoon = before === null ? d.never : regions.numbersUpTo(counts, last, before);
  return d.and(told, d.minus(beginsInTime, endsTooSoon));
}

function impossiblePieces({ impossible, readings }: CorePolicy): readonly Piece[] {
  return impossible
    .filter(({ when }) => !isSwitchedOff(when))
    .map(({ when, because }) => ({
      about: { kind: 'impossible', id: because },
      key: `impossible ${because}`,
      what: 'this entry of `impossible`',
      readings: [...readings.keys()],
      among: 'possible',
      region: (proving) => proving.regions.regions.condition(when),
      conditions: [when],
    }));
}

/** Terms, and alternatives of terms, that no possible request meets. */
export function findNeverHoldingTerms(terms: ReadonlyMap<string, Term>, proving: Proving): readonly Finding[] {
  const { regions } = proving.regions;
  return [...terms].flatMap(([id, { condition, readings }]) => {
    // Under other readings it may be another condition.
    if (readings.length > 0 || condition.kind !== 'any') return [];
    return condition.of
      .filter((part) => proving.isEmpty(regions.condition(part)))
      .map((part): Finding => {
        const why = sayContradiction([part], proving);
        return {
          code: 'never-holds',
          severity: 'warning',
          about: { kind: 'term', id },
          message: `no request meets one of the alternatives of the term \`${id}\`${why === '' ? '' : `: ${why}`}`,
          where: [],
          examples: [],
          isConfirmed: true,
        };
      });
  });
}
