/**
 * Where the vendor's console shows a bucket's jobs. A link to one batch job is not documented, nor is a tab of this
 * page; the way from there is Jobs and workflows > Batch data processing > Execution result.
 */
export function consoleUrl(target: { bucket: string; region: string }): string {
  const query = new URLSearchParams({ bucket: target.bucket, region: target.region });
  return `https://console.cloud.tencent.com/ci/bucket?${query.toString()}`;
}
