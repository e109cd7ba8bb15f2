import { expect, it } from 'vitest';
import { evaluate } from '../../../../../src/core/incident/evaluate/evaluate.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../../src/platform/time.ts';
import {
  inWords,
  NOW,
  pending,
  sketchIncident,
  sketchInput,
  sketchMember,
  sketchThread,
  sketchNotifiedIncident,
  notified,
  type EvaluationCase,
} from '../../../../support/engine/sketch-incident.ts';

const resumed = sketchMember({ parts: [notified()], resolution: 'resumed' });
const lead = (hold: Parameters<typeof pending>[0] = 'none') => pending(hold, 'lead');

const OPENING: readonly EvaluationCase[] = [
  [
    'a new incident is notified at once',
    sketchIncident(),
    {},
    ['opening to oncall: opened', 'again in a moment'],
  ],
  [
    'a new incident waits for groupWait',
    sketchIncident(),
    { policy: { groupWait: 2 * MINUTE } },
    ['hold oncall: grouped', 'again in 2 min'],
  ],
  [
    'a hold that is known already is not new',
    sketchIncident({ threads: [sketchThread({ lastHold: { reason: 'grouped', by: undefined } })] }),
    { policy: { groupWait: 2 * MINUTE } },
    ['hold oncall: grouped', 'again in 2 min'],
  ],
  [
    'an incident of a group that was notified a moment ago waits for groupInterval',
    sketchIncident({ previousNotifiedAt: NOW - MINUTE }),
    {},
    ['hold oncall: grouped', 'again in 4 min'],
  ],
  [
    'a message that is being offered for the first time holds up everything for a second',
    sketchIncident({ isUnderWay: true }),
    {},
    ['again in a moment'],
  ],
  [
    'a receiver that is not configured is dropped',
    sketchIncident(),
    { receivers: [] },
    ['drop oncall: receiver-removed', 'again in a moment'],
  ],
  [
    'a receiver that takes its severity on no channel is dropped',
    sketchIncident(),
    { severities: ['info'] },
    ['drop oncall: severity-not-taken', 'again in a moment'],
  ],
  [
    'a quiet time holds the opening',
    sketchIncident(),
    { quietUntil: NOW + HOUR },
    ['hold oncall: quiet', 'again in 60 min'],
  ],
  [
    'each receiver has its own plan',
    sketchIncident({
      members: [sketchMember({ parts: [notified(), lead()] })],
      threads: [
        sketchThread({ messages: 1, notifiedAt: NOW }),
        sketchThread({ receiver: 'lead', ordinal: 2 }),
      ],
    }),
    {},
    ['opening to lead: opened', 'again in a moment'],
  ],
];

const LASTING: readonly EvaluationCase[] = [
  ['a paused job is repeated after four hours', sketchNotifiedIncident(), {}, ['again in 180 min']],
  [
    'a failed job is not repeated',
    sketchNotifiedIncident({ members: [sketchMember({ awaits: 'success', parts: [notified()] })] }),
    {},
    [`again in ${(7 * DAY - HOUR) / MINUTE} min`],
  ],
  [
    'a reminder is sent when it is due',
    sketchNotifiedIncident(),
    { policy: { repeat: HOUR } },
    ['reminder to oncall: repeat', 'again in a moment'],
  ],
  [
    'a reminder waits while the last message was offered to nobody',
    sketchNotifiedIncident({
      threads: [
        sketchThread({
          messages: 1,
          notifiedAt: NOW - HOUR,
          unoffered: { notification: 1, messageId: '<1@example.com>' },
        }),
      ],
    }),
    { policy: { repeat: HOUR } },
    ['again in 5 min'],
  ],
  [
    'an acknowledged incident holds its reminders',
    sketchNotifiedIncident({ state: 'acknowledged' }),
    { policy: { repeat: HOUR } },
    ['hold oncall: acknowledged', 'again in 60 min'],
  ],
  [
    'a change of an incident that was notified is an update',
    sketchNotifiedIncident({ members: [sketchMember({ parts: [notified()] }), sketchMember()] }),
    {},
    ['update to oncall: news', 'again in a moment'],
  ],
  [
    'a change before the first message was offered rewrites the opening',
    sketchNotifiedIncident({
      members: [sketchMember()],
      threads: [
        sketchThread({
          messages: 1,
          notifiedAt: NOW - HOUR,
          unoffered: { notification: 1, messageId: '<1@example.com>' },
        }),
      ],
    }),
    {},
    ['opening to oncall: news', 'again in a moment'],
  ],
  [
    'an incident that nobody acknowledged is escalated',
    sketchNotifiedIncident(),
    { policy: { escalate: [{ after: HOUR, receivers: ['lead'] }] } },
    ['escalate to lead', 'escalation to lead: opened', 'again in a moment'],
  ],
  [
    'an escalation comes no sooner than its time',
    sketchNotifiedIncident(),
    { policy: { escalate: [{ after: 2 * HOUR, receivers: ['lead'] }] } },
    ['again in 60 min'],
  ],
  [
    'an acknowledged incident is not escalated',
    sketchNotifiedIncident({ state: 'acknowledged' }),
    { policy: { escalate: [{ after: HOUR, receivers: ['lead'] }] } },
    ['again in 180 min'],
  ],
  [
    'a condition is notified once, and repeated',
    sketchIncident({ kind: 'condition', members: [] }),
    {},
    ['opening to oncall: opened', 'again in a moment'],
  ],
  [
    'an initial scan of failed jobs is never repeated, nor escalated',
    sketchNotifiedIncident({
      kind: 'initial-scan',
      members: [sketchMember({ awaits: 'success', parts: [notified()] })],
    }),
    { policy: { repeat: HOUR, escalate: [{ after: HOUR, receivers: ['lead'] }] } },
    [`again in ${(7 * DAY - HOUR) / MINUTE} min`],
  ],
];

it.each([...OPENING, ...LASTING])('%s', (_title, incident, input, decided) => {
  expect(inWords(evaluate(incident, sketchInput(input)).actions)).toEqual(decided);
});

it('a message that is being offered is looked at again within a second', () => {
  const { actions } = evaluate(sketchIncident({ isUnderWay: true }), sketchInput());
  expect(actions).toEqual([{ do: 'evaluate-again', at: NOW + SECOND }]);
});

it('a hold is new unless the thread is held for the same reason already', () => {
  const holding = { policy: { groupWait: MINUTE } };
  const isNew = (lastHold: ReturnType<typeof sketchThread>['lastHold']) =>
    evaluate(sketchIncident({ threads: [sketchThread({ lastHold })] }), sketchInput(holding)).actions.map(
      (action) => action.do === 'hold' && action.isNew,
    )[0];
  expect(isNew(undefined)).toBe(true);
  expect(isNew({ reason: 'quiet', by: undefined })).toBe(true);
  expect(isNew({ reason: 'grouped', by: undefined })).toBe(false);
});

it('the incident that an evaluation returns is as its actions leave it', () => {
  const { incident } = evaluate(sketchNotifiedIncident({ members: [resumed] }), sketchInput());
  expect(incident).toMatchObject({ state: 'closed', closed: { reason: 'recovered', at: NOW } });
});

it('an update of the whole incident is forgotten once nothing mutes it', () => {
  const news = sketchNotifiedIncident({ pendingUpdate: 'settled' });
  expect(evaluate(news, sketchInput()).incident.pendingUpdate).toBeUndefined();
  expect(evaluate(news, sketchInput({ quietUntil: NOW + HOUR })).incident.pendingUpdate).toBe('settled');
});
