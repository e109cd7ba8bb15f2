import { visibleText } from '../../platform/text/visible-text.ts';

/**
 * Quotes a value for a command line that a person will paste into a shell. So a job id or a state from the API is one
 * argument and nothing else. For POSIX shells; plain words stay unquoted.
 */
export function shellWord(value: string): string {
  const word = visibleText(value);
  if (/^[\w@%+=:,./][\w@%+=:,./-]*$/.test(word)) return word;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
