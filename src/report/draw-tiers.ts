import type { DiffTier, DiffTierSide, DiffWindow } from '../model/generated/diff.ts';
import { escapeMarkup } from './escape-markup.ts';

/** Pictures have no use for exact numbers: what is drawn is rounded to a tenth of a point. */
const point = (value: number): string => String(Math.round(value * 10) / 10);

const [width, height] = [560, 170];
const [left, right, top, bottom] = [52, 12, 12, 30];

/** The rates of a tier by number, before (dashed) and after, one picture for each column. */
export function drawTier({ id, old, new: next }: DiffTier): readonly string[] {
  const columns = [...new Set([old, next].flatMap((side) => (side?.bands ?? []).flatMap(({ rates }) => Object.keys(rates))))];
  return columns.map((column) => drawColumn(id, column, old, next));
}

interface Scale {
  readonly x: (number: number) => number;
  readonly y: (rate: number) => number;
  readonly lastNumber: number;
}

function drawColumn(id: string, column: string, old: DiffTierSide | null, next: DiffTierSide | null): string {
  const sides = [old, next].filter((side) => side !== null);
  const ends = sides.flatMap(({ bands }) => bands.flatMap(({ upTo }) => (upTo === null ? [] : [upTo])));
  const rates = sides.flatMap(({ bands }) => bands.map(({ rates: one }) => Number(one[column] ?? '0')).filter(Number.isFinite));
  const lastNumber = Math.max(4, ...ends) * 1.25;
  const highest = Math.max(1, ...rates);
  const scale: Scale = {
    x: (number) => left + ((width - left - right) * number) / lastNumber,
    y: (rate) => height - bottom - ((height - top - bottom) * rate) / highest,
    lastNumber,
  };
  const currency = sides[0]?.currency ?? '';
  const ticks = [...new Set(ends)].sort((a, b) => a - b).map((end) => tick(scale.x(end), String(end)));
  const levels = [...new Set([0, ...rates])].sort((a, b) => a - b).map((rate) => level(scale.y(rate), String(rate)));
  const label = `${id}${column === 'rate' ? '' : `, ${column}`}: ${currency} by number`;
  return `<figure><figcaption>${escapeMarkup(label)}</figcaption><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeMarkup(label)}">${[
    ...levels,
    ...ticks,
    drawSteps(old, column, scale, 'before'),
    drawSteps(next, column, scale, 'after'),
  ].join('')}</svg></figure>`;
}

function tick(x: number, text: string): string {
  return `<line class="grid" x1="${point(x)}" y1="${top}" x2="${point(x)}" y2="${height - bottom}"/><text class="axis" x="${point(x)}" y="${height - bottom + 16}" text-anchor="middle">${escapeMarkup(text)}</text>`;
}

function level(y: number, text: string): string {
  return `<line class="grid" x1="${left}" y1="${point(y)}" x2="${width - right}" y2="${point(y)}"/><text class="axis" x="${left - 6}" y="${point(y + 4)}" text-anchor="end">${escapeMarkup(text)}</text>`;
}

/** Steps, broken where no rate is given. */
function drawSteps(side: DiffTierSide | null, column: string, { x, y, lastNumber }: Scale, name: string): string {
  if (side === null) return '';
  let path = '';
  let from = 0;
  let isBroken = true;
  for (const { upTo, rates } of side.bands) {
    const to = upTo ?? lastNumber;
    const rate = Number(rates[column] ?? 'none');
    if (Number.isFinite(rate)) path += `${isBroken ? 'M' : 'L'}${point(x(from))} ${point(y(rate))}L${point(x(to))} ${point(y(rate))}`;
    isBroken = !Number.isFinite(rate);
    from = to;
  }
  return `<path class="${name}" d="${path}"/>`;
}

/** How long windows are, before and after, as bars on one scale. */
export function drawWindows(windows: readonly DiffWindow[]): string {
  const longest = Math.max(1, ...windows.flatMap(({ old, new: next }) => [old?.hours ?? 0, next?.hours ?? 0]));
  const rows = windows.flatMap(({ id, differs, old, new: next }) => [
    `<tr${differs ? ' class="differs"' : ''}><th rowspan="2" scope="row">${escapeMarkup(id)}<br><small>${escapeMarkup(next?.title ?? old?.title ?? '')}</small></th>${bar(old, longest, 'before')}</tr>`,
    `<tr${differs ? ' class="differs"' : ''}>${bar(next, longest, 'after')}</tr>`,
  ]);
  return `<table class="windows">${rows.join('')}</table>`;
}

function bar(side: DiffWindow['old'], longest: number, name: string): string {
  const label = side === null ? 'none' : side.length;
  const size =
    side === null || side.hours === null ? '' : `<rect class="${name}" x="0" y="2" width="${point(Math.max(1, (240 * side.hours) / longest))}" height="10"/>`;
  return `<td><svg class="bar" viewBox="0 0 240 14" role="img" aria-label="${escapeMarkup(label)}">${size}</svg></td><td>${name}: ${escapeMarkup(label)}</td>`;
}
