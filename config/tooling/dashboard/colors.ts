import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import type { STATE_LABELS } from '../../../src/metrics/labels.ts';

/** A state has the same colour on every panel. They are lighter than the mails' badges: most read this on black. */
export const STATE_COLORS: Readonly<Record<(typeof STATE_LABELS)[number], string>> = {
  Failed: '#e02f44',
  Pause: '#ff9830',
  Success: '#56a64b',
  Running: '#3274d9',
  Submitted: '#8ab8ff',
  Cancel: '#8e8e8e',
  unknown: '#b877d9',
};

/** Where a value begins to be worth a look, and where it is wrong; one of them is enough. */
export interface Limits {
  odd?: number;
  wrong?: number;
}

export function thresholds({ odd, wrong }: Limits): ThresholdsConfigBuilder {
  const steps = [
    { value: null, color: 'green' },
    { value: odd, color: 'orange' },
    { value: wrong, color: 'red' },
  ];
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps(steps.flatMap(({ value, color }) => (value === undefined ? [] : [{ value, color }])));
}
