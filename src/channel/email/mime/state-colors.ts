import type { Severity } from '../../../core/severity.ts';

/** The badge of a state: white on a colour that keeps 4.5:1 contrast, by state name as the API spells it. */
export function stateColor(state: string): string {
  return COLORS.get(state) ?? OTHER_COLOR;
}

const OTHER_COLOR = '#6d28d9';

const COLORS: ReadonlyMap<string, string> = new Map([
  ['Failed', '#b91c1c'],
  ['Pause', '#b45309'],
  ['Success', '#15803d'],
  ['Running', '#1d4ed8'],
  ['Submitted', '#475569'],
  ['Cancel', '#52525b'],
]);

/** The class of a word in its state's colour: on a dark ground it needs a lighter one, which the page's style has. */
export function stateClass(state: string): string {
  return CLASSES.get(state) ?? 'other';
}

const CLASSES: ReadonlyMap<string, string> = new Map([
  ['Failed', 'bad'],
  ['Pause', 'held'],
  ['Success', 'good'],
  ['Running', 'busy'],
  ['Submitted', 'dim'],
  ['Cancel', 'dim'],
]);

/** Of a mail that says that all is well again. */
export const RECOVERED_COLOR = '#15803d';

/** Of what is past or no longer watched, and of words that are no state. */
export const CALM_COLOR = '#475569';

/** The bar of a mail about no job. */
export function severityColor(severity: Severity): string {
  return { critical: '#b91c1c', warning: '#b45309', info: CALM_COLOR }[severity];
}

/** The bar of a mail on jobs that succeeded with failed objects. */
export const PARTIAL_COLOR = '#b45309';
