import { testsOf } from './condition.ts';
import type { TimeSpan, Window, WindowEvent } from './policy.ts';

/** The facts of a window's event; none where it is fixed or the end of another window. */
export function factsOfEvent(event: WindowEvent): readonly string[] {
  switch (event.kind) {
    case 'fact':
      return [event.fact];
    case 'first-of':
    case 'last-of':
      return event.facts;
    case 'fixed':
    case 'end-of':
      return [];
  }
}

/** Facts besides those of the event that a time window's end depends on. */
export function factsOfLength({ calendar, pauses }: TimeSpan): readonly string[] {
  return [...(calendar?.kind === 'by-fact' ? [calendar.fact] : []), ...(pauses === null ? [] : [pauses])];
}

/** The windows that a window is made of or follows. */
export function windowsWithin({ span }: Window): readonly string[] {
  switch (span.kind) {
    case 'time':
      return span.from.kind === 'end-of' ? [span.from.window] : [];
    case 'number':
      return [];
    case 'later-of':
    case 'earlier-of':
      return span.of;
    case 'choose':
      return [...span.branches.map((branch) => branch.window), span.otherwise];
  }
}

function ownFacts({ span }: Window): readonly string[] {
  switch (span.kind) {
    case 'time':
      return [...factsOfEvent(span.from), span.at, ...factsOfLength(span)];
    case 'number':
      return span.from === null ? [span.at] : [span.from, span.at];
    case 'later-of':
    case 'earlier-of':
      return [];
    case 'choose':
      return span.branches.flatMap(({ when }) => testsOf(when).flatMap((test) => (test.kind === 'window' ? [] : [test.fact])));
  }
}

/** Every window that a window leans on, itself included, each once. */
export function windowsBehind(id: string, windows: ReadonlyMap<string, Window>): readonly Window[] {
  return windowsFrom(id, windows, windowsWithin);
}

/** Every window that one leads to by steps from window to window, itself included, each once. A chain of them may be longer than a call stack. */
export function windowsFrom(id: string, windows: ReadonlyMap<string, Window>, next: (window: Window) => readonly string[]): readonly Window[] {
  const names = new Set([id]);
  const found: Window[] = [];
  // A set that grows while it is walked is walked to its end.
  for (const name of names) {
    const window = windows.get(name);
    if (window === undefined) continue;
    found.push(window);
    for (const inner of next(window)) names.add(inner);
  }
  return found;
}

/** Every fact that a window's state depends on, each once. */
export function factsOfWindow(id: string, windows: ReadonlyMap<string, Window>): readonly string[] {
  return [...new Set(windowsBehind(id, windows).flatMap(ownFacts))];
}
