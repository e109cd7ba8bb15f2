import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { alertOf } from '../../../../src/channel/base/alert.ts';
import { NOTIFICATION_KINDS } from '../../../../src/core/incident/lifecycle.ts';
import type { Message } from '../../../../src/core/message/message.ts';
import { TENCENT_PAGES } from '../../../../src/tencent/advice/vendor-pages.ts';
import { story } from '../../../looks/sample-parts.ts';
import { sampleJob, sampleMessage } from '../../../support/mail/sample-message.ts';

const labelsOf = (message: Message) => alertOf(message, TENCENT_PAGES).labels;

const storyOfRule = story({ rule: 'failures', labels: { target: 'media', code: 'AccessDenied' } });

it('the labels of an incident stay as they are, whatever its messages list', () => {
  const first = labelsOf(sampleMessage({ story: storyOfRule }));
  const job = fc.record({ rule: fc.string(), code: fc.string(), state: fc.string() }).map(sampleJob);
  const later = fc.record({
    kind: fc.constantFrom(...NOTIFICATION_KINDS),
    jobs: fc.array(job),
    createdAt: fc.nat(),
  });
  fc.assert(
    fc.property(later, (changes) => {
      expect(labelsOf(sampleMessage({ ...changes, story: storyOfRule }))).toEqual(first);
    }),
  );
});

it('each receiver has an alert of its own', () => {
  const [oncall, lead] = ['oncall', 'lead'].map((receiver) =>
    labelsOf(sampleMessage({ receiver, story: storyOfRule })),
  );
  expect(oncall).toMatchObject({ receiver: 'oncall', rule: 'failures' });
  expect(lead).toEqual({ ...oncall, receiver: 'lead' });
});

it('a message that was stored before its story named the rule takes it from its jobs', () => {
  expect(labelsOf(sampleMessage({ story: story({}) }))).toMatchObject({ rule: 'failures' });
});

it('no label is empty', () => {
  const { target: _, ...nowhere } = sampleMessage({ jobs: [], story: story({}) });
  expect(labelsOf(nowhere)).not.toHaveProperty('rule');
  expect(labelsOf(nowhere)).not.toHaveProperty('target');
});
