/** The parameter `size` of a list call: 10 by default, 100 at most; undefined for anything else. */
export function readSize(text = '10'): number | undefined {
  const size = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return size >= 1 && size <= 100 ? size : undefined;
}

/** The parameter `states` of a list call; undefined when it holds a word that is no state. */
export function readStates(text = 'All'): ReadonlySet<string> | 'all' | undefined {
  const words = text.split(',');
  if (words.some((word) => !STATES.has(word))) return undefined;
  return words.includes('All') ? 'all' : new Set(words);
}

const STATES: ReadonlySet<string> = new Set([
  'All',
  'Submitted',
  'Running',
  'Success',
  'Failed',
  'Pause',
  'Cancel',
]);
