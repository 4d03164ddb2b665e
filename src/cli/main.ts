#!/usr/bin/env node
import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { checkCommand } from './commands/check.ts';
import { compileCommand } from './commands/compile.ts';
import { diffCommand } from './commands/diff.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { factsCommand } from './commands/facts.ts';
import { historyCommand } from './commands/history.ts';
import { releaseCommand } from './commands/release.ts';
import { showCommand } from './commands/show.ts';
import { testCommand } from './commands/test.ts';
import { verifyCommand } from './commands/verify.ts';
import { summariseDiff } from './summarise-diff.ts';
import { CommandError, exitCodes, sayError, watchStandardOutput, writeError } from './terminal.ts';

const { version } = createRequire(import.meta.url)('../../package.json') as { readonly version: string };

function program(): Command {
  const root = new Command('recourse')
    .description('Return, exchange, claim and fee policies as data: exact decisions that cite their clauses.')
    .version(version, '--version', 'print the version of the program')
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      `
Examples:
  recourse evaluate 1688order-after-sales --request request.json
  recourse evaluate 1688order-after-sales --requests requests.ndjson --out decisions.ndjson
  recourse check policies
  recourse test policies
  recourse diff 1688order-after-sales@1 policies/1688order-after-sales/v2.policy.yaml
  recourse facts 1688order-after-sales
  recourse compile 1688order-after-sales --out generated

\`recourse <command> --help\` says more about a command.`,
    );
  const commands = [
    evaluateCommand(),
    checkCommand(),
    testCommand(),
    diffCommand(),
    factsCommand(),
    compileCommand(version),
    releaseCommand(summariseDiff),
    historyCommand(summariseDiff),
    verifyCommand(),
    showCommand(),
  ];
  for (const command of commands) root.addCommand(command);
  for (const command of [root, ...root.commands])
    command
      .exitOverride()
      .configureOutput({ writeErr: () => undefined })
      .helpCommand(false);
  return root;
}

async function main(): Promise<void> {
  watchStandardOutput();
  const root = program();
  try {
    if (process.argv.length <= 2) root.help({ error: false });
    await root.parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
}

function report(error: unknown): number {
  if (error instanceof CommandError) {
    writeError(sayError(error.message, error.help));
    return error.exitCode;
  }
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.ok;
    writeError(sayError(error.message.replace(/^error: /, ''), '`recourse --help` shows the commands, `recourse <command> --help` their options'));
    return exitCodes.usage;
  }
  const shown = error instanceof Error ? error.message : String(error);
  writeError(sayError(`this is a mistake of the program, and not yours: ${shown}`, 'please report it with the command that you gave'));
  return exitCodes.usage;
}

await main();
