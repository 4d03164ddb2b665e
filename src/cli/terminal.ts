/**
 * Faces: the command line. The only code that reads arguments, standard input and the environment, and that writes anywhere.
 */
import { printable } from '../report/printable.ts';
import { styleFor, type Style } from '../report/style.ts';

/** Exit codes: they are part of the interface and never change their meaning. */
export const exitCodes = { ok: 0, problems: 1, usage: 2, interrupted: 130 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with a message for people and an exit code. */
export class CommandError extends Error {
  readonly help: string | undefined;
  readonly exitCode: ExitCode;

  constructor(message: string, help?: string, exitCode: ExitCode = exitCodes.usage) {
    super(message);
    this.help = help;
    this.exitCode = exitCode;
  }
}

let endForNobody = (): void => {
  process.exit(exitCodes.ok);
};

/** What to do when the reader of the results stops reading, as `head` does; without this the program ends at once. It is no error of ours. */
export function whenNobodyReads(act: () => void): void {
  endForNobody = act;
}

/** Listens for readers that stop reading. */
export function watchStandardOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    endForNobody();
  });
}

/** Results go here, and nothing else. */
export function writeOut(text: string): void {
  process.stdout.write(text);
}

/** Messages go here. */
export function writeError(text: string): void {
  process.stderr.write(text);
}

/** Colours on a terminal, unless NO_COLOR asks for none. */
export function styleOf(stream: NodeJS.WriteStream): Style {
  const forbids = (process.env['NO_COLOR'] ?? '') !== '' || process.env['TERM'] === 'dumb';
  return styleFor(stream.isTTY && !forbids);
}

/** The width of the terminal, or one that fits most places. */
export function widthOfTerminal(): number {
  return process.stdout.columns ?? 120;
}

/** An error as every command says it. */
export function sayError(message: string, help?: string): string {
  const style = styleOf(process.stderr);
  const shown = message.split('\n').map(printable).join('\n');
  return `${style.red('error:')} ${shown}\n${help === undefined ? '' : `  ${style.cyan('help:')} ${printable(help)}\n`}`;
}
