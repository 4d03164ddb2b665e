/** The README: its commands and programs do what it shows, its numbers are those of the program. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exitCodes } from '../../src/cli/terminal.ts';
import { maximumTextLength } from '../../src/text/source-file.ts';
import * as api from '../../src/index.ts';
import * as nodeApi from '../../src/node.ts';
import { checkout } from './sandbox.ts';
import { tellStory } from './story.ts';

tellStory('README.md');

const text = readFileSync(join(checkout, 'README.md'), 'utf8');

test('it begins with the two commands that do everything, each in a block of its own', () => {
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)\n```/g)].map(([, block]) => block);
  expect(blocks.slice(0, 2)).toEqual(['npm ci && npm start', 'npm cit']);
});

test('it says how long a text may be', () => {
  expect(text).toContain(maximumTextLength.toLocaleString('en-US'));
});

test('it names every function and class of the library', () => {
  const names = [...Object.keys(api), ...Object.keys(nodeApi)];
  expect(names.filter((name) => !text.includes(`\`${name}`))).toEqual([]);
});

test('it names every exit code', () => {
  for (const code of Object.values(exitCodes)) expect(text).toContain(`\`${code}\``);
});

test('it has a place for the measurements', () => {
  expect(text.indexOf('<!-- bench:start -->')).toBeGreaterThan(-1);
  expect(text.indexOf('<!-- bench:end -->')).toBeGreaterThan(text.indexOf('<!-- bench:start -->'));
});
