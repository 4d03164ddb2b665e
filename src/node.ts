/** What the public API adds on Node: policies from files. */
export { loadPolicyFile } from './store/load-policy-file.ts';
