/** The badge of a state: white on a colour that keeps 4.5:1 contrast, by state name as the API spells it. */
export function stateColor(state: string): string {
  return COLORS.get(state) ?? '#6d28d9';
}

const COLORS: ReadonlyMap<string, string> = new Map([
  ['Failed', '#b91c1c'],
  ['Pause', '#b45309'],
  ['Success', '#15803d'],
  ['Running', '#1d4ed8'],
  ['Submitted', '#475569'],
  ['Cancel', '#52525b'],
]);
