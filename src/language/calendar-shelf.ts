import { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import type { WorkCalendar } from '../model/calendar.ts';
import type { SourceFile } from '../text/source-file.ts';
import { stringOf, type TextNode } from '../text/node.ts';
import { buildCalendar } from './read-calendar.ts';

/** A calendar as it was read: absent where it has mistakes. */
interface Shelved {
  readonly calendar: WorkCalendar | undefined;
  readonly diagnostics: DiagnosticList;
}

/** The calendars that one policy can name, each read once. */
export class CalendarShelf {
  readonly #files: ReadonlyMap<string, SourceFile>;
  readonly #read = new Map<string, Shelved>();

  constructor(files: ReadonlyMap<string, SourceFile>) {
    this.#files = files;
  }

  /** The calendar that a node names; reports it where there is none, or where it has mistakes of its own. */
  resolve(node: TextNode | undefined, diagnostics: DiagnosticList): WorkCalendar | undefined {
    const name = stringOf(node);
    if (node === undefined || name === undefined) return undefined;
    const names = [...this.#files.keys()];
    const file = this.#files.get(name);
    if (file === undefined) {
      diagnostics.add('unknown-calendar', node.span, name, nearestName(name, names), names);
      return undefined;
    }
    const { calendar } = this.#shelve(name, file);
    if (calendar === undefined) diagnostics.add('wrong-calendar', node.span, name, file.path);
    return calendar;
  }

  #shelve(name: string, file: SourceFile): Shelved {
    const known = this.#read.get(name);
    if (known !== undefined) return known;
    const diagnostics = new DiagnosticList(file);
    const shelved = { calendar: buildCalendar(file, name, diagnostics), diagnostics };
    this.#read.set(name, shelved);
    return shelved;
  }

  /** Says what is wrong with the calendars that were named, at their own files. */
  reportMistakes(diagnostics: DiagnosticList): void {
    for (const shelved of this.#read.values()) diagnostics.takeIn(shelved.diagnostics);
  }
}
