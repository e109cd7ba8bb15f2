import { startBenchFixture } from '../bench-fixture.ts';
import type { Figure } from '../figure.ts';
import { job } from '../jobs.ts';
import { startDaemonProcess, startReference } from '../measured-process.ts';

const REPETITIONS = 7;

/**
 * A job fails while the mail server refuses, the daemon is killed, both come back: from `listening` to the 250.
 * Beside it, a bare process that sends one mail as soon as it can.
 */
export const restart: Figure = {
  name: 'restart',
  async measure(report) {
    await using fixture = await startBenchFixture();
    const { cloud, mailbox } = fixture;
    const took: number[] = [];
    const bare: number[] = [];
    for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
      const id = job(`r${repetition}x`, 'Running', Date.now());
      cloud.put(id);
      {
        await using daemon = startDaemonProcess(fixture.config);
        await daemon.line('poll complete');
        await mailbox.refuse();
        cloud.move(id.jobId, 'Failed', { code: 'AccessDenied' });
        await daemon.line('notification not delivered yet');
        await daemon.kill('SIGKILL');
      }
      await mailbox.resume();
      const mail = mailbox.next();
      {
        await using daemon = startDaemonProcess(fixture.config);
        const { at } = await daemon.line('listening');
        took.push((await mail).at - at);
        await daemon.line('notification delivered');
      }
      const bareMail = mailbox.next();
      await using sender = startReference('send-one', { smtpPort: mailbox.port });
      const { at } = await sender.line('listening');
      bare.push((await bareMail).at - at);
    }
    report({
      what: 'first mail after SIGKILL and restart, from listening',
      unit: 'ms',
      goal: { atMost: 2_000 },
      samples: took,
      reference: { what: 'first mail of a bare process', samples: bare },
    });
  },
};
