/** What phrases are said with, by their path, where blanks do not fit: one list of arguments for each way to say it. */
export type Calls = Readonly<Record<string, readonly (readonly unknown[])[]>>;

/**
 * Every phrase of a catalogue, by its path: `intro.reminder`. A phrase that is a function is said with blanks (`□`), or
 * as `calls` tell; with several calls each is a phrase of its own: `enrichment.fault.0`.
 */
export function phrasesOf(catalogue: object, calls: Calls = {}): ReadonlyMap<string, string> {
  const phrases = new Map(leaves(catalogue, [], calls));
  const unused = Object.keys(calls).filter((path) => !phrases.has(path) && !phrases.has(`${path}.0`));
  if (unused.length > 0) throw new Error(`no phrases: ${unused.join(', ')}`);
  return phrases;
}

function leaves(node: unknown, path: readonly string[], calls: Calls): [string, string][] {
  const name = path.join('.');
  if (typeof node === 'string') return [[name, node]];
  if (typeof node === 'function') {
    const given = calls[name] ?? [[BLANK, BLANK, BLANK, BLANK]];
    return given.map((args, at) => [
      given.length === 1 ? name : `${name}.${at}`,
      String((node as (...args: readonly unknown[]) => unknown)(...args)),
    ]);
  }
  if (typeof node !== 'object' || node === null) throw new Error(`${name} is no phrase`);
  return Object.entries(node).flatMap(([key, value]) => leaves(value, [...path, key], calls));
}

/** Stands for whatever a phrase is given: a text, a number, a list, an object of them. */
const BLANK: unknown = new Proxy(() => BLANK, {
  get: (_target, key) => {
    if (key === Symbol.toPrimitive) return (hint: string) => (hint === 'number' ? 7 : '□');
    if (key === Symbol.iterator) return [][Symbol.iterator];
    return key === 'toString' || key === 'padEnd' ? () => '□' : BLANK;
  },
});
