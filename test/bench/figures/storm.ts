import { simpleParser } from 'mailparser';
import { startBenchFixture } from '../bench-fixture.ts';
import type { Figure } from '../figure.ts';
import { job } from '../jobs.ts';
import { startDaemonProcess, startReference } from '../measured-process.ts';

const REPETITIONS = 5;
const JOBS = 1_000;

/** 1,000 jobs that one poll shows as Failed: how many mails, how big, who is named, how soon. */
export const storm: Figure = {
  name: 'storm',
  async measure(report) {
    await using fixture = await startBenchFixture();
    const { cloud, mailbox } = fixture;
    const mails: number[] = [];
    const bytes: number[] = [];
    const unaccounted: number[] = [];
    const took: number[] = [];
    const bare: number[] = [];
    await using daemon = startDaemonProcess(fixture.config);
    await daemon.line('poll complete');
    await using sender = startReference('send-one', { smtpPort: mailbox.port, bytes: 80_000 });
    await mailbox.next();
    for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
      const ids = Array.from({ length: JOBS }, (_, index) =>
        job(`s${repetition}x${index}x`, 'Running', Date.now()),
      );
      for (const each of ids) cloud.put(each);
      // One row more than ten full pages: a list that ends with a full page is asked for its end once more.
      cloud.put(job(`z${repetition}x`, 'Success', Date.now() + 1_000));
      // Once more, for the first poll that shows them may have begun before all were there.
      await daemon.next('poll complete');
      await daemon.next('poll complete');
      const sent = mailbox.mails.length;
      const mail = mailbox.next();
      let endOfRead = 0;
      let isOver = false;
      fixture.onRequest = ({ nextToken, states }) => {
        if (isOver || states !== undefined) return;
        if (nextToken === undefined && endOfRead > 0) isOver = true;
        else endOfRead = performance.now();
        // All at once, as the first page of a read is asked for.
        if (nextToken === undefined && !isOver) {
          for (const { jobId } of ids)
            cloud.move(jobId, 'Failed', { code: 'AccessDenied', endTime: Date.now() });
        }
      };
      took.push((await mail).at - endOfRead);
      await daemon.next('poll complete');
      await daemon.next('poll complete');
      fixture.onRequest = () => {};
      const notified = mailbox.mails.slice(sent);
      mails.push(notified.length);
      bytes.push(Math.max(...notified.map(({ raw }) => raw.length / 1_000)));
      unaccounted.push(JOBS - (await countNotified(notified.map(({ raw }) => raw))));
      for (const { jobId } of ids) cloud.remove(jobId);
      const bareMail = mailbox.next();
      const told0 = performance.now();
      sender.send('send');
      bare.push((await bareMail).at - told0);
    }
    const what = `${JOBS} fail in one poll`;
    report({ what: `${what}, mails for the receiver`, unit: '', goal: { atMost: 1 }, samples: mails });
    report({ what: `${what}, biggest mail`, unit: 'kB', goal: { atMost: 100 }, samples: bytes });
    report({
      what: `${what}, neither named nor counted`,
      unit: '',
      goal: { atMost: 0 },
      samples: unaccounted,
    });
    report({
      what: `${what}, last request to 250`,
      unit: 'ms',
      goal: { atMost: 2_000 },
      samples: took,
      reference: { what: 'nodemailer, a mail of 80 kB', samples: bare },
    });
  },
};

/** Jobs named by id, plus those that a mail says it leaves out. */
async function countNotified(raws: readonly Buffer[]): Promise<number> {
  const named = new Set<string>();
  let leftOut = 0;
  for (const raw of raws) {
    const { text = '' } = await simpleParser(raw);
    for (const [id] of text.matchAll(/\bs\d+x\d+x0+\b/g)) named.add(id);
    for (const [, count] of text.matchAll(/(\d+)(?: more)? in state \S+ (?:is|are) not listed/g))
      leftOut += Number(count);
  }
  return named.size + leftOut;
}
