import type { Message } from '../../alerts/message.ts';

/** A link that Batchwatch itself made; nothing that came from a job ever becomes one. */
export interface Link {
  readonly label: string;
  readonly url: string;
}

/** Where to go from the mail: the bucket in the vendor's console, and what the states mean. */
export function mailLinks(message: Message): readonly Link[] {
  if (message.target === undefined) return [];
  const paused = message.counts.some(({ state }) => state === 'Pause');
  return [
    { label: 'Tencent console', url: consoleUrl(message.target) },
    { label: 'What the states mean', url: STATES_PAGE },
    ...(paused ? [{ label: 'How to re-activate a queue', url: QUEUE_PAGE }] : []),
  ];
}

/** The vendor's pages on listing batch jobs and on updating a queue. */
const STATES_PAGE = 'https://cloud.tencent.com/document/product/460/76894';
const QUEUE_PAGE = 'https://www.tencentcloud.com/document/api/1045/72940';

function consoleUrl(target: { readonly bucket: string; readonly region: string }): string {
  const query = new URLSearchParams({ bucket: target.bucket, region: target.region });
  return `https://console.cloud.tencent.com/ci/bucket?${query.toString()}`;
}
