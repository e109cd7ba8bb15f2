import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { startFixture, type Fixture } from '../../support/process/fixture.ts';
import { mountSmallDisk, type SmallDisk } from '../../support/store/small-disk.ts';
import type { Effort } from '../proof.ts';
import { jobIdOf } from '../job-ids.ts';
import { compare, describeDifference, noticeOf, receivedIn } from '../received.ts';

const RECIPIENTS = ['oncall-1@example.com', 'oncall-2@example.com'];
/** Fills a page or two of the journal. */
const LONG = 'x'.repeat(12_000);

export interface FilledDisk {
  notified: number;
  /** Undefined when nothing went wrong. */
  wrong: string | undefined;
}

/**
 * Fills the disk of a daemon at work, each time just when the mail server takes a mail: what it took is to be
 * recorded, and cannot be. Then makes room, and in the end starts the program again.
 * @returns `skipped` when the user may not mount a disk.
 */
export async function fillDisk({ mode, program }: Effort): Promise<'skipped' | FilledDisk> {
  // Smaller than the journal before it is folded: it has to grow for every write.
  using disk = mountSmallDisk('3m');
  if (disk === undefined) return 'skipped';
  await using fixture = await startFixture();
  const storage = { url: `sqlite:${disk.path}/batchwatch.db` };
  fixture.configure({ to: RECIPIENTS, root: { storage } });
  const failing = new FailingJobs(fixture);
  const start = () => new BatchwatchProcess(['run', '--config', fixture.config], { program });
  await using daemon = start();
  await daemon.line('poll complete');
  for (let round = 1; round <= (mode === 'quick' ? 1 : 5); round += 1) {
    const wrong = await fillOnce({ fixture, disk, daemon, failing, round });
    if (wrong !== undefined) return { notified: failing.expected.size, wrong };
  }
  await daemon.kill('SIGTERM');
  // A notification without a record would be sent again first.
  await using next = start();
  await next.line('poll complete');
  failing.next();
  await failing.notified();
  const notified = receivedIn(fixture.smtp.mails);
  const repeats = notified.repeats > 0 ? `${notified.repeats} mails came twice` : undefined;
  return {
    notified: failing.expected.size,
    wrong: describeDifference(compare(failing.expected, notified)) ?? repeats,
  };
}

async function fillOnce(at: {
  fixture: Fixture;
  disk: SmallDisk;
  daemon: BatchwatchProcess;
  failing: FailingJobs;
  /** Counted from 1. */
  round: number;
}): Promise<string | undefined> {
  const { fixture, disk, daemon, failing, round } = at;
  fixture.smtp.setScript(({ phase }) => {
    if (phase === 'data') disk.fill();
    return undefined;
  });
  failing.next();
  await daemon.times('outbox cannot be used', round);
  fixture.smtp.setScript(undefined);
  const full = daemon.times('poll failed', round);
  do failing.next();
  while (!(await isOver(full)));
  const wrong = await complaint(daemon);
  if (wrong !== undefined) return wrong;
  disk.free();
  await failing.notified();
  await daemon.times('polls complete again', round);
  return undefined;
}

/** Returns true when it settles within half a second, which is about the interval of the polls. */
async function isOver(event: Promise<void>): Promise<boolean> {
  const pause = new Promise<false>((resolve) => setTimeout(() => resolve(false), 500));
  return await Promise.race([event.then(() => true as const), pause]);
}

/** Returns the first word about a full disk that the program should say and does not. */
async function complaint(daemon: BatchwatchProcess): Promise<string | undefined> {
  const { err } = (await daemon.line('poll failed')) as { err?: { code?: string; hint?: string } };
  if (err?.code !== 'store-full' || err.hint === undefined) return `the log says ${JSON.stringify(err)}`;
  const failures = await daemon.metric('batchwatch_store_write_failures_total');
  if (!(failures > 0)) return `batchwatch_store_write_failures_total is ${failures}`;
  // A small write may find a little room where a larger one found none, and not for long.
  for (let look = 1; look <= 100; look += 1) {
    const ready = await fetch(`${await daemon.url()}/readyz`);
    if (ready.status === 503 && (await ready.text()).includes('the store cannot be written'))
      return undefined;
    await isOver(NEVER);
  }
  return '/readyz never said that the store cannot be written';
}

const NEVER = new Promise<void>(() => {});

/** Jobs that fail, with long inputs, so that the journal has to grow. */
class FailingJobs {
  readonly expected = new Set<string>();
  readonly #fixture: Fixture;
  #last = 0;

  constructor(fixture: Fixture) {
    this.#fixture = fixture;
  }

  next(): void {
    const jobId = jobIdOf((this.#last += 1));
    const input = { Prefix: LONG };
    this.#fixture.cloud.put({ jobId, name: 'nightly', state: 'Failed', creationTime: Date.now(), input });
    for (const recipient of RECIPIENTS) this.expected.add(noticeOf(recipient, jobId, 'Failed'));
  }

  /** Resolves when the mail server has something of the last one for everybody. */
  async notified(): Promise<void> {
    const jobId = jobIdOf(this.#last);
    for (const recipient of RECIPIENTS) {
      await this.#fixture.smtp.received((mail) => mail.to.includes(recipient) && mail.text.includes(jobId));
    }
  }
}
