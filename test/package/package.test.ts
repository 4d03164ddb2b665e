/**
 * The package as its users get it: packed, installed into an empty project, imported, run, compiled against, and bundled for a
 * browser. `dist` must be built; installing asks the registry for what is not in npm's cache.
 */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { rolldown } from 'rolldown'; // comes with vitest
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { pathOf1688, textOf1688 } from '../support/read-policy-document.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const project = temporaryFolder({
  'package.json': JSON.stringify({ name: 'customer', private: true, type: 'module' }),
  'request.json': readFileSync(pathOf1688('requests/return-in-time.json')),
});
const installed = join(project.path, 'node_modules', 'recourse');
afterAll(project.remove);

async function run(command: string, args: readonly string[], cwd: string = project.path): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' },
    maxBuffer: 1e7,
  });
  return stdout;
}

beforeAll(async () => {
  // Packing would build `dist` anew, while other tests run what is in it.
  const packed = JSON.parse(await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project.path], root)) as readonly {
    readonly filename: string;
  }[];
  const [tarball] = packed;
  if (tarball === undefined) throw new Error('nothing was packed');
  await run('npm', ['install', join(project.path, tarball.filename), '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts']);
}, 300_000);

describe('what is in it', () => {
  const files = (): readonly string[] => readdirSync(installed, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));

  test('what users need', () => {
    expect(files()).toEqual(
      expect.arrayContaining([
        'package.json',
        'README.md',
        'LICENSE',
        'dist/index.js',
        'dist/index.d.ts',
        'dist/node.js',
        'dist/node.d.ts',
        'dist/cli/main.js',
        'dist/cli/licences.txt',
        'dist/ahead-of-time/runtime.bundle.js',
        'schema/policy.schema.json',
        'schema/cases.schema.json',
        'schema/calendar.schema.json',
        'schema/decision.schema.json',
        'policies/README.md',
        'policies/1688order-after-sales/v1.policy.yaml',
        'policies/1688order-after-sales/v1.cases.yaml',
        'policies/calendars/germany.calendar.yaml',
        'policies/calendars/italy.calendar.yaml',
      ]),
    );
  });

  test('and nothing else', () => {
    const known = /^(package\.json|README\.md|LICENSE|(dist|schema|policies)(\/|$))/;
    const strange = files().filter((path) => !known.test(path) || /(^|\/)(test|src|node_modules)(\/|$)|\.test\.|\.bench\.|\.mjs$|\.map$/.test(path));
    expect(strange).toEqual([]);
    expect(files().filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))).toEqual([]);
  });

  test('every path that package.json names is there', () => {
    const { bin, exports } = packageFile;
    const named = [bin.recourse, exports['.'].types, exports['.'].default, exports['./node'].types, exports['./node'].default].map((path) =>
      path.replace(/^\.\//, ''),
    );
    expect(named.filter((path) => !files().includes(path))).toEqual([]);
  });
});

test('it is imported, and decides', async () => {
  writeFileSync(
    join(project.path, 'decide.js'),
    `import { readFileSync } from 'node:fs';
     import { fileURLToPath, pathToFileURL } from 'node:url';
     import { renderDecision } from 'recourse';
     import { loadPolicyFile } from 'recourse/node';
     import schema from 'recourse/schema/decision.schema.json' with { type: 'json' };
     const folder = new URL('./node_modules/recourse/policies/1688order-after-sales/', import.meta.url);
     const loaded = await loadPolicyFile(fileURLToPath(new URL('v1.policy.yaml', folder)));
     if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
     const evaluation = await loaded.policy.evaluate(JSON.parse(readFileSync('request.json', 'utf8')));
     if (!evaluation.ok) throw new Error(JSON.stringify(evaluation.problems));
     const { outcome, totals } = evaluation.decision;
     const isShown = renderDecision(evaluation.decision, loaded.policy.core).includes('24.50 CNY');
     process.stdout.write(JSON.stringify({ title: schema.title, outcome, charges: totals.CNY.charges, isShown }));`,
  );
  expect(JSON.parse(await run(process.execPath, ['--no-warnings', 'decide.js']))).toEqual({
    title: 'Decision',
    outcome: 'accepted',
    charges: { kind: 'exact', value: '24.50' },
    isShown: true,
  });
});

test('what is not exported cannot be imported', async () => {
  for (const path of ['dist/policy/policy.js', 'dist/cli/main.js', 'cli']) {
    await expect(run(process.execPath, ['--input-type=module', '-e', `await import('recourse/${path}')`])).rejects.toThrow('ERR_PACKAGE_PATH_NOT_EXPORTED');
  }
});

test('its command runs, with the policy that comes with it', async () => {
  const receipt = await run('npx', ['--no-install', 'recourse', 'evaluate', '1688order-after-sales', '--request', 'request.json', '--format', 'json']);
  expect(JSON.parse(receipt)).toMatchObject({ policy: '1688order-after-sales', version: 1, outcome: 'accepted' });
  expect(await run('npx', ['--no-install', 'recourse', '--version'])).toBe(`${packageFile.version}\n`);
  expect(await run('npx', ['--no-install', 'recourse', 'test', 'node_modules/recourse/policies'])).toMatch(/^(\d+) of \1 cases passed\n$/);
});

test('it writes a module that decides without it', async () => {
  await run('npx', ['--no-install', 'recourse', 'compile', '1688order-after-sales@1', '--out', 'generated']);
  const module = pathToFileURL(join(project.path, 'generated/1688order-after-sales.v1.mjs')).href;
  const { decide } = (await import(module)) as { readonly decide: (request: unknown) => unknown };
  const request: unknown = JSON.parse(readFileSync(join(project.path, 'request.json'), 'utf8'));
  expect(decide(request)).toMatchObject({ ok: true, decision: { outcome: 'accepted', totals: { CNY: { charges: { value: '24.50' } } } } });
});

test('its types hold, checked strictly and with nothing else installed', async () => {
  const type = await run('npx', ['--no-install', 'recourse', 'facts', '1688order-after-sales', '--format', 'typescript']);
  writeFileSync(join(project.path, 'request.ts'), type);
  writeFileSync(
    join(project.path, 'use.ts'),
    `import { diagnosticCodes, loadPolicy, renderDecision, renderDiagnostics, renderExplanation } from 'recourse';
import type { CalendarDocument, CasesDocument, Charge, Decision, Diagnostic, Evaluation, Explained, FactFetch, JsonSchema, LibraryTexts, Loaded, Outcome, Policy, PolicyDocument, RequestProblem } from 'recourse';
import { loadPolicyFile } from 'recourse/node';
import type { Request } from './request.ts';

const skus: FactFetch = async () => 3;
const request: Request = { stage: 'in-warehouse', action: 'return', skus: 2, shippingToSeller: '8.00', evidence: { invoice: 'provided' } };

export async function decide(policy: Policy): Promise<{ readonly outcome: Outcome; readonly fees: readonly string[] } | readonly RequestProblem[]> {
  const evaluation: Evaluation = await policy.evaluate({ ...request, skus }, { alternatives: true });
  if (!evaluation.ok) return evaluation.problems;
  const { outcome, charges }: Decision = evaluation.decision;
  const feeOf = ({ amount }: Charge): string => (amount.kind === 'exact' ? amount.value : amount.kind);
  const text: string = renderDecision(evaluation.decision, policy.core);
  return { outcome, fees: [...charges.map(feeOf), text] };
}

export async function load(): Promise<readonly Diagnostic[]> {
  const loaded: Loaded = await loadPolicyFile('v1.policy.yaml', { readings: { clock: 'sixty-minutes' } });
  if (!loaded.ok) return loaded.diagnostics;
  const explained: Explained = await loaded.policy.explain(request as Record<string, unknown>);
  const schema: JsonSchema = loaded.policy.requestSchema;
  const texts: readonly string[] = [renderDiagnostics(loaded.diagnostics), explained.ok ? renderExplanation(explained.explanation) : '', ...Object.keys(schema), ...diagnosticCodes];
  const library: LibraryTexts = { calendars: { shop: 'language: 1' } };
  return texts.length > 0 ? loadPolicy('language: 1', { library }).diagnostics : [];
}

// @ts-expect-error a fact that the policy does not have
export const wrong: Request = { piece: 1 };
// @ts-expect-error a language that there is not
export const document: PolicyDocument | CasesDocument | CalendarDocument = { language: 2 };
`,
  );
  const options = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    module: 'nodenext',
    target: 'es2023',
    lib: ['es2023'],
    types: [],
    noEmit: true,
    allowImportingTsExtensions: true,
  };
  writeFileSync(join(project.path, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['use.ts'] }));
  const compiled = await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project.path]).catch((error: unknown) =>
    String(Object(error).stdout ?? error),
  );
  expect(compiled).toBe('');
});

describe('in a browser', () => {
  /** What a page has and a policy may need; neither `process` nor `require`. */
  const page = { URL, TextEncoder, TextDecoder, setTimeout, clearTimeout, console };

  test('a module that is compiled ahead of time decides, where code may not be made of text', async () => {
    await run('npx', ['--no-install', 'recourse', 'compile', '1688order-after-sales@1', '--out', 'page']);
    const module = readFileSync(join(project.path, 'page/1688order-after-sales.v1.mjs'), 'utf8').replaceAll(/^export const /gm, 'const ');
    const context = createContext({ request: readFileSync(join(project.path, 'request.json'), 'utf8') }, { codeGeneration: { strings: false, wasm: false } });
    const shown: unknown = runInContext(`(() => {\n${module}\nreturn typeof process + JSON.stringify(decide(JSON.parse(request)));\n})()`, context);
    expect(shown).toMatch(/^undefined\{"ok":true,"decision":\{[^]*"outcome":"accepted"/);
  });

  test('it is bundled without anything of Node, and decides', async () => {
    const complaints: string[] = [];
    const bundle = await rolldown({ input: join(installed, 'dist/index.js'), platform: 'browser', onLog: (_, log) => void complaints.push(log.message) });
    const { output } = await bundle.generate({ format: 'iife', name: 'recourse' });
    expect(complaints).toEqual([]);
    expect(output).toHaveLength(1);
    const context = createContext({ ...page, text: textOf1688, request: readFileSync(join(project.path, 'request.json'), 'utf8') });
    runInContext(output[0].code, context);
    const shown: unknown = await runInContext(
      `(async () => {
         const loaded = recourse.loadPolicy(text);
         const evaluation = await loaded.policy.evaluate(JSON.parse(request), { alternatives: true });
         return typeof process + typeof require + recourse.renderDecision(evaluation.decision, loaded.policy.core);
       })()`,
      context,
    );
    expect(shown).toMatch(/^undefinedundefinedReturns, exchanges and claims[^]*ACCEPTED[^]*24\.50 CNY[^]*Instead/);
  }, 60_000);
});
