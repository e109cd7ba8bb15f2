import * as fc from 'fast-check';
import { composeMail } from '../../../src/channel/email/compose.ts';
import { takeShare, type Share } from '../in-workers.ts';
import { shrinkBriefly } from '../shrink-briefly.ts';
import { describeFailure, type Fuzzed } from './fuzzed.ts';
import { withoutHang } from './hang.ts';
import { hostileMessages } from './hostile-messages.ts';
import { findMailProblem } from './mail-problems.ts';
import { TENCENT_PAGES } from '../../../src/tencent/advice/vendor-pages.ts';

const SENDER = {
  from: 'Batchwatch <batchwatch@example.com>',
  pages: TENCENT_PAGES,
  sentAt: Date.parse('2026-11-23T01:15:07Z'),
};

await takeShare(fuzzMails);

async function fuzzMails({ tries, seed }: Share): Promise<Fuzzed> {
  let mails = 0;
  const details = await fc.check(
    fc.asyncProperty(
      hostileMessages,
      shrinkBriefly(async (message) => {
        const { raw } = await withoutHang(() => composeMail(message, SENDER));
        const problem = await findMailProblem(raw, message);
        mails += 1;
        if (problem !== undefined) throw new Error(problem);
      }),
    ),
    { numRuns: tries, seed },
  );
  return { counts: { mails }, counterExample: describeFailure(details) };
}
