import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/core/message/message.ts';
import { composeMail } from '../../src/channel/email/compose.ts';
import { sampleMails } from '../looks/sample-mails.ts';
import { receivedFrom, requireSpamAssassin, spamVerdicts } from '../support/spam-verdicts.ts';
import { TENCENT_PAGES } from '../../src/tencent/advice/vendor-pages.ts';

beforeAll(requireSpamAssassin);

/** What the receiving server knows of the machine that sends, and the score that every mail stays below. */
const RELAYS = [
  { name: 'reverse DNS', relay: 'mail.example.com', limit: 1 },
  { name: 'no reverse DNS', relay: 'unknown', limit: 3 },
];

describe.each(LANGUAGES)('every sort of mail in %s', (language) => {
  it.each(RELAYS)('from a machine with $name scores below $limit', async ({ relay, limit }) => {
    // A mail that is as old as the samples would count as forwarded late.
    const sentAt = Date.now();
    const mails = await Promise.all(
      Object.entries(sampleMails(language)).map(async ([name, message]) => {
        const { raw } = await composeMail(message, {
          pages: TENCENT_PAGES,
          from: 'Batchwatch <batchwatch@example.com>',
          sentAt,
        });
        return { name, raw: receivedFrom(relay, raw, new Date(sentAt)) };
      }),
    );
    const verdicts = await spamVerdicts(mails);
    const scores = mails.map(({ name }, at) => ({ name, ...verdicts[at] }));
    expect(scores.filter(({ score = Infinity }) => score >= limit)).toEqual([]);
  });
});
