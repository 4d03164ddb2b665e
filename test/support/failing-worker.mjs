/** A thread that decides nothing: what it does instead is up to the first line of its batch. */
export function decideBatch({ bytes, records }) {
  const [first] = records;
  const order = new TextDecoder().decode(bytes.subarray(first.start, first.end));
  if (order === 'exit') process.exit(3);
  if (order === 'throw') throw new Error('broken on purpose');
  return { output: bytes, decided: records.length, bad: [], lines: records.length };
}
