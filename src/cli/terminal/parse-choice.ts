import { InvalidArgumentError, Option } from 'commander';
import { nameMeant } from '../../platform/text/name-meant.ts';
import { nearest } from '../../platform/text/nearest.ts';

/**
 * An option that takes one of a few words, in any case and with blanks around it. `shown` holds other words for them: those
 * that the lists print.
 */
export function choiceOption(
  flags: string,
  description: string,
  { choices, shown }: { choices: readonly string[]; shown: Readonly<Record<string, string>> },
): Option {
  return new Option(
    flags,
    `${description} (choices: ${choices.map((name) => `"${name}"`).join(', ')})`,
  ).argParser((text) => shown[nameMeant(text, Object.keys(shown)) ?? ''] ?? parseChoice(text, choices));
}

/** @throws InvalidArgumentError */
function parseChoice(text: string, choices: readonly string[]): string {
  const meant = nameMeant(text, choices);
  if (meant !== undefined) return meant;
  const near = nearest(text.trim(), choices);
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.${hint}`);
}
