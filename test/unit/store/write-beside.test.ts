/** Files that are whole, or as they were. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeBeside, WriteError } from '../../../src/store/write-beside.ts';
import { temporaryFolder } from '../../support/run-cli.ts';

const folder = temporaryFolder();
afterAll(folder.remove);
const at = (name: string): string => join(folder.path, name);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('what stood there stands there until the new file is whole', async () => {
  writeFileSync(at('kept'), 'old');
  chmodSync(at('kept'), 0o640);
  const file = await writeBeside(at('kept'));
  await file.write(bytes('ne'));
  await file.write(bytes('w'));
  expect(readFileSync(at('kept'), 'utf8')).toBe('old');
  await file.keep();
  expect(readFileSync(at('kept'), 'utf8')).toBe('new');
  expect(statSync(at('kept')).mode & 0o777).toBe(0o640);
});

test('a file that is dropped leaves nothing behind', async () => {
  const file = await writeBeside(at('dropped'));
  await file.write(bytes('x'));
  await file.drop();
  expect(readdirSync(folder.path).filter((name) => name.startsWith('dropped'))).toEqual([]);
});

test('a file that was kept stays where one after it cannot be', async () => {
  const file = await writeBeside(at('first'));
  await file.write(bytes('x'));
  await file.keep();
  await file.drop();
  expect(readFileSync(at('first'), 'utf8')).toBe('x');
});

test('a link leads on to its file', async () => {
  writeFileSync(at('target'), 'old');
  symlinkSync(at('target'), at('link'));
  const file = await writeBeside(at('link'));
  await file.write(bytes('new'));
  await file.keep();
  expect(readFileSync(at('target'), 'utf8')).toBe('new');
});

test('what is no plain file is written directly', async () => {
  const file = await writeBeside('/dev/null');
  await file.write(bytes('x'));
  await file.keep();
  expect(statSync('/dev/null').isFile()).toBe(false);
});

test('a folder that is not there, and a folder in its place, are said in plain words', async () => {
  mkdirSync(at('folder'));
  await expect(writeBeside(at('none/x'))).rejects.toEqual(new WriteError(`there is no folder for \`${at('none/x')}\``));
  await expect(writeBeside(at('folder'))).rejects.toEqual(new WriteError(`\`${at('folder')}\` is a folder, and a file is needed`));
});
