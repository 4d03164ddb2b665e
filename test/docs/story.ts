/**
 * Runs a document as a reader would who follows it: commands, edits of files, programs. What is shown of an output must be what comes
 * out; with UPDATE_DOCS=1 it is written anew instead.
 *
 * - `sh`: commands, one a line. They must succeed; those that install are left out.
 * - `console`: `$ command` lines, each followed by its output; `…` skips lines, or the rest of a line.
 * - `yaml before` finds its lines in one file, `yaml after` puts others there for good, `yaml wrong` until the next block of YAML.
 * - `yaml append` adds cases at the end of the newest cases file.
 * - `ts` is type-checked and run, with `ts path` under that name; a `text` block right after it is its output.
 * - Every heading begins with the files of the checkout, or with those at the place of `<!-- docs:base -->`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Block, replaceBlocks, type Section, sectionsOf } from './markdown.ts';
import { checkout, Sandbox } from './sandbox.ts';
import { isShown, linesOf, showAnew } from './shown-output.ts';

/** Commands that install; tests do not run them. */
const installs: readonly string[] = ['npm ci && npm start', 'npm cit'];

const isUpdate = process.env['UPDATE_DOCS'] === '1';

/** Declares one test for each section of a document that has something to run. */
export function tellStory(document: string): void {
  const text = readFileSync(join(checkout, document), 'utf8');
  const sections = sectionsOf(text).filter((section) => section.parts.some((part) => part.kind === 'mark' || isRunnable(part)));
  const anew = new Map<number, string>();
  let sandbox: Sandbox;
  describe(document, () => {
    beforeAll(() => {
      sandbox = new Sandbox();
    });
    afterAll(() => {
      sandbox.remove();
      if (anew.size > 0) writeFileSync(join(checkout, document), replaceBlocks(text, anew));
    });
    const base = sections.find((section) => section.parts.some((part) => part.kind === 'mark'));
    for (const section of sections)
      test(section.title, () => {
        sandbox.reset();
        const reader = new Reader(sandbox, anew);
        if (base !== undefined && sections.indexOf(section) > sections.indexOf(base)) reader.prepare(base);
        reader.read(section);
      });
  });
}

function isRunnable({ language, mark }: Block): boolean {
  return ['sh', 'console', 'ts'].includes(language) || (language === 'yaml' && ['before', 'after', 'wrong', 'append'].includes(mark));
}

class Reader {
  readonly #sandbox: Sandbox;
  readonly #anew: Map<number, string>;
  #edit: Edit | undefined;
  #modules = 0;
  #printed: string | undefined;

  constructor(sandbox: Sandbox, anew: Map<number, string>) {
    this.#sandbox = sandbox;
    this.#anew = anew;
  }

  read(section: Section): void {
    for (const part of section.parts) if (part.kind === 'block') this.#block(part);
  }

  /** Makes the files what they are at the mark of a section, and looks at no output. */
  prepare({ parts }: Section): void {
    for (const part of parts) {
      if (part.kind === 'mark') break;
      if (part.language === 'sh') this.#commands(part.text);
      if (part.language === 'yaml') this.#yaml(part);
    }
    this.#edit = undefined;
  }

  #block(block: Block): void {
    switch (block.language) {
      case 'sh':
        return this.#commands(block.text);
      case 'console':
        return this.#console(block);
      case 'ts':
        return this.#module(block);
      case 'text':
        return this.#printedText(block);
      case 'yaml':
        return this.#yaml(block);
      default:
    }
  }

  #commands(text: string): void {
    for (const command of text.split('\n').filter((line) => line !== '' && !line.startsWith('#') && !installs.includes(line))) {
      const { output, code } = this.#sandbox.run(command);
      expect(code, `${command}\n${output}`).toBe(0);
    }
  }

  #console(block: Block): void {
    const groups: string[][] = [];
    for (const line of block.text.split('\n')) {
      if (line.startsWith('$ ')) groups.push([line]);
      else groups.at(-1)?.push(line);
    }
    const shown = groups.flatMap(([prompt = '', ...lines]) => {
      const gap = lines.at(-1) === '' ? [''] : [];
      return [prompt, ...this.#compare(lines.slice(0, lines.length - gap.length), linesOf(this.#sandbox.run(prompt.slice(2)).output)), ...gap];
    });
    this.#show(block, shown.join('\n'));
  }

  #compare(shown: readonly string[], actual: readonly string[]): readonly string[] {
    if (isShown(shown, actual)) return shown;
    const anew = isUpdate ? showAnew(shown, actual) : undefined;
    if (anew === undefined) expect(actual.join('\n')).toBe(shown.join('\n'));
    return anew ?? shown;
  }

  #show(block: Block, text: string): void {
    if (text !== block.text) this.#anew.set(block.start, text);
  }

  #module(block: Block): void {
    this.#modules += 1;
    const path = block.mark === '' ? `example-${this.#modules}.ts` : block.mark;
    this.#sandbox.write(path, `${block.text}\n`);
    const { output, code } = this.#sandbox.runModule(path);
    expect(code, output).toBe(0);
    this.#printed = output;
  }

  #printedText(block: Block): void {
    if (this.#printed === undefined) return;
    const shown = this.#compare(block.text.split('\n'), linesOf(this.#printed));
    this.#printed = undefined;
    this.#show(block, shown.join('\n'));
  }

  #yaml({ mark, text }: Block): void {
    if (!['before', 'after', 'wrong', 'append'].includes(mark)) return;
    this.#undoWrong();
    if (mark === 'append') this.#append(text);
    else if (mark === 'before') this.#edit = this.#find(text);
    else this.#replace(text, mark === 'wrong');
  }

  #find(lines: string): Edit {
    const found = this.#sandbox.policyFiles.filter((path) => countOf(this.#sandbox.read(path), lines) > 0);
    const newest = found.filter((path) => found.every((other) => versionOf(other) <= versionOf(path)));
    const [path = ''] = newest;
    expect(newest, `the lines to change stand in one file:\n${lines}`).toHaveLength(1);
    const original = this.#sandbox.read(path);
    expect(countOf(original, lines), `the lines to change stand in one place of ${path}:\n${lines}`).toBe(1);
    return { path, original, lines, right: original, isWrong: false };
  }

  #replace(text: string, isWrong: boolean): void {
    if (this.#edit === undefined) throw new Error(`nothing says what these lines replace:\n${text}`);
    const { path, original, lines, right } = this.#edit;
    const edited = inLines(original)
      .replace(inLines(lines), () => inLines(text))
      .slice(1, -1);
    this.#sandbox.write(path, edited);
    this.#edit = { ...this.#edit, right: isWrong ? right : edited, isWrong };
  }

  #undoWrong(): void {
    if (this.#edit?.isWrong === true) this.#sandbox.write(this.#edit.path, this.#edit.right);
  }

  #append(text: string): void {
    const [path = ''] = this.#sandbox.policyFiles.filter((name) => name.endsWith('.cases.yaml')).sort((a, b) => versionOf(b) - versionOf(a));
    this.#sandbox.write(path, `${this.#sandbox.read(path).trimEnd()}\n${text}\n`);
  }
}

/** An edit of one file: what it was, and what it is once the edit is right. */
interface Edit {
  readonly path: string;
  readonly original: string;
  readonly lines: string;
  readonly right: string;
  readonly isWrong: boolean;
}

/** Whole lines are found and replaced, never parts of them. */
function inLines(text: string): string {
  return `\n${text}\n`;
}

function countOf(text: string, lines: string): number {
  return inLines(text).split(inLines(lines)).length - 1;
}

function versionOf(path: string): number {
  return Number(/v([0-9]+)\.[a-z]+\.yaml$/.exec(path)?.[1] ?? 0);
}
