import type * as fc from 'fast-check';
import type { Counts } from '../counts.ts';

/** The result of a share of the fuzzing. */
export interface Fuzzed {
  counts: Counts;
  counterExample: string | undefined;
}

/** The smallest input that went wrong, and how; undefined when none did. `nameOf` gives its first part a name. */
export function describeFailure<Input extends unknown[]>(
  { failed, counterexample, errorInstance }: fc.RunDetails<Input>,
  nameOf: (first: unknown) => string | undefined = () => undefined,
): string | undefined {
  if (!failed) return undefined;
  const input = JSON.stringify(counterexample, (_key, value: unknown) =>
    typeof value === 'string' && value.length > 300 ? `${value.slice(0, 300)}… (${value.length})` : value,
  );
  const said = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return `${said.slice(0, 2_000)}\n  ${nameOf(counterexample?.[0]) ?? ''} ${input.slice(0, 5_000)}`;
}
