import { Option } from 'commander';

/** Gathers an option that may be given several times. */
export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** `--format` with its choices; the first is the default. */
export function formatOption(...formats: readonly string[]): Option {
  return new Option('--format <format>', 'how the result is written').choices(formats).default(formats[0]);
}

/** `--policies`, where policies are found by their ids. */
export function policiesOption(): Option {
  return new Option('--policies <folder>', 'where policies are found by id (default: policies/ here, then those that come with the program)');
}
