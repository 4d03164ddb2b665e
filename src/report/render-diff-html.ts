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
  sayReadings,
  sayTitle,
  sayVerdict,
} from './diff-words.ts';
import { drawTier, drawWindows } from './draw-tiers.ts';
import { escapeMarkup as text } from './escape-markup.ts';

const style = `
:root { color-scheme: light; --worse: #b3261e; --better: #1a7f37; --mixed: #9a6700; --line: #d0d7de; }
body { font: 15px/1.5 system-ui, sans-serif; color: #1f2328; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; border-bottom: 1px solid var(--line); margin-top: 2.5rem; }
h3 { font-size: 1rem; margin: 0 0 .5rem; } dl { display: grid; grid-template-columns: 6rem 1fr; gap: .3rem 1rem; margin: 0; } dt { color: #59636e; } dd { margin: 0; overflow-wrap: anywhere; }
ul { margin: 0; padding-left: 1.1rem; } pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85em; } table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid var(--line); padding: .25rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
section.region { border: 1px solid var(--line); border-left-width: .4rem; padding: .8rem 1rem; margin: 1rem 0; break-inside: avoid; }
.worse { border-left-color: var(--worse); } .better { border-left-color: var(--better); } .mixed, .unclear { border-left-color: var(--mixed); }
figure { margin: 1rem 0; break-inside: avoid; } svg { width: 100%; max-width: 40rem; height: auto; } svg.bar { width: 15rem; max-width: none; }
path { fill: none; stroke-width: 2.5; } path.before { stroke: #818b98; stroke-dasharray: 6 4; } path.after { stroke: #0969da; }
rect.before { fill: #b6bdc6; } rect.after { fill: #0969da; } line.grid { stroke: #eaeef2; } text.axis { font: 11px system-ui, sans-serif; fill: #59636e; }
table.windows th { font-weight: normal; width: 14rem; } tr.differs th { font-weight: 600; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } a { color: inherit; text-decoration: none; } }
`;

/** How two versions differ, as one file that needs nothing else: no scripts, no pictures from elsewhere. */
export function renderDiffHtml(diff: PolicyDiff, { only }: { readonly only?: DiffChoice | undefined } = {}): string {
  const regions = chosenRegions(diff, only);
  const hidden = diff.regions.length - regions.length;
  const title = text(sayCompared(diff));
  const note = noteOfIds(diff);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<h1>${title}</h1>
<p>old: ${text(diff.old.from)}<br>new: ${text(diff.new.from)}</p>
${paragraphs([sayVerdict(diff), ...(note === null ? [] : [note]), ...sayReadings(diff).map((reading) => `Reading ${reading}`), ...(hidden === 0 ? [] : [`${hidden} regions are not shown.`])])}
${regions.map((region) => regionSection(region, diff)).join('\n')}
${pictures(diff)}
<h2>Changes of the text</h2>
${changeTable(diff)}
${diff.limits.length === 0 ? '' : `<h2>Limits of this comparison</h2>\n${list(diff.limits)}`}
<p>Fingerprint of the change: ${text(diff.fingerprints.change)}</p>
</body>
</html>
`;
}

const paragraphs = (lines: readonly string[]): string => lines.map((line) => `<p>${text(line)}</p>`).join('\n');
const list = (lines: readonly string[]): string => `<ul>${lines.map((line) => `<li>${text(line)}</li>`).join('')}</ul>`;

function regionSection(region: DiffRegion, diff: PolicyDiff): string {
  const shown = region.what.flatMap(sayBeforeAndAfter);
  const money = region.money.flatMap((one) => [sayMoney(one), ...(sayFormula(one) === null ? [] : [sayFormula(one) ?? ''])]);
  const causes = diff.changes.filter(({ number }) => region.causes.includes(number));
  const rows: readonly (readonly [string, string])[] = [
    ['shown', shown.length === 0 ? '' : list(shown)],
    [region.isWhereExact ? 'where' : 'within', list(region.where.map(({ words }) => words))],
    ['money', money.length === 0 ? '' : list(money)],
    ['example', example(region)],
    [
      'because',
      causes.length === 0 ? '' : `<ul>${causes.map(({ number, words }) => `<li><a href="#change-${number}">${number}</a>. ${text(words)}</li>`).join('')}</ul>`,
    ],
  ];
  const parts = rows.filter(([, content]) => content !== '').map(([label, content]) => `<dt>${label}</dt><dd>${content}</dd>`);
  return `<section class="region ${region.effect}" id="region-${region.number}"><h3>${region.number}. ${text(sayTitle(region))} – ${text(sayEffect(region))}</h3><dl>${parts.join('')}</dl></section>`;
}

function example({ witness }: DiffRegion): string {
  if (witness === null) return 'No request was found that shows it: not confirmed.';
  const { old, new: next, differences } = witness;
  const requests = isOneRequest(old, next) ? [next] : [old, next];
  const shown = requests.map(
    ({ request }) =>
      `<pre>${JSON.stringify(request, null, 1)
        .split('\n')
        .map((line) => text(line))
        .join('\n')}</pre>`,
  );
  return `${shown.join('')}${list(differences)}`;
}

function pictures({ tiers, windows }: PolicyDiff): string {
  const drawn = tiers.flatMap(drawTier);
  return [
    ...(drawn.length === 0 ? [] : ['<h2>Tiers: rates by number, before (dashed) and after</h2>', ...drawn]),
    ...(windows.length === 0 ? [] : ['<h2>Windows, before and after</h2>', drawWindows(windows)]),
  ].join('\n');
}

function changeTable(diff: PolicyDiff): string {
  if (diff.changes.length === 0) return '<p>The texts say the same.</p>';
  const rows = diff.changes.map(
    (change) =>
      `<tr id="change-${change.number}"><td>${change.number}</td><td>${text(change.words)}</td><td>${text(sayLines(change, diff))}</td><td>${consequence(change)}</td></tr>`,
  );
  return `<table><thead><tr><th></th><th>change</th><th>where</th><th>regions</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function consequence({ regions, note }: DiffChange): string {
  if (regions.length > 0) return regions.map((number) => `<a href="#region-${number}">${number}</a>`).join(', ');
  return text(note === null ? 'no effect' : `no effect: ${note}`);
}
