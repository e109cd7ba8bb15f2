import { expect, it } from 'vitest';
import { silenceState } from '../../../../src/core/mute/silence.ts';

const span = (from: number, until: number) => ({
  id: 1,
  matchers: [],
  from,
  until,
  author: 'ada',
  comment: '',
});

it.each([
  [span(10, 20), 9, 'pending'],
  [span(10, 20), 10, 'active'],
  [span(10, 20), 19, 'active'],
  [span(10, 20), 20, 'expired'],
  // Ended by hand before it began.
  [span(10, 5), 7, 'expired'],
] as const)('%o at %d is %s', (silence, now, state) => {
  expect(silenceState(silence, now)).toBe(state);
});
