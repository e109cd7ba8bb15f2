import * as fc from 'fast-check';
import type { Message, MessageJob } from '../../../src/core/message/message.ts';
import { sampleJob, sampleMessage } from '../../support/mail/sample-message.ts';
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

const hugeText = fc.constantFrom(...BAIT).map((bait) => bait.repeat(Math.ceil(100_000 / bait.length)));

/** Text as nobody should send it. */
const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.array(fc.constantFrom(...BAIT), { maxLength: 6 }).map((parts) => parts.join('')),
  },
  { weight: 30, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
  { weight: 15, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 1, arbitrary: hugeText },
);

function jobsOf(text: fc.Arbitrary<string>): fc.Arbitrary<Partial<MessageJob>[]> {
  const job = fc.record({
    state: fc.oneof({ weight: 12, arbitrary: fc.constantFrom('Failed', 'Pause') }, text),
    from: text,
    jobId: text,
    name: text,
    type: text,
    code: text,
    message: text,
    inputSummary: text,
    operationSummary: text,
    queueId: text,
    rule: text,
  });
  return fc.array(job, { minLength: 1, maxLength: 5 });
}

/** Messages about hostile jobs; each id begins as the service's do, so that its line can be found. */
export const hostileMessages: fc.Arbitrary<Message> = fc
  .record({
    jobs: fc.oneof(
      { weight: 50, arbitrary: jobsOf(hostileText) },
      { weight: 1, arbitrary: jobsOf(hugeText) },
    ),
    severity: fc.constantFrom('critical' as const, 'warning' as const),
    isReply: fc.boolean(),
    kind: fc.constantFrom('opening' as const, 'baseline' as const),
  })
  .map(({ jobs, isReply, ...rest }) =>
    sampleMessage({
      ...rest,
      ...(isReply ? { inReplyTo: '<01jd.1@batchwatch.example.com>' } : {}),
      jobs: jobs.map((job, at) => sampleJob({ ...job, jobId: `${jobIdOf(at + 1)}${job.jobId ?? ''}` })),
    }),
  );
