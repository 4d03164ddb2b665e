import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import type { WorkCalendar } from '../model/calendar.ts';
import type { CombinedSpan, Condition, Fact, Window, WindowSpan } from '../model/policy.ts';
import type { Zone } from '../model/time.ts';
import { windowsBehind, windowsFrom, windowsWithin } from '../model/window-facts.ts';
import { childOf, entriesOf, entryOf, itemsOf, type MapEntry, stringOf, type TextNode } from '../text/node.ts';
import { collectChosenBy } from './apply-readings.ts';
import { type ConditionBuilder, maximumSteps, noUses, type Uses } from './build-condition.ts';
import { keySpanWithin } from './build-facts.ts';
import { checkNoPlaceholder } from './build-text.ts';
import { TimeSpanBuilder } from './build-time-span.ts';
import type { CalendarShelf } from './calendar-shelf.ts';
import { clausesOf } from './clauses.ts';
import { numberFactOf, buildNumberSpan } from './build-number-span.ts';
import { refuseDerivedFacts } from './derived-facts.ts';
import type { Names } from './names.ts';
import { readChoose } from './read-choose.ts';

/** What windows are built from. */
export interface WindowContext {
  readonly names: Names;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly conditions: ConditionBuilder;
  readonly calendars: CalendarShelf;
  readonly diagnostics: DiagnosticList;
  /** Absent where the policy's is wrong. */
  readonly zone: Zone | undefined;
}

/** The windows of a policy, and the calendars that they name. `uses` says what each consults by itself: readings in its text, facts of its conditions. */
export interface BuiltWindows {
  readonly windows: ReadonlyMap<string, Window>;
  readonly uses: ReadonlyMap<string, Uses>;
  readonly calendars: ReadonlyMap<string, WorkCalendar>;
}

const combinations = ['later-of', 'earlier-of', 'choose'] as const;
const timeKeys: readonly string[] = ['from', 'at', 'counting-from', 'lasts', 'until', 'month-end', 'calendar', 'roll', 'pauses'];

/** Builds all windows; every mistake is reported, and a window that is wrong is left out. */
export function buildWindows(root: TextNode, context: WindowContext): BuiltWindows {
  const builder = new WindowBuilder(root, context);
  for (const entry of entriesOf(childOf(root, 'windows'))) builder.add(entry);
  builder.checkCombinations();
  return builder;
}

class WindowBuilder implements BuiltWindows {
  readonly windows = new Map<string, Window>();
  readonly uses = new Map<string, Uses>();
  readonly calendars = new Map<string, WorkCalendar>();
  readonly #root: TextNode;
  readonly #context: WindowContext;
  readonly #judgedByDefault: string | undefined;

  constructor(root: TextNode, context: WindowContext) {
    this.#root = root;
    this.#context = context;
    this.#judgedByDefault = stringOf(childOf(childOf(root, 'effective'), 'by'));
  }

  add({ key: id, keySpan, value: node }: MapEntry): void {
    const { diagnostics } = this.#context;
    checkNoPlaceholder(childOf(node, 'title'), diagnostics);
    const uses = noUses();
    collectChosenBy(node, uses.readings);
    this.uses.set(id, uses);
    const span = this.#span(node, keySpan, id, uses);
    if (span === undefined) return;
    this.windows.set(id, { id, title: stringOf(childOf(node, 'title')) ?? id, clauses: clausesOf(node), readings: [...uses.readings], span });
  }

  #span(node: TextNode, keySpan: MapEntry['keySpan'], id: string, uses: Uses): WindowSpan | undefined {
    const { diagnostics } = this.#context;
    const combined = combinations.filter((key) => entryOf(node, key) !== undefined);
    const [kind] = combined;
    if (kind === undefined) {
      const at = numberFactOf(childOf(node, 'at'), this.#context.facts);
      if (at !== undefined) return buildNumberSpan(node, keySpan, at, this.#context);
      return new TimeSpanBuilder(node, keySpan, this.#judgedByDefault, this.#context, this.calendars).build();
    }
    const stranger = entriesOf(node).find(({ key }) => key !== kind && (timeKeys.includes(key) || combinations.some((other) => other === key)));
    if (stranger !== undefined) {
      diagnostics.add('window-parts', stranger.keySpan, `\`${stranger.key}\` does not go with \`${kind}\``);
      return undefined;
    }
    return kind === 'choose' ? this.#choose(node, id, uses) : { kind, of: this.#members(childOf(node, kind)) };
  }

  #members(list: TextNode | undefined): readonly string[] {
    const names = itemsOf(list).map((item) => this.#context.names.resolve(item, 'window'));
    // Their order says nothing, and is not to reach the digest.
    return [...new Set(names.filter((name) => name !== undefined))].sort();
  }

  #choose(node: TextNode, id: string, uses: Uses): CombinedSpan | undefined {
    const { diagnostics, names } = this.#context;
    const { branches, ends } = readChoose(node, 'window', diagnostics);
    const chosen = branches.flatMap((branch) => {
      const window = names.resolve(branch.chosen, 'window');
      return window === undefined ? [] : [{ when: this.#condition(branch.when, id, uses), window }];
    });
    const [otherwise] = ends.map((end) => names.resolve(end, 'window'));
    return otherwise === undefined ? undefined : { kind: 'choose', branches: chosen, otherwise };
  }

  #condition(when: TextNode | undefined, id: string, uses: Uses): Condition {
    const own = noUses();
    const condition = this.#context.conditions.build(when, own, id);
    for (const window of own.windows) {
      const place = when === undefined ? this.#root.span : (keySpanWithin(when, window) ?? when.span);
      this.#context.diagnostics.add('wrong-kind', place, window, 'window', 'fact, term or reading', []);
    }
    refuseDerivedFacts(when, own, this.#context.facts, this.#context.diagnostics);
    for (const reading of own.readings) uses.readings.add(reading);
    for (const fact of own.facts) uses.facts.add(fact);
    return condition;
  }

  /** Windows that lean on themselves, and those that put together what is judged by different facts. */
  checkCombinations(): void {
    const entries = entriesOf(childOf(this.#root, 'windows'));
    for (const { key } of entries) this.#stepsBelow(key, []);
    // To look from each window down a chain without bound would take too long.
    if (this.#isCut) return;
    for (const entry of entries) {
      const window = this.windows.get(entry.key);
      if (window === undefined) continue;
      if (window.span.kind !== 'time' && window.span.kind !== 'number') this.#checkJudged(entry);
      else if (window.span.kind === 'time' && window.span.from.kind === 'end-of') this.#checkHasTime(entry, window.span.from.window);
    }
  }

  readonly #steps = new Map<string, number>();
  #isCut = false;

  /** How deep a window leans on others. A circle, and a way that is too deep, is reported once and cut where it is found. */
  #stepsBelow(id: string, way: readonly string[]): number {
    const window = this.windows.get(id);
    const known = window === undefined ? 0 : this.#steps.get(id);
    if (known !== undefined || window === undefined) return known ?? 0;
    if (way.includes(id)) return this.#cut('cycle', id, way.slice(way.indexOf(id)));
    if (way.length >= maximumSteps) return this.#cut('chain-too-long', id, way);
    const below = windowsWithin(window).map((inner) => this.#stepsBelow(inner, [...way, id]) + 1);
    const steps = below.reduce((most, one) => Math.max(most, one), 0);
    this.#steps.set(id, steps > maximumSteps ? this.#cut('chain-too-long', id, way) : steps);
    return this.#steps.get(id) ?? 0;
  }

  #cut(code: 'cycle' | 'chain-too-long', id: string, circle: readonly string[]): number {
    this.#isCut = true;
    const span = entryOf(childOf(this.#root, 'windows'), id)?.keySpan ?? this.#root.span;
    if (code === 'cycle') this.#context.diagnostics.add(code, span, circle);
    else this.#context.diagnostics.add(code, span, id, String(maximumSteps));
    return 0;
  }

  #checkJudged({ key: id, keySpan }: MapEntry): void {
    const judged = new Set(this.#membersOf(id).flatMap(({ span }) => (span.kind === 'time' ? [span.at] : [])));
    const [first, second] = judged;
    if (first !== undefined && second !== undefined) this.#context.diagnostics.add('judged-differently', keySpan, id, first, second);
  }

  /** What a window puts together, down to windows of time and numbers; each once, as combinations can share theirs many times over. */
  #membersOf(id: string): readonly Window[] {
    return windowsFrom(id, this.windows, (window) => (window.span.kind === 'time' || window.span.kind === 'number' ? [] : windowsWithin(window)));
  }

  #checkHasTime({ key: id, value }: MapEntry, base: string): void {
    if (hasTime(base, this.windows)) return;
    const node = childOf(childOf(value, 'from'), 'end-of');
    this.#context.diagnostics.add('window-without-time', node?.span ?? value.span, base, id);
  }
}

/** Whether a window has instants: it is no number, and not made of numbers alone. One that is wrong itself may well have been meant so. */
export function hasTime(id: string, windows: ReadonlyMap<string, Window>): boolean {
  const behind = windowsBehind(id, windows);
  const isWhole = windows.has(id) && behind.every((window) => windowsWithin(window).every((inner) => windows.has(inner)));
  return !isWhole || behind.some(({ span }) => span.kind === 'time');
}

/** Whether a window has to do with numbers. */
export function hasNumbers(id: string, windows: ReadonlyMap<string, Window>): boolean {
  return windowsBehind(id, windows).some(({ span }) => span.kind === 'number');
}
