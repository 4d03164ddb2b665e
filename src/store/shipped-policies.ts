import { fileURLToPath } from 'node:url';

/** The folder of the policies and calendars that come with the program. */
export const shippedPolicies: string = fileURLToPath(new URL('../../policies', import.meta.url));
