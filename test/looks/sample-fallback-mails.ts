import type { MessageFallback } from '../../src/core/incident/message-fallback.ts';
import type { Message } from '../../src/core/message/message.ts';
import { composeFallback, composeFallbackEnd } from '../../src/render/compose/compose-fallback.ts';
import { errorCodes } from '../../src/tencent/advice/error-codes.ts';
import { HOUR, MINUTE } from '../../src/platform/time.ts';
import { failures, FIRST, OPENED, story, type Make } from './sample-parts.ts';

/** What somebody gets in place of a receiver that cannot be reached. */
export function fallbackMails(of: Make): Readonly<Record<string, Message>> {
  const message = of({
    jobs: failures(14),
    counts: [{ state: 'Failed', count: 14 }],
    story: story({ jobs: 14, labels: { code: 'AccessDenied' } }),
  });
  const { language = 'en', timezone, publicUrl } = message;
  const sending = {
    defaults: { language, timezone, publicUrl, errorCodes: errorCodes({}), messageDomain: 'example.com' },
    receiver: { name: 'lead', routes: [{ channel: 'email', recipients: ['lead@example.com'] }] },
    now: OPENED + 10 * MINUTE,
  };
  const send = (fallback: MessageFallback, messageId: string) =>
    composeFallback(
      { message, messageId, fallback, acknowledgeUrl: `${publicUrl}/incidents/1/ack` },
      sending,
    );
  const missed = { receiver: 'oncall', channel: 'wecom', waited: 10 * MINUTE };
  return {
    'fallback-waited': send({ ...missed, reason: 'waited' }, FIRST),
    'fallback-given-up': send({ ...missed, reason: 'given-up' }, FIRST),
    'fallback-free': composeFallbackEnd(
      { message, messageId: '<2@example.com>', inReplyTo: FIRST, fallback: { ...missed, reason: 'free' } },
      { ...sending, now: OPENED + HOUR },
    ),
  };
}
