import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { type EvaluateOptions, type LoadOptions, loadPolicy, type Policy, type Request } from '../../src/policy/policy.ts';
import { testLibrary } from './arbitrary-policy.ts';
import type { Decision } from '../../src/model/generated/decision.ts';

/** A policy that must be valid; what is wrong with it is the error. It finds the calendars of generated policies. */
export function load(text: string, options: LoadOptions = {}): Policy {
  const loaded = loadPolicy(text, { library: testLibrary, ...options });
  if (!loaded.ok) throw new Error(loaded.diagnostics.map((diagnostic) => `${diagnostic.start.line}: ${diagnostic.message}`).join('\n'));
  return loaded.policy;
}

/** The decision about a request that must be valid. */
export async function decisionOf(policy: Policy, request: Request, options: EvaluateOptions = {}): Promise<Decision> {
  const evaluation = await policy.evaluate(request, options);
  if (!evaluation.ok) throw new Error(JSON.stringify(evaluation.problems));
  return evaluation.decision;
}

const schema = JSON.parse(readFileSync(new URL('../../schema/decision.schema.json', import.meta.url), 'utf8')) as object;
const validate: ValidateFunction = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);

/** What `schema/decision.schema.json` finds wrong with a decision; nothing, as a rule. */
export function schemaErrorsOf(decision: unknown): readonly string[] {
  return validate(decision) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}
