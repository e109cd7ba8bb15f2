import { createEmailChannel, type EmailChannelOptions } from '../../../src/channel/email/send.ts';
import type { Channel } from '../../../src/outbox/channel.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { TENCENT_PAGES } from '../../../src/tencent/advice/vendor-pages.ts';

/** The real channel to a mail server of the test's. */
export function channelTo(
  sink: { host: string; port: number },
  changes: Partial<EmailChannelOptions> = {},
): Channel {
  return createEmailChannel({
    host: sink.host,
    port: sink.port,
    security: 'none',
    hello: 'batchwatch.example.com',
    from: 'Batchwatch <batchwatch@example.com>',
    pages: TENCENT_PAGES,
    maxPerMinute: 60,
    clock: systemClock,
    ...changes,
  });
}
