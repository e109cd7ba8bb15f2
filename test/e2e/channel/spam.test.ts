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

/**
 * Every mail scores below it, from a machine without reverse DNS: that alone counts for 2.4. A mail from any other
 * machine scores less.
 */
const LIMIT = 3;

let judged: readonly (readonly JudgedMail[])[];
// One run for all of them: reading its rules takes SpamAssassin longer than most mails.
beforeAll(async () => {
  requireSpamAssassin();
  const mails = await Promise.all(LANGUAGES.map(mailsOf));
  const verdicts = (await spamVerdicts(mails.flat())).values();
  judged = mails.map((all) => all.map(({ name }) => ({ name, ...verdicts.next().value })));
});

it.each(LANGUAGES.map((language, at) => ({ language, at })))(
  'every sort of mail in $language from a machine without reverse DNS scores below 3',
  ({ at }) => {
    expect(judged[at]).not.toEqual([]);
    expect(judged[at]?.filter(({ score = Infinity }) => score >= LIMIT)).toEqual([]);
    expect(judged[at]?.filter(({ rules = [] }) => !rules.includes('RDNS_NONE'))).toEqual([]);
  },
);

interface JudgedMail {
  readonly name: string;
  readonly score?: number;
  readonly rules?: readonly string[];
}

async function mailsOf(language: Language): Promise<ReceivedMail[]> {
  // A mail that is as old as the samples would count as forwarded late.
  const sentAt = Date.now();
  return await Promise.all(
    Object.entries(sampleMails(language)).map(async ([name, message]) => {
      const { raw } = await composeMail(message, {
        pages: TENCENT_PAGES,
        from: 'Batchwatch <batchwatch@example.com>',
        sentAt,
      });
      return { name, raw: receivedFrom('unknown', raw, new Date(sentAt)) };
    }),
  );
}
