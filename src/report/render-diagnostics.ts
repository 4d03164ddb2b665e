import type { Diagnostic, ProofDetails } from '../diagnostics/diagnostic.ts';
import { printable, printableData } from './printable.ts';
import { plainStyle, type Style } from './style.ts';

/** Longer source lines are cut around the place that is underlined. */
const maximumWidth = 160;

/** Diagnostics as text: place, code and message, the source line with the place underlined, help. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], style: Style = plainStyle): string {
  return diagnostics.map((diagnostic) => renderOne(diagnostic, style)).join('\n');
}

/** Findings that a policy accepts, each with the reason; they are no mistakes. */
export function renderAccepted(accepted: readonly { readonly diagnostic: Diagnostic; readonly because: string }[], style: Style = plainStyle): string {
  return accepted
    .map((one) => {
      const { diagnostic, because } = printableData(one);
      const { path, start, code, message } = diagnostic;
      return `${style.bold(`${path}:${start.line}:${start.column}`)} - ${style.dim(`accepted ${code}`)}: ${message}\n  ${style.cyan('because:')} ${because}\n`;
    })
    .join('\n');
}

function renderOne(diagnostic: Diagnostic, style: Style): string {
  const { path, start, severity, code, message, help, proof } = printableData(diagnostic);
  const color = severity === 'error' ? style.red : style.yellow;
  const lines = [`${style.bold(`${path}:${start.line}:${start.column}`)} - ${color(`${severity} ${code}`)}: ${message}`, ...renderSource(diagnostic, color)];
  if (proof !== undefined) lines.push(...renderProof(proof, style));
  if (help !== undefined) lines.push(`  ${style.cyan('help:')} ${help}`);
  return `${lines.join('\n')}\n`;
}

/** For which requests it is, and one or two that show it. */
function renderProof({ where, examples, confirmed }: ProofDetails, style: Style): readonly string[] {
  const places = where.map((text, index) => `  ${style.cyan(index === 0 ? 'where:' : '   or:')} ${text}`);
  const shown = examples.map(
    ({ request, outcome, totals }, index) =>
      `  ${style.cyan(index === 0 ? 'for example:' : '        and:')} ${JSON.stringify(request)}: ${[outcome, ...sayTotals(totals)].join(', ')}`,
  );
  return [...places, ...shown, ...(confirmed ? [] : ['  not confirmed: no request that shows it was found'])];
}

function sayTotals(totals: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(totals).flatMap(([currency, sides]) =>
    (['charges', 'credits'] as const).flatMap((side) => {
      const total = (sides as Readonly<Record<string, { readonly kind: string; readonly value?: string; readonly known?: string }>>)[side];
      const value = total?.value ?? total?.known ?? '0';
      if (total === undefined || (total.kind === 'exact' && !/[1-9]/.test(value))) return [];
      return [`${side} ${value} ${currency}${total.kind === 'exact' ? '' : ` (${total.kind})`}`];
    }),
  );
}

function renderSource({ start, end, source }: Diagnostic, color: (text: string) => string): readonly string[] {
  if (source.trim() === '') return [];
  const from = source.length <= maximumWidth ? 0 : Math.max(0, start.column - 1 - 40);
  // Tabs stay, so that the place is underlined where the reader's terminal shows it.
  const shown = source
    .slice(from, from + maximumWidth)
    .split('\t')
    .map(printable)
    .join('\t');
  const column = start.column - 1 - from;
  const last = end.line === start.line ? end.column - 1 - from : shown.length;
  const length = Math.max(1, Math.min(last, shown.length) - column);
  const gutter = String(start.line);
  return [`  ${gutter} | ${shown}`, `  ${' '.repeat(gutter.length)} | ${shown.slice(0, column).replaceAll(/[^\t]/g, ' ')}${color('^'.repeat(length))}`];
}

/** One line that counts errors and warnings. */
export function renderCount(diagnostics: readonly Diagnostic[], files: number): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const warnings = diagnostics.length - errors;
  return `${count(files, 'file')} checked: ${count(errors, 'error')}, ${count(warnings, 'warning')}`;
}

/** What the proofs came to besides: findings that are accepted, and invariants that hold; nothing where there are none. */
export function renderProven(accepted: number, proven: number): string {
  const found = accepted === 0 ? '' : `${count(accepted, 'finding')} accepted\n`;
  return proven === 0 ? found : `${found}${count(proven, 'invariant')} proven for all requests\n`;
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
