// Adds to package-lock.json the platform packages that a registry did not offer when the lock was written. npm leaves such optional packages
// out of the lock and then refuses the lock as incomplete. `npm run lock` adds them; with --check it only says whether any is missing.
import { readFileSync, writeFileSync } from 'node:fs';

const path = new URL('../../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(path, 'utf8'));

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const processors = ['arm64', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'arm'];

/** What a platform package's name says of the machines that it is for. */
function platformOf(name) {
  const parts = name.split('/').at(-1).split('-');
  const libc = parts.some((part) => part.startsWith('musl')) ? 'musl' : parts.some((part) => part.startsWith('gnu')) ? 'glibc' : undefined;
  return {
    cpu: [processors.find((cpu) => parts.includes(cpu))],
    ...(libc === undefined ? {} : { libc: [libc] }),
    os: [systems.find((os) => parts.includes(os))],
  };
}

const missing = Object.entries(lock.packages).flatMap(([owner, { dev, optionalDependencies = {} }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => lock.packages[`node_modules/${name}`] === undefined && lock.packages[`${owner}/node_modules/${name}`] === undefined)
    .map(([name, version]) => [`node_modules/${name}`, { version, ...(dev === true ? { dev } : {}), optional: true, ...platformOf(name) }]),
);

if (missing.length > 0 && process.argv.includes('--check')) {
  console.error(`package-lock.json lacks ${missing.length} optional packages: run \`npm run lock\``);
  process.exitCode = 1;
} else if (missing.length > 0) {
  const [[root, self], ...others] = Object.entries(lock.packages);
  const sorted = [...others, ...missing].sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries([[root, self], ...sorted]) }, null, 2)}\n`);
}
