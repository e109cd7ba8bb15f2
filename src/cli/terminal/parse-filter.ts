import { InvalidArgumentError } from 'commander';

/** The most characters that the API takes in a filter. */
const LONGEST = 300;

/** Reads what a list is to be filtered by. @throws InvalidArgumentError */
export function parseFilter(text: string): string {
  return parseText(text, 'It must not be empty; leave the option out for all.');
}

/** Reads the name of the one thing that a command is about. @throws InvalidArgumentError */
export function parseName(text: string): string {
  return parseText(text, 'It must not be empty.');
}

function parseText(text: string, empty: string): string {
  if (text.trim() === '') throw new InvalidArgumentError(empty);
  if (text.length > LONGEST) throw new InvalidArgumentError(`It has at most ${LONGEST} characters.`);
  return text;
}
