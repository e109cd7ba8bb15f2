import { InvalidArgumentError } from 'commander';

/**
 * Reads the number of a silence or a notification: `12`, ` #12 `, `１２`. `see` is the command that lists them.
 * @throws InvalidArgumentError
 */
export function parseNumber(text: string, see: string): number {
  const [, digits] = /^#?(\d{1,15})$/.exec(text.normalize('NFKC').trim()) ?? [];
  if (digits === undefined) throw new InvalidArgumentError(`It is a number, see \`${see}\`.`);
  return Number(digits);
}
