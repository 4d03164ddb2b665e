/** What the public API adds on Node: policies from files. */
export { loadPolicyFile } from './store/load-policy-file.ts';
export { openPolicies, type Policies, type PolicyVersion } from './store/open-policies.ts';
export type { Standing } from './store/policy-versions.ts';
