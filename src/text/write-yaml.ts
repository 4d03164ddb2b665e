import { Document, isCollection, isScalar, type Node, Scalar, visit } from 'yaml';
import { needsQuotes } from './read-yaml.ts';

/** What can be written as YAML. Entries of a map stand in its order. */
export type YamlValue = string | number | boolean | null | readonly YamlValue[] | YamlMap;
export type YamlMap = ReadonlyMap<string, YamlValue>;

/** Lists and maps that fit in so many characters stand in one line. */
const shortLine = 120;

/**
 * Writes a map so that `readYaml` reads the same from it, whatever its texts are: each entry on lines of its own, short lists and maps in one.
 * @param indent how many spaces stand before each line
 */
export function writeYaml(value: YamlMap, indent = 0): string {
  const document = new Document(value, { version: '1.2', schema: 'core', aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, scalar) => quoteOdd(scalar),
    Collection: (_, collection) => {
      if (collection !== document.contents && lengthOf(collection) <= shortLine) collection.flow = true;
    },
  });
  const text = document.toString({ lineWidth: 0, indent: 2, directives: false });
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(indent));
}

/** What the reader, or a person, would take for a number or a word of its own stands in quotes; so does what is longer than a line. */
function quoteOdd(scalar: Scalar): void {
  if (typeof scalar.value === 'string' && (needsQuotes(scalar.value) || /^[0-9.]+$|[\n\r\t]/.test(scalar.value))) scalar.type = Scalar.QUOTE_DOUBLE;
}

/** About how long a node is on one line. */
function lengthOf(node: unknown): number {
  if (isScalar(node)) return String(node.value).length + 2;
  if (!isCollection(node)) return 0;
  return (node.items as readonly (Node | { readonly key: unknown; readonly value: unknown })[]).reduce(
    (sum, item) => sum + 2 + ('key' in item ? lengthOf(item.key) + lengthOf(item.value) : lengthOf(item)),
    4,
  );
}
