import type { EnrichmentFaultKind } from '../../src/core/job/enrichment-fault.ts';
import type { Language, Message, MessageJob } from '../../src/core/message/message.ts';
import type { ObjectDetails } from '../../src/core/job/object-details.ts';
import type { QueueDetails } from '../../src/core/job/queue-details.ts';
import type { CountedObjects } from '../../src/core/job/object-counts.ts';
import { HOUR, MINUTE } from '../../src/platform/time.ts';
import { sampleJob, samplePausedJob } from '../support/mail/sample-message.ts';
import { failures, jobId, NAMES, OPENED, QUEUE, story } from './sample-parts.ts';
import type { Make } from './sample-parts.ts';

/** What the API was asked beside the list. */
export function enrichmentMails(of: Make): Readonly<Record<string, Message>> {
  const paused = { jobs: [samplePausedJob()] };
  const partly = (at: number, details: ObjectDetails = counted({})) =>
    sampleJob({
      jobId: jobId(at),
      name: NAMES[at % NAMES.length] ?? '',
      state: 'Success',
      code: 'Success',
      message: '',
      objects: details,
      reason: 'success-with-failures',
    });
  return {
    'too-long': of({
      createdAt: OPENED + 3 * HOUR,
      jobs: [samplePausedJob({ reason: 'too-long' })],
      story: story({ openedAt: OPENED + 3 * HOUR, totals: [{ state: 'Pause', count: 1 }] }),
    }),
    'seen-again': of({
      jobs: [samplePausedJob({ reason: 'seen-again', from: 'Pause' })],
      story: story({ totals: [{ state: 'Pause', count: 1 }] }),
    }),
    'queue-known': of({ ...paused, story: story({ queues: [queueDetails({})] }) }),
    'queue-known-long-ago': of({
      ...paused,
      story: story({
        queues: [queueDetails({ updatedAt: OPENED - 50 * MINUTE, askedAt: OPENED - 20 * MINUTE })],
      }),
    }),
    'queue-not-found': of({
      ...paused,
      story: story({ queues: [queueDetails({ name: '', state: '', lists: ['/queue', '/asrqueue'] })] }),
    }),
    'queues-not-asked': of({
      ...paused,
      story: story({
        queues: Object.entries(FAULT_CODES).map(([kind, code], at) =>
          queueDetails({
            queueId: `p${at}`,
            name: '',
            state: '',
            fault: { kind: kind as EnrichmentFaultKind, code },
          }),
        ),
      }),
    }),
    'objects-counted': of({
      jobs: [
        failed(counted({})),
        failed(counted({ byState: {}, failedByCode: {} }), 1),
        failed(counted({ isFailedComplete: false, isComplete: false }), 2),
      ],
      story: story({ jobs: 3 }),
    }),
    'objects-none': of({
      jobs: [
        failed(counted({ total: 0, byState: {}, failedByCode: {}, isComplete: false })),
        failed({ kind: 'unknown', reason: 'not-listed', list: '/pic_jobs' }, 1),
        failed(counted({ byState: {}, failedByCode: {}, isFailedComplete: false, isComplete: false }), 2),
      ],
      story: story({ jobs: 3 }),
    }),
    'objects-not-counted': of({
      jobs: [
        failed({ kind: 'unknown', reason: 'no-tag' }),
        failed({ kind: 'fault', fault: { kind: 'right-missing', code: 'AccessDenied' } }, 1),
        failed({ kind: 'not-asked' }, 2),
      ],
      story: story({ jobs: 3 }),
    }),
    'objects-not-asked': of({
      jobs: failures(6).map((job, at) => ({ ...job, objects: at < 3 ? counted({}) : { kind: 'not-asked' } })),
      story: story({ jobs: 6, labels: { code: 'AccessDenied' } }),
    }),
    'partial-one': of({
      severity: 'warning',
      jobs: [partly(0)],
      story: story({ totals: [{ state: 'Success', count: 1 }] }),
    }),
    'partial-many': of({
      severity: 'warning',
      jobs: [0, 1, 2, 3, 4].map((at) => partly(at)),
      story: story({ jobs: 5, totals: [{ state: 'Success', count: 5 }] }),
    }),
    'code-advice': of({ story: story({}), advice: adviceIn(of({}).language) }),
  };
}

/** What the API, or what stands before it, calls each kind of fault. */
const FAULT_CODES: Readonly<Record<EnrichmentFaultKind, string>> = {
  'right-missing': 'AccessDenied',
  auth: 'InvalidSecretId',
  throttled: 'SlowDown',
  timeout: 'ETIMEDOUT',
  network: 'ECONNRESET',
  server: 'InternalError',
  malformed: 'MalformedAnswer',
  refused: 'NotSupported',
};

function queueDetails(changes: Partial<QueueDetails>): QueueDetails {
  return {
    queueId: QUEUE,
    name: 'night',
    state: 'Paused',
    updatedAt: OPENED - 6 * MINUTE,
    askedAt: OPENED,
    ...changes,
  };
}

function counted(changes: Partial<CountedObjects>): CountedObjects {
  return {
    kind: 'counted',
    total: 240,
    byState: { Failed: 37, Success: 203 },
    failedByCode: { AccessDenied: 31, NoSuchKey: 4, '': 2 },
    isFailedComplete: true,
    isComplete: true,
    ...changes,
  };
}

function adviceIn(language: Language = 'en'): NonNullable<Message['advice']> {
  const link = 'https://www.tencentcloud.com/document/product/436/7730';
  const said = {
    en: {
      means: 'A parameter of the job is wrong.',
      action: 'Check the template of the job; sending it again as it is fails again.',
    },
    'zh-CN': { means: '任务的参数有误。', action: '检查任务所用的模板；原样重新提交仍会失败。' },
  }[language];
  return [{ code: 'InvalidArgument', ...said, link }];
}

function failed(details: ObjectDetails, at = 0): MessageJob {
  return sampleJob({ jobId: jobId(at), objects: details });
}
