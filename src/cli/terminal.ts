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

/** What to do when results can be written no longer. Undefined: the reader stopped reading, as `head` does, and it is no error of ours. */
type OutputEnd = (failure: CommandError | undefined) => void;

let endOutput: OutputEnd = (failure) => {
  if (failure !== undefined) writeError(sayError(failure.message));
  process.exit(failure?.exitCode ?? exitCodes.ok);
};

/** Lets a command end by itself when its results can be written no longer; without this the program ends at once. */
export function whenOutputEnds(act: OutputEnd): void {
  endOutput = act;
}

/** Listens for readers that stop reading, and for disks that are full. */
export function watchStandardOutput(): void {
  process.stdout.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
    endOutput(code === 'EPIPE' ? undefined : new CommandError(`standard output cannot be written${code === '' ? '' : ` (${code})`}`));
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
