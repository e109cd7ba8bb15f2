import { endpointAt } from '../../../src/channel/base/http/http-endpoint.ts';
import type { Sending } from '../../../src/channel/base/http/http-channel-spec.ts';
import { Secret } from '../../../src/platform/secret.ts';
import type { Instant } from '../../../src/platform/time.ts';
import { TENCENT_PAGES } from '../../../src/tencent/advice/vendor-pages.ts';

/** Returns the rest of what a message over HTTP is written with: a destination and a time, and no keys. */
export function sendingTo<Block>(block: Block, sentAt: Instant = 0): Sending<Block> {
  return {
    block,
    endpoint: endpointAt('test', new Secret('https://vendor.example.com/send?access_token=TOKEN')),
    sentAt,
    pages: TENCENT_PAGES,
    thread: undefined,
    keyOf: () => Promise.reject(new Error('no key')),
  };
}
