import { PreconditionFailure } from 'fast-check';

/** In milliseconds: how long a smaller counter-example is looked for. */
const LONGEST = 20_000;

/** Returns a check that ends the search for a smaller counter-example after a while. CI wants to hear of the first one. */
export function shrinkBriefly<Input extends unknown[]>(
  check: (...input: Input) => Promise<void>,
): (...input: Input) => Promise<void> {
  let until = Infinity;
  return async (...input) => {
    if (performance.now() > until) throw new PreconditionFailure(true);
    try {
      await check(...input);
    } catch (error) {
      until = Math.min(until, performance.now() + LONGEST);
      throw error;
    }
  };
}
