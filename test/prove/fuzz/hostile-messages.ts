import * as fc from 'fast-check';
import type { Message, MessageJob } from '../../../src/alerts/message.ts';
import { sampleJob, sampleMessage } from '../../support/sample-message.ts';
import { jobIdOf } from '../job-ids.ts';

const BAIT = [
  '\r\nBcc: evil@example.com\r\n',
  '\nX-Evil: 1\n\nbody',
  '\r\n.\r\nMAIL FROM:<evil@example.com>\r\n',
  '\r',
  '.',
  '=?utf-8?Q?=0D=0ABcc:_evil=40example.com?=',
  '=?utf-8?B?DQpCY2M6IGV2aWxAZXhhbXBsZS5jb20=?=',
  '=?',
  '?=',
  '=0D=0A',
  '<script>alert(1)</script>',
  '<!--',
  '-->',
  '</td></table></body>',
  '"><img src=x onerror=y>',
  "' onclick='z",
  '<![CDATA[',
  '&lt;',
  '&',
  '<',
  '\u202E',
  '\u200B',
  '\u200D',
  '\u2028',
  '\uFEFF',
  '\0',
  '\u001B[31m',
  '\uD800',
  '\uDC00',
  '👩‍👩‍👧‍👦',
  '每日视频转码',
  'e\u0301',
  'nightly transcode',
  `Failed  ${jobIdOf(0xbad)}`,
  '--',
  '$(reboot)',
];

/** Text as nobody should send it. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.array(fc.constantFrom(...BAIT), { maxLength: 6 }).map((parts) => parts.join('')),
  },
  { weight: 30, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
  { weight: 15, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...BAIT).map((bait) => bait.repeat(Math.ceil(100_000 / bait.length))),
  },
);

const hostileJob: fc.Arbitrary<Partial<MessageJob>> = fc.record({
  state: fc.oneof({ weight: 12, arbitrary: fc.constantFrom('Failed', 'Pause') }, hostileText),
  from: hostileText,
  jobId: hostileText,
  name: hostileText,
  type: hostileText,
  code: hostileText,
  message: hostileText,
  inputSummary: hostileText,
  operationSummary: hostileText,
  queueId: hostileText,
  rule: hostileText,
});

/** Messages about hostile jobs; each id begins as the service's do, so that its line can be found. */
export const hostileMessages: fc.Arbitrary<Message> = fc
  .record({
    jobs: fc.array(hostileJob, { minLength: 1, maxLength: 5 }),
    severity: fc.constantFrom('critical' as const, 'warning' as const),
    isReply: fc.boolean(),
    kind: fc.constantFrom('transitions' as const, 'baseline' as const),
  })
  .map(({ jobs, isReply, ...rest }) =>
    sampleMessage({
      ...rest,
      ...(isReply ? { inReplyTo: '<01jd.1@batchwatch.example.com>' } : {}),
      jobs: jobs.map((job, at) => sampleJob({ ...job, jobId: `${jobIdOf(at + 1)}${job.jobId ?? ''}` })),
    }),
  );
