import type { Conditional, CorePolicy, Evidence, Line, Rule, Tier, Window } from '../model/policy.ts';
import type { PaperBlock, PaperCell, PaperPart, PaperPoint, PolicyPaper } from './policy-paper.ts';
import { sayAmount, sayRate } from './say-amount.ts';
import { quoted, sayCondition, sayOwnCondition, titleOf, upperFirst, windowTitle, wordsOf } from './say-condition.ts';
import { sayText } from './say-text.ts';
import { sayWindow } from './say-window.ts';

/** A version of a policy as a document that its customers can read: sections as they stand in the file, then what they refer to. */
export function buildPaper(policy: CorePolicy): PolicyPaper {
  const from = `${policy.zone.printShort(policy.effectiveFrom)} (${policy.zone.name})`;
  return {
    title: policy.title,
    about: [
      `${policy.id}, version ${policy.version}`,
      `Holds from ${from} on, by the moment of ${quoted(wordsOf(policy.effectiveBy))}.`,
      ...(policy.about.source === null ? [] : [`Says in other words: ${policy.about.source}.`]),
    ],
    notice: policy.draft === null ? null : `This version is a draft and not in force: ${policy.draft}`,
    parts: [
      ...[...policy.about.sections].map(([name, title]) => sectionPart(name, title, policy)),
      {
        heading: 'Periods',
        blocks: table(
          ['Period', 'Begins', 'Lasts', 'How it counts', 'Clauses'],
          [...policy.windows.values()].map((window) => windowRow(window, policy)),
        ),
      },
      { heading: 'Tables of fees', blocks: [...policy.tiers].flatMap(([id, tier]) => tierBlocks(id, tier)) },
      { heading: 'How the source is read', blocks: points([...policy.readings.values()].map((reading) => readingPoint(reading))) },
      { heading: 'What is asked', blocks: table(['Word', 'Question', 'Possible'], factRows(policy)) },
      {
        heading: 'Clauses of the source',
        blocks: table(
          ['Clause', 'What it says'],
          [...policy.clauses].map(([clause, says]) => [[clause], [says]]),
        ),
      },
    ].filter(({ blocks }) => blocks.length > 0),
  };
}

function sectionPart(name: string, title: string | null, policy: CorePolicy): PaperPart {
  const own = <Part extends Conditional>(parts: readonly Part[]): readonly Part[] =>
    parts.filter((part) => part.section === name && sayOwnCondition(part, policy) !== 'never');
  const [first] = [...own(policy.rules), ...own(policy.lines), ...own(policy.evidence), ...own(policy.duties)];
  const lines = (side: Line['side']): PaperBlock[] =>
    table(
      [side === 'charge' ? 'You pay' : 'You get back', 'When', 'How much', 'Clauses'],
      own(policy.lines)
        .filter((line) => line.side === side)
        .map((line) => lineRow(line, policy)),
    );
  const evidence = own(policy.evidence).map((item) => evidenceRow(item, policy));
  const duties = own(policy.duties).map((duty) => [
    [upperFirst(duty.who)],
    [sayText(duty.what, policy)],
    [whenOf(duty, policy)],
    [duty.deadline === null ? '' : `the end of ${quoted(windowTitle(duty.deadline, policy))}`],
    duty.clauses,
  ]);
  const isLaw = policy.floors.has(name) ? [paragraph('Nothing in the other sections takes away what is granted here.')] : [];
  return {
    heading: title ?? upperFirst(wordsOf(name)),
    blocks:
      first === undefined
        ? []
        : [
            ...(first.guard.kind === 'constant' ? [] : [paragraph(`This holds where ${sayCondition(first.guard, policy)}.`)]),
            ...isLaw,
            ...points(own(policy.rules).map((rule) => rulePoint(rule, policy))),
            ...lines('charge'),
            ...lines('credit'),
            ...table(['When', 'What to show', 'Where it cannot be shown', 'Clauses'], evidence),
            ...table(['Who', 'What to do', 'When', 'By', 'Clauses'], duties),
          ],
  };
}

function paragraph(text: string): PaperBlock {
  return { kind: 'paragraph', text };
}

function points(list: readonly PaperPoint[]): PaperBlock[] {
  return list.length === 0 ? [] : [{ kind: 'points', points: list }];
}

/** A table without the columns in which nothing stands, or `always` alone; none where there is no row. */
function table(head: readonly string[], rows: readonly (readonly PaperCell[])[]): PaperBlock[] {
  const used = head.map((_title, column) => rows.some((row) => (row[column] ?? []).some((line) => line !== '')));
  const pick = <Item>(items: readonly Item[]): readonly Item[] => items.filter((_item, column) => used[column] === true);
  return rows.length === 0 ? [] : [{ kind: 'table', head: pick(head), rows: rows.map(pick) }];
}

/** What a statement asks beyond its section. */
function whenOf(statement: Conditional, policy: CorePolicy): string {
  return sayOwnCondition(statement, policy) ?? 'always';
}

const effectWords: Readonly<Record<Rule['effect'], string>> = {
  accept: 'Accepted',
  entitle: 'Your right',
  reject: 'Declined',
  review: 'A person decides',
};

function rulePoint(rule: Rule, policy: CorePolicy): PaperPoint {
  const when = sayOwnCondition(rule, policy);
  return {
    lead: effectWords[rule.effect],
    text: `${when === undefined ? '' : ` where ${when}`}: ${sayText(rule.message, policy)} [${rule.clauses.join(', ')}]`,
  };
}

function lineRow(line: Line, policy: CorePolicy): readonly PaperCell[] {
  const notes = [
    ...(line.on === 'rejected' ? ['where the request is declined'] : []),
    ...(line.per === 'request' ? ['once for all items of a request'] : []),
    ...(line.waived === null ? [] : [`nothing if ${sayCondition(line.waived.when, policy)}: ${sayText(line.waived.because, policy)}`]),
  ];
  const when = line.on === 'rejected' ? (sayOwnCondition(line, policy) ?? '') : whenOf(line, policy);
  const conditions = [when, ...notes].filter((note) => note !== '');
  return [[titleOf(sayText(line.title, policy), line.id)], conditions, sayAmount(line, policy), line.clauses];
}

function evidenceRow(item: Evidence, policy: CorePolicy): readonly PaperCell[] {
  const which = item.atLeast === 1 ? 'one of:' : `${item.atLeast} of:`;
  const what = item.anyOf.length === 0 ? [] : [which, ...item.anyOf.map((alternative) => `- ${alternative.what}`)];
  const message = sayText(item.message, policy);
  const unavailable = { reject: `declined: ${message}`, review: `a person decides: ${message}`, nothing: 'nothing follows' }[item.unavailable];
  return [[whenOf(item, policy)], [sayText(item.what, policy), ...what], [unavailable], item.clauses];
}

function windowRow(window: Window, policy: CorePolicy): readonly PaperCell[] {
  const { begins, lasts, notes } = sayWindow(window, policy);
  return [[titleOf(window.title, window.id)], [begins], [lasts], notes, window.clauses];
}

function tierBlocks(id: string, tier: Tier): readonly PaperBlock[] {
  const columns = [...(tier.bands[0]?.rates.keys() ?? [])];
  const rows = tier.bands.map((band, index) => {
    const from = (tier.bands[index - 1]?.upTo ?? 0) + 1;
    const range = band.upTo === null ? `from ${from}` : band.upTo === from ? String(from) : `${from} to ${band.upTo}`;
    return [[range], ...columns.map((column) => [sayRate(band.rates.get(column), tier.currency)])];
  });
  const head = ['Number', ...columns.map((column) => (column === '' ? 'For each' : upperFirst(wordsOf(column))))];
  const mode =
    tier.mode === 'graduated' ? 'each costs what stands at its own number' : 'all of a request cost what stands at the number that is reached with it';
  const counts = `Counted on from ${quoted(wordsOf(tier.counts))}${tier.units === null ? '' : `, by ${quoted(wordsOf(tier.units))}`}: ${mode}. [${tier.clauses.join(', ')}]`;
  return [{ kind: 'heading', text: upperFirst(wordsOf(id)) }, paragraph(counts), { kind: 'table', head, rows }];
}

function readingPoint({ question, choice, choices, clauses }: CorePolicy['readings'] extends ReadonlyMap<string, infer One> ? One : never): PaperPoint {
  const means = choices.find(({ name }) => name === choice)?.means ?? upperFirst(wordsOf(choice));
  return { lead: question, text: ` ${means}${clauses.length === 0 ? '' : ` [${clauses.join(', ')}]`}` };
}

function factRows(policy: CorePolicy): readonly (readonly PaperCell[])[] {
  const asked = [...policy.facts.values()].filter((fact) => fact.derived === null && (fact.ask !== null || fact.values.length > 0));
  return asked.map((fact) => [[wordsOf(fact.name)], [fact.ask ?? ''], [fact.values.map(wordsOf).join(', ')]]);
}
