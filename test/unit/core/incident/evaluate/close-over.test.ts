import { expect, it } from 'vitest';
import { evaluate } from '../../../../../src/core/incident/evaluate/evaluate.ts';
import { DAY, HOUR, MINUTE } from '../../../../../src/platform/time.ts';
import {
  inWords,
  NOW,
  pending,
  sketchIncident,
  sketchInput,
  sketchMember,
  sketchSingle,
  sketchThread,
  sketchNotifiedIncident,
  notified,
  type EvaluationCase,
} from '../../../../support/engine/sketch-incident.ts';

const resumed = sketchMember({ parts: [notified()], resolution: 'resumed' });
const single = sketchSingle();
const closed = { state: 'closed', closed: { reason: 'manual', at: NOW } } as const;

const ENDING: readonly EvaluationCase[] = [
  [
    'an incident whose jobs all left closes and says so',
    sketchNotifiedIncident({ members: [resumed] }),
    {},
    ['close recovered', 'closing to oncall: closed-recovered', 'again in a moment'],
  ],
  [
    'an incident whose failures were all superseded closes as superseded',
    sketchNotifiedIncident({ members: [sketchMember({ parts: [notified()], resolution: 'superseded' })] }),
    {},
    ['close superseded', 'closing to oncall: closed-superseded', 'again in a moment'],
  ],
  [
    'an incident whose jobs were pruned ages, and says nothing',
    sketchNotifiedIncident({ members: [] }),
    {},
    ['close aged', 'never again'],
  ],
  [
    'an end is not notified to who wants no recoveries',
    sketchNotifiedIncident({ members: [resumed] }),
    { policy: { tellRecovery: false } },
    ['close recovered', 'never again'],
  ],
  [
    'an incident that is over before its first message is dropped while it gathers',
    sketchIncident({ members: [sketchMember({ resolution: 'resumed' })] }),
    { policy: { groupWait: MINUTE } },
    ['close recovered', 'drop oncall: recovered-before-told', 'never again'],
  ],
  [
    'an incident that is over before its first message is notified by one message else',
    sketchIncident({ members: [sketchMember({ resolution: 'resumed' })] }),
    {},
    ['close recovered', 'closing to oncall: opened-and-closed', 'again in a moment'],
  ],
  [
    "a receiver's part ends before the rest",
    sketchNotifiedIncident({
      members: [resumed, sketchMember({ parts: [notified('lead')] })],
      threads: [
        sketchThread({ messages: 1, notifiedAt: NOW - HOUR }),
        sketchThread({ receiver: 'lead', ordinal: 2, messages: 1, notifiedAt: NOW - HOUR }),
      ],
    }),
    {},
    ['closing to oncall: closed-recovered', 'again in a moment'],
  ],
  [
    'a failure that nothing superseded ages',
    sketchNotifiedIncident({
      lastJoinedAt: NOW - 7 * DAY,
      members: [sketchMember({ awaits: 'success', parts: [notified()] })],
    }),
    {},
    ['close aged', 'never again'],
  ],
  [
    'what is not notified yet does not age',
    sketchNotifiedIncident({
      lastJoinedAt: NOW - 7 * DAY,
      members: [sketchMember({ awaits: 'success', parts: [pending('silenced')], single })],
    }),
    { silenced: 'nightly' },
    ['begin-silence silenced', 'again in 1 min'],
  ],
  [
    'a closed incident gives up what flapped',
    sketchNotifiedIncident({
      ...closed,
      members: [sketchMember({ parts: [{ ...notified(), pending: ['flapping'] }] })],
    }),
    { policy: { tellRecovery: false } },
    ['drop all flapping', 'never again'],
  ],
];

it.each(ENDING)('%s', (_title, incident, input, decided) => {
  expect(inWords(evaluate(incident, sketchInput(input)).actions)).toEqual(decided);
});
