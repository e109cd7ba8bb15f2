import { expect, it } from 'vitest';
import { evaluate } from '../../../../../src/core/incident/evaluate/evaluate.ts';
import { MINUTE } from '../../../../../src/platform/time.ts';
import {
  inWords,
  NOW,
  pending,
  sketchIncident,
  sketchInput,
  sketchMember,
  sketchSingle,
  sketchNotifiedIncident,
  notified,
  type EvaluationCase,
} from '../../../../support/engine/sketch-incident.ts';

const single = sketchSingle();

const MUTING: readonly EvaluationCase[] = [
  [
    'a silence that covers all of it holds all receivers',
    sketchIncident({ members: [sketchMember({ single })] }),
    { silenced: 'nightly' },
    ['mute 7 silence 3', 'begin-silence silenced', 'again in 60 min'],
  ],
  [
    'a silence that covers a part leaves the rest to be notified',
    sketchIncident({
      members: [
        sketchMember({ single }),
        sketchMember({ single: sketchSingle({ job: 8, subject: { name: 'daily' } }) }),
      ],
    }),
    { silenced: 'nightly' },
    ['mute 7 silence 3', 'opening to oncall: opened', 'again in a moment'],
  ],
  [
    "a silence that covers a receiver's part holds its end",
    sketchNotifiedIncident({
      members: [
        sketchMember({ parts: [notified()], resolution: 'resumed', single }),
        sketchMember({
          parts: [notified('lead')],
          single: sketchSingle({ job: 8, subject: { name: 'daily' } }),
        }),
      ],
    }),
    { silenced: 'nightly' },
    ['hold oncall: silenced', 'again in 60 min'],
  ],
  [
    'a silence that has ended reminds of what is open',
    sketchNotifiedIncident({
      isSilenced: true,
      silencedSince: NOW - MINUTE,
      members: [sketchMember({ parts: [notified()], single })],
    }),
    {},
    ['end-silence silenced', 'reminder to oncall: silence-ended', 'again in a moment'],
  ],
  [
    'a silence that has ended frees what it held',
    sketchNotifiedIncident({ members: [sketchMember({ parts: [pending('silenced')], single })] }),
    {},
    ['unmute 7', 'update to oncall: news', 'again in a moment'],
  ],
  [
    'a silence that lasts until the end gives up what it held',
    sketchIncident({
      members: [sketchMember({ parts: [pending('silenced')], resolution: 'resumed', single })],
    }),
    { silenced: 'nightly' },
    ['close recovered', 'begin-silence silenced', 'drop 7 silenced', 'again in 60 min'],
  ],
];

it.each(MUTING)('%s', (_title, incident, input, decided) => {
  expect(inWords(evaluate(incident, sketchInput(input)).actions)).toEqual(decided);
});
