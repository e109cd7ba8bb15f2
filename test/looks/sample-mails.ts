import type { Resolution } from '../../src/core/incident/lifecycle.ts';
import type { Language, Message, MessageJob } from '../../src/core/message/message.ts';
import { HOUR, MINUTE, SECOND } from '../../src/platform/time.ts';
import { incidentTitle } from '../../src/core/message/incident-title.ts';
import { threadSubject } from '../../src/render/compose/thread-subject.ts';
import { sampleJob, sampleMessage, samplePausedJob } from '../support/mail/sample-message.ts';
import { enrichmentMails } from './sample-enrichment-mails.ts';
import { fallbackMails } from './sample-fallback-mails.ts';
import { ALICE, failures, FIRST, jobId, OPENED, pauses, QUEUE, story } from './sample-parts.ts';
import type { Make } from './sample-parts.ts';

/**
 * One mail of each sort, by name, as they look in a bad night: to be looked at, and to prove that every phrase of
 * the catalogues is said by some mail.
 */
export function sampleMails(language: Language): Readonly<Record<string, Message>> {
  const of = (changes: Partial<Message>) => sampleMessage({ language, ...changes });
  const mails = {
    ...firstMails(of),
    ...laterMails(of),
    ...closings(of),
    ...enrichmentMails(of),
    ...fallbackMails(of),
    ...otherMails(of),
  };
  return Object.fromEntries(Object.entries(mails).map(([name, message]) => [name, withSubject(message)]));
}

/** Gives a message of an incident the subject of its thread. */
function withSubject(message: Message): Message {
  const { kind, story: notified, jobs, language } = message;
  if (notified === undefined || kind === 'baseline' || kind === 'test' || kind === 'report') return message;
  const labels = { ...(message.target !== undefined && { target: message.target.name }), ...notified.labels };
  const state = (notified.totals[0] ?? message.counts[0])?.state ?? 'Failed';
  const title = notified.condition?.title ?? incidentTitle({ cause: { state }, labels }, language);
  const first = message.inReplyTo === undefined ? kind : 'opening';
  const subject = threadSubject({ kind: first, title, labels, jobs, counts: notified.totals }, language);
  return { ...message, title, subject };
}

function firstMails(of: Make): Readonly<Record<string, Message>> {
  const { from: _from, previousSince: _since, createdAt: _created, ...unseen } = sampleJob();
  return {
    'opening-one': of({ story: story({}) }),
    'opening-paused': of({ jobs: [samplePausedJob({ queueId: '' })], story: story({}) }),
    'opening-unseen': of({ jobs: [unseen], story: story({}), timezone: 'Europe/Berlin' }),
    'opening-again': of({ jobs: [samplePausedJob({ from: 'Pause' })], story: story({}) }),
    'opening-many': of({
      jobs: failures(14),
      counts: [{ state: 'Failed', count: 14 }],
      story: story({ jobs: 14, labels: { code: 'AccessDenied' } }),
    }),
    'opening-queue': of({
      jobs: pauses(6),
      story: story({ jobs: 6, labels: { queueId: QUEUE }, queueName: 'night' }),
    }),
    'opening-mixed': of({
      jobs: [
        ...CODES.map((code, at) => sampleJob({ jobId: jobId(at), code, since: OPENED + at * MINUTE })),
        samplePausedJob({ jobId: jobId(9) }),
      ],
      counts: ['Failed', 'Pause', 'Cancel', 'Submitted', 'Running', 'Success', 'Frozen'].map((state, at) => ({
        state,
        count: at === 0 ? 900 : 1,
      })),
      story: story({ jobs: 906 }),
    }),
    escalation: of({
      kind: 'escalation',
      receiver: 'lead',
      createdAt: OPENED + 30 * MINUTE,
      jobs: pauses(6),
      story: story({ jobs: 6, unresolved: 6, labels: { queueId: QUEUE } }),
    }),
  };
}

const CODES = ['InternalError', 'InvalidArgument', 'AccessDenied', 'NoSuchKey', 'Throttled', 'Timeout'];

function laterMails(of: Make): Readonly<Record<string, Message>> {
  const later = (changes: Partial<Message>) => of({ inReplyTo: FIRST, ...changes });
  const failed = { labels: { code: 'AccessDenied' }, totals: [{ state: 'Failed', count: 14 }] };
  const paused = { labels: { queueId: QUEUE }, totals: [{ state: 'Pause', count: 6 }] };
  return {
    update: later({
      kind: 'update',
      jobs: failures(2, 12),
      story: story({ ...failed, reason: 'news', jobs: 14, unresolved: 12, added: 2 }),
    }),
    'update-all-open': later({
      kind: 'update',
      jobs: failures(8, 6),
      story: story({ ...failed, reason: 'news', jobs: 14, unresolved: 14, added: 8, acknowledged: ALICE }),
    }),
    'update-none-open': later({
      kind: 'update',
      jobs: failures(1, 13),
      story: story({ ...failed, reason: 'news', jobs: 14, unresolved: 0, added: 1 }),
    }),
    reminder: later({
      kind: 'reminder',
      createdAt: OPENED + 4 * HOUR,
      jobs: pauses(4),
      story: story({ ...paused, reason: 'repeat', jobs: 6, unresolved: 4 }),
    }),
    'silence-ended': later({
      kind: 'reminder',
      createdAt: OPENED + 26 * HOUR,
      jobs: pauses(1),
      story: story({ reason: 'silence-ended' }),
    }),
    flapping: later({
      kind: 'update',
      createdAt: OPENED + 20 * MINUTE,
      jobs: [samplePausedJob({ flapping: true })],
      story: story({ reason: 'flapping' }),
    }),
    settled: later({
      kind: 'update',
      createdAt: OPENED + 50 * MINUTE,
      jobs: pauses(4),
      story: story({ ...paused, reason: 'settled', jobs: 6, unresolved: 4 }),
    }),
  };
}

function closings(of: Make): Readonly<Record<string, Message>> {
  const closing = (reason: 'recovered' | 'superseded' | 'manual', changes: Partial<Message>) =>
    of({
      kind: 'closing',
      inReplyTo: FIRST,
      createdAt: OPENED + 2 * HOUR + 10 * MINUTE,
      ...changes,
      story: story({
        ...changes.story,
        state: 'closed',
        closed: { reason, at: OPENED + 2 * HOUR + 10 * MINUTE },
        unresolved: 0,
      }),
    });
  const queue = story({ labels: { queueId: QUEUE }, queueName: 'night', jobs: 6 });
  const overAtOnce = of({
    kind: 'closing',
    jobs: [samplePausedJob({ ended: { how: 'resumed', by: 'Running', at: OPENED + 20 * SECOND } })],
    story: story({ state: 'closed', closed: { reason: 'recovered', at: OPENED + 20 * SECOND } }),
  });
  return {
    resumed: closing('recovered', {
      jobs: pauses(6).map((job, at) => ({ ...job, ...over('resumed', 'Running', at) })),
      story: queue,
    }),
    recovered: closing('recovered', {
      jobs: pauses(4).map((job, at) => ({
        ...job,
        ...[
          over('resumed', 'Running'),
          over('moved', 'Cancel'),
          over('moved', 'Failed'),
          over('vanished', ''),
        ][at],
      })),
      story: queue,
    }),
    vanished: closing('recovered', { jobs: [{ ...samplePausedJob(), ...over('vanished', '') }] }),
    'resumed-one': closing('recovered', { jobs: [{ ...samplePausedJob(), ...over('resumed', 'Running') }] }),
    superseded: closing('superseded', {
      jobs: [{ ...sampleJob(), ...over('superseded', 'b7aa30c1d2e34f5a9b8c7d6e5f4a3b2c1') }],
    }),
    manual: closing('manual', {
      jobs: failures(2),
      story: story({ labels: { code: 'AccessDenied' }, jobs: 2 }),
    }),
    'over-at-once': overAtOnce,
    'vanished-at-once': {
      ...overAtOnce,
      jobs: [{ ...samplePausedJob(), ...over('vanished', '') }],
    },
    outlived: closing('recovered', { jobs: [{ ...samplePausedJob(), ...over('outlived', '') }] }),
    'target-removed': closing('recovered', {
      jobs: failures(2).map((job) => ({ ...job, ...over('target-removed', '') })),
    }),
  };
}

function over(how: Resolution, by: string, before = 0): Pick<MessageJob, 'ended'> {
  return { ended: { how, by, at: OPENED + 2 * HOUR + 10 * MINUTE - before * SECOND } };
}

function otherMails(of: Make): Readonly<Record<string, Message>> {
  const { target: _, ...test } = of({ kind: 'test', severity: 'info', jobs: [], counts: [] });
  const chinese = test.language === 'zh-CN';
  const condition = chinese
    ? {
        title: '轮询失败（media）',
        lines: ['连续 5 次轮询失败：401 InvalidSecretId。', '请检查该目标的密钥。'],
      }
    : {
        title: 'Polling failed (media)',
        lines: ['5 polls in a row failed: 401 InvalidSecretId.', 'Check the credentials of this target.'],
      };
  const { incident: _incident, ...monitoring } = of({ jobs: [], counts: [] });
  return {
    baseline: of({
      kind: 'baseline',
      jobs: [...failures(3), ...pauses(2)],
      counts: [
        { state: 'Failed', count: 31 },
        { state: 'Pause', count: 2 },
      ],
    }),
    'baseline-unlisted': of({ kind: 'baseline', jobs: [], counts: [{ state: 'Failed', count: 31 }] }),
    test: { ...test, test: { by: 'alice' } },
    'test-incident': of({
      kind: 'test',
      incident: '01jd9x8t',
      title: 'Failed: InvalidArgument (media)',
      story: story({}),
      test: { by: 'alice', of: { incident: '01jd9x2m', kind: 'opening' } },
    }),
    condition: { ...monitoring, incident: '01jd9x7q', story: story({ jobs: 0, totals: [], condition }) },
    'condition-over': {
      ...monitoring,
      incident: '01jd9x7q',
      kind: 'closing',
      inReplyTo: FIRST,
      story: story({
        state: 'closed',
        closed: { reason: 'recovered', at: OPENED + 25 * MINUTE },
        jobs: 0,
        totals: [],
        condition,
      }),
    },
    'paused-queues': of({
      jobs: Array.from({ length: 7 }, (_job, at) => samplePausedJob({ jobId: jobId(at), queueId: `p${at}` })),
      story: story({ jobs: 7 }),
    }),
    'paused-without-queue': of({
      jobs: [samplePausedJob({ queueId: '' }), samplePausedJob({ jobId: jobId(1), queueId: '' })],
      story: story({ jobs: 2 }),
    }),
  };
}
