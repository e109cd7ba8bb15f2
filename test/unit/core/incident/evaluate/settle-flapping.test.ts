import { expect, it } from 'vitest';
import { evaluate } from '../../../../../src/core/incident/evaluate/evaluate.ts';
import { HOUR, MINUTE } from '../../../../../src/platform/time.ts';
import {
  inWords,
  NOW,
  sketchInput,
  sketchMember,
  sketchSingle,
  sketchNotifiedIncident,
  notified,
  type EvaluationCase,
} from '../../../../support/engine/sketch-incident.ts';

const flapping = { memberState: 'Pause', state: 'Pause', gone: undefined, lastChangeAt: NOW - HOUR };
const flaps = (changes: Partial<typeof flapping> | { gone: 'vanished' }) =>
  sketchNotifiedIncident({
    members: [
      sketchMember({
        parts: [{ ...notified(), pending: ['flapping'] }],
        single: sketchSingle({ flapping: { ...flapping, ...changes } }),
      }),
    ],
  });

const FLAPPING: readonly EvaluationCase[] = [
  [
    'a job that kept a bad state settles, and is notified',
    flaps({}),
    {},
    ['settle 7', 'update to oncall: settled', 'again in a moment'],
  ],
  [
    'a job that kept a good state is resolved',
    flaps({ state: 'Running' }),
    {},
    ['resolve 7 resumed', 'close recovered', 'closing to oncall: closed-recovered', 'again in a moment'],
  ],
  [
    'a job that vanished meanwhile is resolved',
    flaps({ gone: 'vanished' }),
    {},
    ['resolve 7 vanished', 'close recovered', 'closing to oncall: closed-recovered', 'again in a moment'],
  ],
  [
    'a job that changed a moment ago flaps on',
    flaps({ lastChangeAt: NOW - 9 * MINUTE }),
    {},
    ['again in 1 min'],
  ],
];

it.each(FLAPPING)('%s', (_title, incident, input, decided) => {
  expect(inWords(evaluate(incident, sketchInput(input)).actions)).toEqual(decided);
});
