import { z } from 'zod';
import { DAY, MINUTE } from '../../platform/time.ts';
import { cron, duration, integer, name, text } from '../../platform/values/field-types.ts';
import { KIND_KEYS } from '../../tencent/job-kinds.ts';
import { endpointUrl } from '../../platform/values/urls.ts';

const writtenTarget = z.strictObject({
  name: name().meta({ description: 'Unique name; the label `target` everywhere.' }),
  bucket: text(bucketProblem).meta({
    description: 'The bucket with its APPID.',
    writtenAs: 'text like `examplebucket-1250000000`',
  }),
  region: text(regionProblem).meta({
    description: 'The region of the bucket.',
    writtenAs: 'text like `ap-beijing`',
  }),
  credentials: z
    .string()
    .default('default')
    .meta({ description: 'Which entry of `credentials` signs the requests.' }),
  endpoint: z.exactOptional(endpointUrl()).meta({
    description: 'Where the API is asked; left out, it is made from bucket and region.',
    writtenAs: 'URL',
  }),
  schedule: cron().prefault('*/30 * * * * *').meta({
    description:
      'When the target is polled, in `timezone`: five or six fields, the first of six is the second.',
    writtenAs: 'cron expression',
  }),
  spread: z.boolean().default(true).meta({
    description:
      'Where several targets have the same schedule, each is polled a while after its time: always the same, less than the pause between two times, at most a minute. `false` keeps the second.',
  }),
  lookback: duration({ min: 1, max: 3_650 * DAY })
    .prefault('24h')
    .meta({ description: 'How far back the very first window reaches.', writtenAs: 'duration' }),
  overlap: duration({ min: 0, max: 30 * DAY })
    .prefault('10m')
    .meta({
      description: 'How far each window reaches back before the start of the last complete read.',
      writtenAs: 'duration',
    }),
  followFor: duration({ min: 1, max: 3_650 * DAY })
    .prefault('30d')
    .meta({
      description: 'How long a job that has not ended is followed past the window.',
      writtenAs: 'duration',
    }),
  pageSize: integer({ min: 1, max: 100 }).default(100).meta({ description: 'Jobs per request.' }),
  timeout: duration({ min: 1, max: 5 * MINUTE })
    .prefault('10s')
    .meta({ description: 'Deadline of each request.', writtenAs: 'duration' }),
  requestsPerSecond: z
    .number()
    .gt(0)
    .max(100_000)
    .default(5)
    .meta({ description: 'Upper bound of the request rate; fractions are allowed.' }),
  firstRun: z.enum(['summary', 'each', 'silent']).default('summary').meta({
    description:
      'What is notified of jobs that the very first read finds Failed or Pause: one summary, each job, or nothing. `summary` and `silent` open one incident for all of them; it is not escalated.',
  }),
  enrich: z
    .array(z.enum(['failedObjects']))
    .default([])
    .overwrite((kinds) => [...new Set(kinds)])
    .meta({
      description:
        'What is asked of the API beside the list, for messages. `failedObjects`: how the objects of an ended job fared, in at most ten requests a job; needs the right `ci:DescribeMediaJobs`, or the right of the family of its tasks.',
      writtenAs: '`failedObjects`, or a list of it',
      commaSeparated: true,
    }),
  allowHttp: z.boolean().default(false).meta({
    description:
      'Permits a plain `http:` endpoint that is not on this machine; requests then travel unencrypted.',
  }),
  ...KIND_KEYS,
});

/** One bucket in one region whose batch jobs are watched. `endpoint` is without a trailing slash. */
export type TargetConfig = z.output<typeof writtenTarget> & { endpoint: string };

export const targetSchema = z.codec(writtenTarget, z.custom<TargetConfig>(), {
  decode: (target) => ({ ...target, endpoint: target.endpoint ?? defaultEndpoint(target) }),
  encode: (target) => target,
});

/** The API's own host of a bucket, see the list page of the API: `<BucketName-APPID>.ci.<Region>.myqcloud.com`. */
function defaultEndpoint({ bucket, region }: z.output<typeof writtenTarget>): string {
  return `https://${bucket}.ci.${region}.myqcloud.com`;
}

/** The name is one label of a host name, hence the length. */
function bucketProblem(value: string) {
  if (value.length <= 63 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?-\d+$/.test(value)) return undefined;
  return {
    message: 'is not a bucket name with its APPID',
    hint: 'write lower-case letters, digits and "-", ending in the APPID: examplebucket-1250000000',
  };
}

/** No fixed list: the vendor adds regions, and no list of them is current. */
function regionProblem(value: string) {
  if (value.length <= 40 && /^[a-z]{2,}(-[a-z0-9]+)+$/.test(value)) return undefined;
  return {
    message: 'is not a region',
    hint: 'write its short name, e.g. ap-beijing, ap-singapore or eu-frankfurt',
  };
}
