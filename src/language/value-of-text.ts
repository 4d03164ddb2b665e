/**
 * What the words of a value mean where only text can be written, such as an option or a cell of a table. What is no value of the type stays
 * a text, and is refused with the request.
 * @param type the type of the fact; undefined where there is no such fact
 * @param separator what stands between the values of a list
 */
export function valueOfText(text: string, type: string | undefined, separator: ',' | '|'): unknown {
  if (text === 'null') return null;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  if (type === 'integer') return /^-?(0|[1-9][0-9]{0,14})$/.test(text) ? Number(text) : text;
  if (type === 'periods') return periodsOf(text, separator);
  if (type === 'set' || type === 'instants' || type === 'dates') return text === '' || text === '[]' ? [] : text.split(separator);
  return text;
}

/** Periods as `from..to` or, while one lasts, `from..`. */
function periodsOf(text: string, separator: string): unknown {
  if (text === '' || text === '[]') return [];
  return text.split(separator).map((period) => {
    const [from = '', to = ''] = period.split('..');
    return to === '' ? { from } : { from, to };
  });
}
