import type { IncidentStory, Message, MessageJob } from '../../src/core/message/message.ts';
import { MINUTE, SECOND } from '../../src/platform/time.ts';
import { sampleJob, samplePausedJob } from '../support/mail/sample-message.ts';

export type Make = (changes: Partial<Message>) => Message;

export const OPENED = Date.parse('2026-11-23T01:15:02Z');
export const FIRST = '<01jd9x2m-1.1@batchwatch.example.com>';
export const NAMES = [
  'nightly-transcode',
  '夜间转码-华东',
  'thumbnails-2026-11',
  '视频审核',
  'audit-log-export',
];

export const QUEUE = 'p893bcda225bf4945a378da6662e81a89';
export const ALICE = { by: 'alice', at: OPENED + 12 * MINUTE };

/** An open incident of one job, told for the first time. */
export function story(changes: Partial<IncidentStory>): IncidentStory {
  const jobs = changes.jobs ?? 1;
  const isOpen = (changes.state ?? 'open') === 'open' && changes.acknowledged === undefined;
  return {
    state: 'open',
    labels: {},
    reason: 'opened',
    openedAt: OPENED,
    jobs,
    unresolved: jobs,
    totals: [{ state: 'Failed', count: jobs }],
    added: 0,
    notes: [],
    ...(isOpen && { acknowledgeUrl: 'http://localhost:9464/ack/01jd9x2m?until=1763947502&mac=q8Zt' }),
    ...changes,
  };
}

export function failures(count: number, from = 0): readonly MessageJob[] {
  return Array.from({ length: count }, (_, at) =>
    sampleJob({
      jobId: jobId(from + at),
      name: NAMES[(from + at) % NAMES.length] ?? '',
      code: 'AccessDenied',
      message: 'The role of CI may not read examplebucket-1250000000',
      since: OPENED + (from + at) * 20 * SECOND,
    }),
  );
}

export function pauses(count: number): readonly MessageJob[] {
  return Array.from({ length: count }, (_, at) =>
    samplePausedJob({
      jobId: jobId(40 + at),
      name: NAMES[at % NAMES.length] ?? '',
      since: OPENED + at * SECOND,
    }),
  );
}

export function jobId(at: number): string {
  return `b${(0x3fa9c1d7 + at * 7_919).toString(16)}${'0c44d2e8a917f6b35d1e'.slice(0, 16)}${String(at).padStart(7, '0')}`.slice(
    0,
    33,
  );
}
