/** Compiled policies where something is unusual: no code may be generated, texts are hostile, callers come back while a request is read. */
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { rolldown } from 'rolldown'; // comes with vitest
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Compiled } from '../../../src/engines/compiled/compiled-policy.ts';
import { compilePolicy } from '../../../src/engines/compiled/compile-policy.ts';
import { compile } from '../../../src/policy/compile.ts';
import type { Policy, Request } from '../../../src/policy/policy.ts';
import { loadPolicy } from '../../../src/policy/policy.ts';
import { compileAhead } from '../../support/ahead-of-time.ts';
import { load } from '../../support/load.ts';
import { textOf1688 } from '../../support/read-policy-document.ts';
import { smallPolicy, smallRequest } from '../../support/small-policy.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const policy1688 = load(textOf1688);
const request1688 = {
  stage: 'in-warehouse',
  action: 'exchange',
  appliedAt: '2026-03-10T14:20:00+08:00',
  inStockAt: '2026-03-09T10:05:00+08:00',
  issue: 'wrong-size',
  orderedThroughPlatform: true,
  skus: 3,
  skusThisMonth: 14,
  shippingToSeller: '8.00',
  shippingFromSeller: '6.50',
};

/** Enough times that code is generated where it may be. */
const often = 40;

/** What `Function` is asked to make code of, while something is done. */
function sourcesOf(act: () => void): readonly string[] {
  const sources: string[] = [];
  const { Function: real } = globalThis;
  const spy = function spy(...texts: readonly string[]): unknown {
    sources.push(texts.at(-1) ?? '');
    return Reflect.construct(real, texts);
  };
  vi.stubGlobal('Function', spy);
  act();
  vi.unstubAllGlobals();
  return sources;
}

async function expectAlike(policy: Policy, request: Request): Promise<void> {
  const evaluation = JSON.stringify(await policy.evaluate(request));
  for (const decide of [compile(policy), compile(policy, { codegen: false }), compileAhead(policy)]) {
    for (let time = 0; time < often; time += 1) decide.outcome(request);
    expect(JSON.stringify(decide(request))).toBe(evaluation);
  }
}

describe('usual requests are decided by the compiled engine itself', () => {
  test.each<[string, Policy, Request]>([
    ['of 1688order', policy1688, request1688],
    ['with a remedy that is not told', policy1688, { stage: 'delivered' }],
    ['of a shop', load(smallPolicy()), smallRequest],
  ])('%s', async (_name, policy, request) => {
    const compiled = compilePolicy(policy.core, { codegen: true });
    const evaluation = await policy.evaluate(request);
    expect(compiled?.decide(request, false)).toEqual(evaluation.ok ? evaluation.decision : undefined);
    expect(compiled?.outcome(request)).toBeDefined();
  });
});

describe('code', () => {
  test('is generated for what is asked often, and never where that is not wanted', () => {
    const made = (codegen: boolean): readonly string[] =>
      sourcesOf(() => {
        const decide = compile(policy1688, { codegen });
        for (let time = 0; time < often; time += 1) decide.outcome(request1688);
      }).filter((source) => source.startsWith('"use strict"; const c') || source.startsWith('"use strict";\nconst c'));
    expect(made(true)).toHaveLength(1);
    expect(made(false)).toEqual([]);
  });

  test('is put together from a few words and numbers: no text of a policy is in it', () => {
    const compiled = compilePolicy(policy1688.core, { codegen: true });
    const sources = sourcesOf(() => {
      for (let time = 0; time < often; time += 1) compiled?.outcome(request1688);
    });
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) {
      const words = new Set(source.replace('"use strict";', '').match(/[A-Za-z_$][A-Za-z_$0-9]*/g));
      const known = 'const let return function if else true false c n w t d f J T W codes numbers states truths told'.split(' ');
      expect([...words].filter((word) => !known.includes(word) && !/^g[0-9]+$/.test(word))).toEqual([]);
      expect(source.replace('"use strict";', '')).toMatch(/^[\w\s.,;=<>?:&|()[\]{}!]*$/);
    }
  });

  test('is done without where making it throws', () => {
    const [expected] = [JSON.stringify(compile(policy1688)(request1688))];
    const policy = load(textOf1688);
    const decideBefore = compile(policy, { codegen: false });
    vi.stubGlobal('Function', () => {
      throw new EvalError('refused');
    });
    const compiled = compilePolicy(policy.core, { codegen: true });
    for (let time = 0; time < often; time += 1) expect(JSON.stringify({ ok: true, decision: compiled?.decide(request1688, false) })).toBe(expected);
    expect(decideBefore({ stage: 'nowhere' }).ok).toBe(false);
  });

  test('is done without where V8 forbids it', async () => {
    const path = fileURLToPath(new URL('../../../src/engines/compiled/compile-policy.ts', import.meta.url));
    const bundle = await rolldown({ input: path, logLevel: 'silent' });
    const { output } = await bundle.generate({ format: 'iife', name: 'engine' });
    const context = createContext({}, { codeGeneration: { strings: false, wasm: false } });
    runInContext(`${output[0].code}; globalThis.engine = engine;`, context);
    expect(() => runInContext('new Function("return 1")', context)).toThrow('Code generation from strings disallowed');
    const { engine } = context as { readonly engine: { readonly compilePolicy: typeof compilePolicy } };
    const compiled: Compiled | undefined = engine.compilePolicy(policy1688.core, { codegen: true });
    for (let time = 0; time < often; time += 1) compiled?.outcome(request1688);
    const decided = compile(policy1688)(request1688);
    expect(JSON.stringify(compiled?.decide(request1688, false))).toBe(JSON.stringify(decided.ok ? decided.decision : undefined));
  });
});

const hostile = [
  '`+process.exit(1)+`',
  "'; process.exit(1); //",
  '*/ process.exit(1) /*',
  '\u2028process.exit(1)\u2029',
  '</script>',
  '__proto__',
  '\\',
  '"',
  'constructor',
];

describe('hostile texts in a policy reach decisions as they are', () => {
  test.each(hostile)('%j', async (text) => {
    const loaded = loadPolicy(
      smallPolicy()
        .replace('Too late.', JSON.stringify(text))
        .replace('title: Two weeks', `title: ${JSON.stringify(text)}`)
        .replace('The seal is broken.', JSON.stringify(text)),
    );
    if (!loaded.ok) throw new Error('this policy is valid');
    await expectAlike(loaded.policy, smallRequest);
    await expectAlike(loaded.policy, { ...smallRequest, appliedAt: '2030-03-10T14:20:00+08:00', sealed: false });
  });

  test.each(['length', 'name', 'eval', 'arguments', 'let', 'this', 'f', 'c', 'g1'])('a fact with the name %s', async (name) => {
    const policy = load(
      smallPolicy().replaceAll('pieces', name).replaceAll('sealed:', `${name}Sealed:`).replaceAll('[return, exchange]', `[return, exchange, ${name}]`),
    );
    const { pieces, sealed, ...rest } = smallRequest;
    await expectAlike(policy, { ...rest, [name]: pieces, [`${name}Sealed`]: sealed });
    await expectAlike(policy, { ...rest, [`${name}Sealed`]: sealed });
    await expectAlike(policy, { ...rest, action: name, [name]: pieces });
  });
});

describe('hostile callers', () => {
  test('who ask for another decision while their request is read get both', () => {
    const decide = compile(policy1688);
    const other = { stage: 'returned-domestic', action: 'reshipment', appliedAt: '2026-03-10T14:20:00+08:00' };
    const inner: unknown[] = [];
    const request = {
      ...request1688,
      get skus(): number {
        inner.push(decide.outcome(other), decide(other));
        return 3;
      },
    };
    expect(decide(request)).toEqual(decide(request1688));
    expect(inner.slice(0, 2)).toEqual([decide.outcome(other), decide(other)]);
  });

  test.each<[string, unknown]>([
    [
      'a getter that throws',
      Object.defineProperty({ ...request1688 }, 'skus', {
        enumerable: true,
        get: () => {
          throw new Error('no');
        },
      }),
    ],
    [
      'a proxy that throws',
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('no');
          },
        },
      ),
    ],
    ['a revoked proxy', revoked()],
    ['a request with a strange tag', { ...request1688, [Symbol.toStringTag]: 'Map' }],
    ['a class of their own', Object.assign(Object.create({ stage: 'delivered' }) as object, request1688)],
    ['inherited facts', Object.create(request1688)],
    ['evidence that is a list', { ...request1688, evidence: ['invoice'] }],
    [
      'evidence with a getter that throws',
      {
        ...request1688,
        evidence: {
          get invoice(): string {
            throw new Error('no');
          },
        },
      },
    ],
    ['a list of a million', { ...request1688, skus: Array.from({ length: 1_000_000 }) }],
    ['nothing at all', undefined],
    ['a number', 7],
  ])('%s: what is said is what the engine says', async (_name, request) => {
    const evaluation = JSON.stringify(await policy1688.evaluate(request as Request));
    for (const decide of [compile(policy1688), compile(policy1688, { codegen: false }), compileAhead(policy1688)])
      expect(JSON.stringify(decide(request as Request))).toBe(evaluation);
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

test("what a decision holds is the caller's own: changing it changes no later one", () => {
  const decide = compile(policy1688);
  const first = decide(request1688);
  const before = JSON.stringify(first);
  if (first.ok) Object.assign(first.decision.charges[0] ?? {}, { title: 'changed' });
  if (first.ok) Object.assign(first.decision.totals['CNY'] ?? {}, { net: null });
  expect(JSON.stringify(decide(request1688))).toBe(before);
});
