import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import type { WorkCalendar } from '../model/calendar.ts';
import type { SourceFile } from '../text/source-file.ts';
import { stringOf, type TextNode } from '../text/node.ts';
import { readCalendar } from './read-calendar.ts';

/** The calendars that one policy can name, each read once. */
export class CalendarShelf {
  readonly #files: ReadonlyMap<string, SourceFile>;
  readonly #read = new Map<string, WorkCalendar | undefined>();

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
    if (!this.#read.has(name)) this.#read.set(name, readCalendar(file, name).calendar);
    const calendar = this.#read.get(name);
    if (calendar === undefined) diagnostics.add('wrong-calendar', node.span, name, file.path);
    return calendar;
  }
}
