import { unknownStates } from '../../../store/incidents/self-check-readings.ts';
import type { Monitor } from './monitor.ts';

/** Jobs in a state that the API does not document. */
export const unknownState: Monitor = {
  name: 'unknown-state',
  async find({ trx, watchdog, writer: { words, some } }) {
    const unknown = await unknownStates(trx, watchdog.targets);
    return unknown.map(({ target, states }) => ({
      reason: 'unknown-state',
      about: target,
      target,
      parts: states,
      summary: words.unknownState({ target, states: some(states) }),
    }));
  },
};
