import { BatchwatchProcess } from '../../support/batchwatch-process.ts';
import { startScene, type Scene } from '../../support/scene.ts';
import { mountSmallDisk } from '../../support/small-disk.ts';
import type { Effort } from '../proof.ts';
import { jobIdOf } from '../job-ids.ts';
import { compare, describeDifference, telling, toldBy } from '../told.ts';

const RECIPIENTS = ['oncall-1@example.com', 'oncall-2@example.com'];
/** Fills a page or two of the journal. */
const LONG = 'x'.repeat(12_000);

/** @returns `skipped`; else the figures and, when something went wrong, what. */
export async function fillDisk({
  mode,
  program,
}: Effort): Promise<'skipped' | { told: number; wrong: string | undefined }> {
  using disk = mountSmallDisk('2m');
  if (disk === undefined) return 'skipped';
  await using scene = await startScene();
  const storage = { url: `sqlite:${disk.path}/batchwatch.db` };
  scene.configure({ to: RECIPIENTS, root: { storage } });
  await using daemon = new BatchwatchProcess(['run', '--config', scene.config], { program });
  await daemon.line('poll complete');
  const failing = new FailingJobs(scene);
  for (let round = 1; round <= (mode === 'quick' ? 1 : 10); round += 1) {
    // The first of these is being told when the room ends: what the server took must be recorded yet.
    for (let job = 0; job < 4; job += 1) failing.next();
    await failing.told(RECIPIENTS.slice(0, 1));
    disk.fill();
    const full = daemon.times('poll failed', round);
    while (!(await isOver(full))) failing.next();
    const wrong = await complaint(daemon);
    if (wrong !== undefined) return { told: failing.expected.size, wrong };
    disk.free();
    await failing.told(RECIPIENTS);
    await daemon.times('polls complete again', round);
  }
  const told = toldBy(scene.smtp.mails);
  const repeats = told.repeats > 0 ? `${told.repeats} mails came twice` : undefined;
  return {
    told: failing.expected.size,
    wrong: describeDifference(compare(failing.expected, told)) ?? repeats,
  };
}

/** Whether it settles within half a second: about as often as the program polls. */
async function isOver(event: Promise<void>): Promise<boolean> {
  const pause = new Promise<false>((resolve) => setTimeout(() => resolve(false), 500));
  return await Promise.race([event.then(() => true as const), pause]);
}

/** What the program should say of a full disk, and does not. */
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
  readonly #scene: Scene;
  #last = 0;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  next(): void {
    const jobId = jobIdOf((this.#last += 1));
    const input = { Prefix: LONG };
    this.#scene.cloud.put({ jobId, name: 'nightly', state: 'Failed', creationTime: Date.now(), input });
    for (const recipient of RECIPIENTS) this.expected.add(telling(recipient, jobId, 'Failed'));
  }

  /** Resolves when the mail server has something of the last one for these. */
  async told(recipients: readonly string[]): Promise<void> {
    const jobId = jobIdOf(this.#last);
    for (const recipient of recipients) {
      await this.#scene.smtp.received((mail) => mail.to.includes(recipient) && mail.text.includes(jobId));
    }
  }
}
