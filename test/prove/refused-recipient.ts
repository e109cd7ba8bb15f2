import { BatchwatchProcess } from '../support/process/batchwatch-process.ts';
import { startFixture } from '../support/process/fixture.ts';
import { jobIdOf } from './job-ids.ts';
import type { Effort, Outcome, Proof } from './proof.ts';
import { compare, describeDifference, noticeOf, receivedIn } from './received.ts';

const GONE = 'gone@example.com';
const GOOD = Array.from({ length: 9 }, (_, index) => `oncall-${index + 1}@example.com`);

/** One address of ten does not exist any more: the mail server answers its RCPT with 550. */
export const refusedRecipient: Proof = {
  id: 'P3',
  what: '1 refused recipient of 10',
  goal: '9 notified once, 1 dead-lettered and visible, 0 repeats',
  run: proveRefusedRecipient,
};

async function proveRefusedRecipient({ mode, program }: Effort): Promise<Outcome> {
  const rounds = mode === 'quick' ? 3 : 50;
  let triesOnGone = 0;
  await using fixture = await startFixture({
    smtp: {
      script: ({ phase, recipient }) => {
        if (phase !== 'rcpt' || recipient !== GONE) return undefined;
        triesOnGone += 1;
        return { do: 'reply', code: 550, text: 'no such user' };
      },
    },
  });
  fixture.configure({ to: [...GOOD.slice(0, 4), GONE, ...GOOD.slice(4)] });
  await using daemon = new BatchwatchProcess(['run', '--config', fixture.config], { program });
  await daemon.line('poll complete');
  const expected = new Set<string>();
  for (let round = 1; round <= rounds; round++) {
    const jobId = jobIdOf(round);
    fixture.cloud.put({ jobId, name: 'nightly', state: 'Failed', creationTime: Date.now() });
    for (const recipient of GOOD) expected.add(noticeOf(recipient, jobId, 'Failed'));
    await daemon.times('notification delivered', GOOD.length * round);
  }
  const dead = await daemon.metric('batchwatch_outbox_entries{channel="email",state="dead"}');
  const notified = receivedIn(fixture.smtp.mails);
  const difference = describeDifference(compare(expected, notified));
  const held =
    difference === undefined && notified.repeats === 0 && dead === rounds && triesOnGone === rounds;
  return {
    held,
    reached: `${rounds} failures: ${notified.messages.size} of ${expected.size} notifications to 9 good ones, ${notified.repeats} repeats; ${dead} dead letters shown, ${triesOnGone} tries on the refused one`,
    counterExample: difference,
  };
}
