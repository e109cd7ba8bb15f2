import { InvalidArgumentError } from 'commander';

/** The most characters that the API takes in a filter. */
const LONGEST = 300;

/** Reads what a list is to be filtered by. @throws InvalidArgumentError */
export function parseFilter(text: string): string {
  if (text.trim() === '')
    throw new InvalidArgumentError('It must not be empty; leave the option out for all.');
  if (text.length > LONGEST) throw new InvalidArgumentError(`It has at most ${LONGEST} characters.`);
  return text;
}
