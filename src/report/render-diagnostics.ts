import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { printable, printableData } from './printable.ts';
import { plainStyle, type Style } from './style.ts';

/** Longer source lines are cut around the place that is underlined. */
const maximumWidth = 160;

/** Diagnostics as text: place, code and message, the source line with the place underlined, help. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], style: Style = plainStyle): string {
  return diagnostics.map((diagnostic) => renderOne(diagnostic, style)).join('\n');
}

function renderOne(diagnostic: Diagnostic, style: Style): string {
  const { path, start, severity, code, message, help } = printableData(diagnostic);
  const color = severity === 'error' ? style.red : style.yellow;
  const lines = [`${style.bold(`${path}:${start.line}:${start.column}`)} - ${color(`${severity} ${code}`)}: ${message}`, ...renderSource(diagnostic, color)];
  if (help !== undefined) lines.push(`  ${style.cyan('help:')} ${help}`);
  return `${lines.join('\n')}\n`;
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
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  return `${count(files, 'file')} checked: ${count(errors, 'error')}, ${count(warnings, 'warning')}`;
}
