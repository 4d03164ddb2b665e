/** Modules as `recourse compile` writes them, evaluated in place. The program must be built: the runtime in them is the bundled one. */
import { readFileSync } from 'node:fs';
import { renderModule } from '../../src/ahead-of-time/render-module.ts';
import type { Decide } from '../../src/policy/decide-compiled.ts';
import type { Policy } from '../../src/policy/policy.ts';

let runtime: string | undefined;

/** The text of a policy's module. */
export function moduleTextOf(policy: Policy): string {
  runtime ??= readFileSync('dist/ahead-of-time/runtime.bundle.js', 'utf8');
  return renderModule(policy.core, runtime, 'test');
}

/** What decides in a policy's module. A function of its text is collected when it is not needed any more; an imported module never is. */
export function compileAhead(policy: Policy): Decide {
  const body = moduleTextOf(policy).replaceAll(/^export const /gm, 'const ');
  return new Function(`'use strict';\n${body}\nreturn decide;`)() as Decide;
}
