import type { DiffRegion, PolicyDiff } from '../model/generated/diff.ts';
import {
  chosenRegions,
  type DiffChoice,
  isOneRequest,
  noteOfIds,
  sayBeforeAndAfter,
  sayCompared,
  sayConsequence,
  sayEffect,
  sayFormula,
  sayLines,
  sayMoney,
  sayNumbers,
  sayReadings,
  sayRequest,
  sayTitle,
  sayVerdict,
} from './diff-words.ts';
import { printableData } from './printable.ts';
import { plainStyle, type Style } from './style.ts';
import { wrapWords } from './wrap-words.ts';

export interface DiffView {
  /** Only regions of one kind. */
  readonly only?: DiffChoice | undefined;
  /** How wide the terminal is. */
  readonly width?: number;
  readonly style?: Style;
}

/** So many boxes are shown of a region. */
const mostBoxes = 4;
/** Labels stand in front of what they name. */
const labelWidth = 12;

/** How two versions differ, for a terminal: regions first, then the changes of the text. */
export function renderDiff(found: PolicyDiff, { only, width = 100, style = plainStyle }: DiffView = {}): string {
  const diff = printableData(found);
  const regions = chosenRegions(diff, only);
  const hidden = diff.regions.length - regions.length;
  const blocks = [
    head(diff, style).flatMap((line) => wrapWords(line, width)),
    [
      ...wrapWords(sayVerdict(diff), width),
      ...(hidden === 0 ? [] : [style.dim(`${hidden} of them ${hidden === 1 ? 'is' : 'are'} not shown (--only ${only ?? ''})`)]),
    ],
    ...regions.map((region) => regionBlock(region, diff, { width, style })),
    changeBlock(diff, { width, style }),
    diff.limits.length === 0 ? [] : [style.bold('Limits of this comparison'), ...diff.limits.flatMap((limit) => hanging('- ', limit, width))],
    [style.dim(`fingerprint of the change: ${diff.fingerprints.change}`)],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function head(diff: PolicyDiff, style: Style): readonly string[] {
  const note = noteOfIds(diff);
  return [
    style.bold(sayCompared(diff)),
    style.dim(`old: ${diff.old.from}`),
    style.dim(`new: ${diff.new.from}`),
    ...(note === null ? [] : [note]),
    ...sayReadings(diff).map((reading) => `reading ${reading}`),
  ];
}

interface Page {
  readonly width: number;
  readonly style: Style;
}

function regionBlock(region: DiffRegion, diff: PolicyDiff, { width, style }: Page): readonly string[] {
  const color = { worse: style.red, mixed: style.yellow, unclear: style.yellow, better: style.green, neutral: style.dim }[region.effect];
  return [
    `${style.bold(`${region.number}. ${sayTitle(region)}`)}  ${color(sayEffect(region))}`,
    ...region.what.flatMap((what) => sayBeforeAndAfter(what).flatMap((line) => labelled(...splitLabel(line), width))),
    ...whereLines(region, width),
    ...region.money.flatMap((money) => [...labelled('money', sayMoney(money), width), ...labelled('formula', sayFormula(money) ?? '', width)]),
    ...witnessLines(region, width),
    ...causeLines(region, diff, width),
  ];
}

function splitLabel(line: string): readonly [string, string] {
  const [, label = 'shown', rest = line] = /^(before|after): ([^]*)$/.exec(line) ?? [];
  return [label, rest];
}

function whereLines({ where, isWhereExact }: DiffRegion, width: number): readonly string[] {
  const shown = where.slice(0, mostBoxes);
  const more = where.length - shown.length;
  return [
    ...shown.flatMap((box, index) => labelled(index === 0 ? (isWhereExact ? 'where' : 'within') : 'or', box.words, width)),
    ...(more === 0 ? [] : labelled('', `and ${more} more`, width)),
  ];
}

function witnessLines({ witness }: DiffRegion, width: number): readonly string[] {
  if (witness === null) return labelled('example', 'none was found: not confirmed', width);
  const { old, new: next, differences } = witness;
  const requests = isOneRequest(old, next)
    ? labelled('example', sayRequest(next), width)
    : [...labelled('example', `old: ${sayRequest(old)}`, width), ...labelled('', `new: ${sayRequest(next)}`, width)];
  return [...requests, ...differences.flatMap((difference) => labelled('', difference, width))];
}

function causeLines({ causes }: DiffRegion, { changes }: PolicyDiff, width: number): readonly string[] {
  const shown = changes.filter(({ number }) => causes.includes(number)).slice(0, mostBoxes);
  const rest = causes.filter((number) => !shown.some((change) => change.number === number));
  return [
    ...shown.flatMap(({ words, number }, index) => labelled(index === 0 ? 'because' : '', `(${number}) ${words}`, width)),
    ...(rest.length === 0 ? [] : labelled('', `and changes ${sayNumbers(rest)}`, width)),
  ];
}

function changeBlock(diff: PolicyDiff, { width, style }: Page): readonly string[] {
  if (diff.changes.length === 0) return ['The texts say the same.'];
  const lines = diff.changes.flatMap((change) => [
    ...hanging(`${change.number}. `, change.words, width),
    ...hanging('   ', `${sayLines(change, diff)}${change.old === null && change.new === null ? '' : '; '}${sayConsequence(change)}`, width).map((line) =>
      style.dim(line),
    ),
  ]);
  return [style.bold('Changes of the text'), ...lines];
}

/** A text under a label; nothing where there is no text. */
function labelled(label: string, text: string, width: number): readonly string[] {
  return text === '' ? [] : hanging(`   ${label.padEnd(labelWidth - 3)}`, text, width);
}

function hanging(first: string, text: string, width: number): readonly string[] {
  return wrapWords(text, Math.max(30, width - first.length)).map((line, index) => (index === 0 ? first : ' '.repeat(first.length)) + line);
}
