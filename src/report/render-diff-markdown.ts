import type { DiffChange, DiffRegion, PolicyDiff } from '../model/generated/diff.ts';
import {
  chosenRegions,
  type DiffChoice,
  isOneRequest,
  noteOfIds,
  sayBeforeAndAfter,
  sayCompared,
  sayEffect,
  sayFormula,
  sayLines,
  sayMoney,
  sayNumbers,
  sayReadings,
  sayTitle,
  sayVerdict,
} from './diff-words.ts';
import { printable } from './printable.ts';

/** A comment on a pull request has no place for more characters. */
const mostCharacters = 60_000;
/** So many rows a table has. */
const mostRows = 40;
/** So many boxes are shown of a region. */
const mostBoxes = 8;

/** How two versions differ, for a comment on a pull request: a line, a table, and all else folded. */
export function renderDiffMarkdown(diff: PolicyDiff, { only }: { readonly only?: DiffChoice | undefined } = {}): string {
  const regions = chosenRegions(diff, only);
  const note = noteOfIds(diff);
  const top = [
    `### ${code(sayCompared(diff))}`,
    `${sayVerdict(diff)}${note === null ? '' : ` ${note}`}`,
    ...sayReadings(diff).map((reading) => `Reading ${code(reading)}`),
    ...(regions.length === diff.regions.length ? [] : [`${diff.regions.length - regions.length} regions are not shown.`]),
    table(regions),
  ];
  const end = [
    ...(diff.limits.length === 0 ? [] : [fold('Limits of this comparison', diff.limits.map((limit) => `- ${code(limit)}`).join('\n'))]),
    `Fingerprint of the change: \`${diff.fingerprints.change}\``,
  ];
  return `${[...top, ...withinLimit([...regions.map((region) => details(region, diff)), ...changeTable(diff)], lengthOf([...top, ...end])), ...end]
    .filter((block) => block !== '')
    .join('\n\n')}\n`;
}

const lengthOf = (blocks: readonly string[]): number => blocks.reduce((sum, block) => sum + block.length + 2, 0);

/** The blocks that fit, and how many do not. */
function withinLimit(blocks: readonly string[], taken: number): readonly string[] {
  const kept: string[] = [];
  let length = taken;
  for (const block of blocks) {
    if (length + block.length > mostCharacters) continue;
    kept.push(block);
    length += block.length + 2;
  }
  const left = blocks.length - kept.length;
  return left === 0 ? kept : [...kept, `${left} more ${left === 1 ? 'part has' : 'parts have'} no room here; \`--format html\` shows all.`];
}

function table(regions: readonly DiffRegion[]): string {
  if (regions.length === 0) return '';
  const rows = regions.slice(0, mostRows).map((region) => {
    const money = region.money.map((one) => code(sayMoney(one))).join('<br>');
    return `| ${region.number} | ${code(sayTitle(region))} | ${mark(region)} ${sayEffect(region)} | ${money} | ${sayNumbers(region.causes)} |`;
  });
  const more = regions.length - rows.length;
  return [
    '| | decided differently | for customers | money | changes |',
    '|---|---|---|---|---|',
    ...rows,
    ...(more === 0 ? [] : [`| | and ${more} more | | | |`]),
  ].join('\n');
}

const mark = ({ effect }: DiffRegion): string => ({ worse: '🔴', mixed: '🟠', unclear: '🟡', better: '🟢', neutral: '⚪' })[effect];

function details(region: DiffRegion, diff: PolicyDiff): string {
  const boxes = region.where.slice(0, mostBoxes).map(({ words }) => `- ${code(words)}`);
  const more = region.where.length - boxes.length;
  const causes = diff.changes.filter(({ number }) => region.causes.includes(number)).map(({ words, number }) => `- (${number}) ${code(words)}`);
  const parts = [
    region.what.flatMap((what) => sayBeforeAndAfter(what).map((line) => `- ${code(line)}`)).join('\n'),
    `${region.isWhereExact ? 'Where' : 'Within'}\n\n${[...boxes, ...(more === 0 ? [] : [`- and ${more} more`])].join('\n')}`,
    ...region.money.map((money) => {
      const formula = sayFormula(money);
      return `Money: ${code(sayMoney(money))}${formula === null ? '' : `, ${code(formula)}`}`;
    }),
    example(region),
    causes.length === 0
      ? ''
      : `Because\n\n${causes.slice(0, mostBoxes).join('\n')}${causes.length > mostBoxes ? `\n- and ${causes.length - mostBoxes} more` : ''}`,
  ];
  return fold(`${region.number}. ${code(sayTitle(region))}, ${sayEffect(region)}`, parts.filter((part) => part !== '').join('\n\n'));
}

function example({ witness }: DiffRegion): string {
  if (witness === null) return 'No request was found that shows it: not confirmed.';
  const { old, new: next, differences } = witness;
  const requests = isOneRequest(old, next) ? [next] : [old, next];
  return `Example\n\n${requests.map(({ request }) => fenced(JSON.stringify(request, null, 2))).join('\n\n')}\n\n${differences.map((line) => `- ${code(line)}`).join('\n')}`;
}

function changeTable(diff: PolicyDiff): readonly string[] {
  if (diff.changes.length === 0) return ['The texts say the same.'];
  const rows = diff.changes
    .slice(0, 4 * mostRows)
    .map((change) => `| ${change.number} | ${code(change.words)} | ${code(sayLines(change, diff))} | ${consequence(change)} |`);
  const more = diff.changes.length - rows.length;
  const lines = ['| | change | where | regions |', '|---|---|---|---|', ...rows, ...(more === 0 ? [] : [`| | and ${more} more | | |`])];
  return [fold(`${diff.changes.length} ${diff.changes.length === 1 ? 'change' : 'changes'} of the text`, lines.join('\n'))];
}

function consequence({ regions, note }: DiffChange): string {
  if (regions.length > 0) return sayNumbers(regions);
  return note === null ? 'no effect' : `no effect: ${code(note)}`;
}

function fold(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** Whatever could end a code span, begin markup, link, mention somebody or be taken for mathematics. */
const active = /[&<>*_`|[\]\\~#@!${}:"']/g;

/** A text that comes from a policy or a request, as code: nothing in it is markup. */
function code(text: string): string {
  return text === '' ? '' : `<code>${printable(text).replace(active, (character) => `&#${character.charCodeAt(0)};`)}</code>`;
}

/** Lines of JSON, which have no line that could end a block. */
function fenced(json: string): string {
  const lines = json.split('\n').map(printable);
  const fence = '`'.repeat(Math.max(3, ...(json.match(/`+/g) ?? []).map((run) => run.length + 1)));
  return [`${fence}json`, ...lines, fence].join('\n');
}
