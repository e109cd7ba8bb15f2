/** A call, and its bucket. */
export interface Asked {
  /** `<BucketName-APPID>`. */
  bucket: string;
  region: string;
  /** The CAM action that the key needs, e.g. `ci:DescribeInventoryTriggerJobs`. */
  action: string;
}

/** Returns advice about an error code of the service; undefined for a code without any. */
export function hintFor(code: string, asked: Asked): string | undefined {
  return code === 'AccessDenied' || code === 'ResourceAccessDenied' ? rightsHint(asked) : HINTS.get(code);
}

/** The form of the resource: Tencent Cloud, CI, "Authorization granularity". */
function rightsHint({ bucket, region, action }: Asked): string {
  const appId = /-(\d+)$/.exec(bucket)?.[1] ?? '<APPID>';
  const resource = `qcs::ci:${region}:uid/${appId}:bucket/${bucket}/*`;
  return `Grant the key the CAM action ${action} on the resource ${resource}.`;
}

const BIND = 'Bind the bucket to CI and enable media processing for it in the CI console.';
const CLOCK = 'Set the clock of this machine by NTP: the service accepts 15 minutes at most.';
const KEY_ID = 'Check secretId: the service does not know it (deleted, disabled, or mistyped).';
const TOKEN = 'The temporary key has ended: fetch a new one, or use a source that refreshes it.';
const BUCKET = 'Check bucket (its name ends in -APPID) and region of the target.';

/** Codes of the CI and COS error tables (Tencent Cloud, "Error codes" of both products). */
const HINTS = new Map([
  ['MediaBucketUnBinded', BIND],
  ['PicBucketUnBinded', BIND],
  ['CIRoleNotExist', 'Create the service role CI_QCSRole by authorizing CI in the console.'],
  ['RequestTimeTooSkewed', CLOCK],
  ['SignatureExpired', CLOCK],
  ['SecretidNotExist', KEY_ID],
  ['InvalidAccessKeyId', KEY_ID],
  ['SignatureDoesNotMatch', 'Check secretKey: it does not belong to this secretId, or has a stray blank.'],
  [
    'InvalidAuthorization',
    'Check secretId, secretKey and token of the target: they do not make a valid signature.',
  ],
  ['MissingAuthorization', 'Something between here and the service takes the Authorization header away.'],
  ['ExpiredToken', TOKEN],
  ['NoSuchBucket', BUCKET],
  ['InvalidBucketName', BUCKET],
  ['InvalidRegionName', BUCKET],
  ['InvalidHost', BUCKET],
  ['InvalidUrl', 'Check endpoint: https://<BucketName-APPID>.ci.<region>.myqcloud.com, without a path.'],
  ['InvalidArgument', 'Check the filters under jobs (type, name, workflowId) and pageSize (at most 100).'],
  ['SlowDown', 'Lower requestsPerSecond, or poll less often.'],
  ['UnavailableForLegalReasons', 'The service has blocked this bucket or account: ask its support.'],
]);
