import type { Message, MessageJob } from '../../../src/core/message/message.ts';

/** A message about one Failed job, or about the `jobs` given; `counts` follow from them unless given too. */
export function sampleMessage(changes: Partial<Message> = {}): Message {
  const jobs = changes.jobs ?? [sampleJob()];
  const states = Map.groupBy(jobs, ({ state }) => state);
  return {
    kind: 'opening',
    messageId: '<01jd9x2m.1@batchwatch.example.com>',
    incident: '01jd9x2m',
    receiver: 'oncall',
    recipients: ['oncall@example.com', 'boss@example.com'],
    severity: 'critical',
    createdAt: Date.parse('2026-11-23T01:15:06Z'),
    timezone: 'Asia/Shanghai',
    publicUrl: 'http://localhost:9464',
    target: { name: 'media', bucket: 'examplebucket-1250000000', region: 'ap-beijing' },
    jobs,
    counts: [...states].map(([state, those]) => ({ state, count: those.length })),
    ...changes,
  };
}

/** A job that failed at 2026-11-23T01:15:02Z after having run for 2 h 10 min. */
export function sampleJob(changes: Partial<MessageJob> = {}): MessageJob {
  return {
    jobId: 'be7d3a5c0f2b44c6a9d1e8f7b6c5d4e3f',
    name: 'nightly-transcode',
    type: 'Job',
    state: 'Failed',
    since: Date.parse('2026-11-23T01:15:02Z'),
    from: 'Running',
    previousSince: Date.parse('2026-11-22T23:05:02Z'),
    createdAt: Date.parse('2026-11-22T23:03:22Z'),
    code: 'InvalidArgument',
    message: 'The template does not exist',
    inputSummary: 'Prefix videos/2024/',
    operationSummary: 'Transcode, template t1460606b',
    queueId: 'p893bcda225bf4945a378da6662e81a89',
    rule: 'failures',
    reason: 'state-changed',
    ...changes,
  };
}

/** A job that paused after having waited. */
export function samplePausedJob(changes: Partial<MessageJob> = {}): MessageJob {
  return sampleJob({ state: 'Pause', from: 'Submitted', code: 'Success', message: '', ...changes });
}
