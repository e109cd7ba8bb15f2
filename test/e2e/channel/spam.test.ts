import { beforeAll, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../../src/core/message/message.ts';
import { composeMail } from '../../../src/channel/email/compose.ts';
import { sampleMails } from '../../looks/sample-mails.ts';
import {
  receivedFrom,
  requireSpamAssassin,
  spamVerdicts,
  type ReceivedMail,
} from '../../support/mail/spam-verdicts.ts';
import { TENCENT_PAGES } from '../../../src/tencent/advice/vendor-pages.ts';

/** The receiving server's knowledge of the machine that sends, and a limit. Every mail scores below the limit. */
const RELAYS = [
  { machine: 'reverse DNS', relay: 'mail.example.com', limit: 1 },
  { machine: 'no reverse DNS', relay: 'unknown', limit: 3 },
];
const CASES = LANGUAGES.flatMap((language) => RELAYS.map((relay) => ({ language, ...relay })));

let judged: readonly (readonly JudgedMail[])[];
// One run for all of them: reading its rules takes SpamAssassin longer than most mails.
beforeAll(async () => {
  requireSpamAssassin();
  const mails = await Promise.all(CASES.map(mailsOf));
  const verdicts = (await spamVerdicts(mails.flat())).values();
  judged = mails.map((all) => all.map(({ name }) => ({ name, ...verdicts.next().value })));
});

it.each(CASES.map((one, at) => ({ ...one, at })))(
  'every sort of mail in $language from a machine with $machine scores below $limit',
  ({ limit, at }) => {
    expect(judged[at]).not.toEqual([]);
    expect(judged[at]?.filter(({ score = Infinity }) => score >= limit)).toEqual([]);
  },
);

interface JudgedMail {
  readonly name: string;
  readonly score?: number;
}

async function mailsOf(from: {
  readonly language: Language;
  readonly relay: string;
}): Promise<ReceivedMail[]> {
  // A mail that is as old as the samples would count as forwarded late.
  const sentAt = Date.now();
  return await Promise.all(
    Object.entries(sampleMails(from.language)).map(async ([name, message]) => {
      const { raw } = await composeMail(message, {
        pages: TENCENT_PAGES,
        from: 'Batchwatch <batchwatch@example.com>',
        sentAt,
      });
      return { name, raw: receivedFrom(from.relay, raw, new Date(sentAt)) };
    }),
  );
}
