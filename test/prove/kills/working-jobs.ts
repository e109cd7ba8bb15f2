import type { SimulatedCloud } from '../../../src/demo/simulator/simulated-cloud.ts';
import { HOUR, MINUTE } from '../../../src/platform/time.ts';
import { jobIdOf } from '../job-ids.ts';
import { noticeOf, type Notice } from '../received.ts';
import { QUIET, recipientsOf } from './alarms.ts';

/** One thing that happens to the jobs; nothing happens when there is no job that it could happen to. */
export type Change = (typeof CHANGES)[number];

export const CHANGES = [
  'one is created and fails',
  'one is created and pauses',
  'one is created and succeeds',
  'one is created',
  'the oldest young one fails',
  'the oldest young one pauses',
  'the oldest young one succeeds',
  'a paused one fails',
  'an old one fails',
] as const;

/** Changes before each start, so that each life has pages to read, mails to send and jobs to prune. */
export const EACH_TIME: readonly Change[] = [
  'one is created and fails',
  'one is created and succeeds',
  'one is created and succeeds',
  'one is created',
  'an old one fails',
];

/** More than one series has lives: one of them fails before each. */
const OLD_JOBS = 24;

/**
 * The jobs of a fixture. The old ones were created hours ago: no window shows them once the first read is
 * done, and pruning may take them when they have ended. The young ones leave the window after two seconds.
 */
export class WorkingJobs {
  readonly #cloud: SimulatedCloud;
  readonly #isReceived: (notice: Notice) => boolean;
  readonly #old: string[] = [];
  readonly #young: string[] = [];
  readonly #paused: string[] = [];
  readonly #expected = new Set<Notice>();
  #created = 0;

  /** @param isReceived whether a mail with this notice has come already. */
  constructor(cloud: SimulatedCloud, isReceived: (notice: Notice) => boolean) {
    this.#cloud = cloud;
    this.#isReceived = isReceived;
    for (let job = 0; job < OLD_JOBS; job++) {
      this.#old.push(this.#create('Running', Date.now() - 5 * HOUR + job * MINUTE));
    }
    this.#create('Pause', Date.now() - 6 * HOUR, QUIET);
  }

  /** Everything that must have been notified in the end. */
  get expected(): ReadonlySet<Notice> {
    return this.#expected;
  }

  happen(change: Change): void {
    switch (change) {
      case 'one is created and fails':
        this.#create('Failed');
        return;
      case 'one is created and pauses':
        this.#paused.push(this.#create('Pause'));
        return;
      case 'one is created and succeeds':
        this.#create('Success');
        return;
      case 'one is created':
        this.#young.push(this.#create('Running'));
        return;
      case 'the oldest young one fails':
        return this.#move(this.#young.shift(), 'Failed');
      case 'the oldest young one succeeds':
        return this.#move(this.#young.shift(), 'Success');
      case 'the oldest young one pauses': {
        const job = this.#young.shift();
        if (job !== undefined) this.#paused.push(job);
        return this.#move(job, 'Pause');
      }
      case 'a paused one fails':
        return this.#move(this.#takePaused(), 'Failed');
      case 'an old one fails':
        return this.#move(this.#old.shift(), 'Failed');
      default:
        return change satisfies never;
    }
  }

  /** A job whose pause was notified. Nobody promises that for a pause that no poll has seen. */
  #takePaused(): string | undefined {
    const at = this.#paused.findIndex((job) => noticesOf(job, 'Pause').some((one) => this.#isReceived(one)));
    return at === -1 ? undefined : this.#paused.splice(at, 1)[0];
  }

  #create(state: string, creationTime = Date.now(), name = 'nightly'): string {
    const jobId = jobIdOf((this.#created += 1));
    this.#cloud.put({ jobId, name, state, creationTime });
    this.#expect(jobId, state);
    return jobId;
  }

  #move(jobId: string | undefined, state: string): void {
    if (jobId === undefined) return;
    this.#cloud.move(jobId, state);
    this.#expect(jobId, state);
  }

  #expect(jobId: string, state: string): void {
    for (const one of noticesOf(jobId, state)) this.#expected.add(one);
  }
}

function noticesOf(jobId: string, state: string): Notice[] {
  return recipientsOf(state).map((recipient) => noticeOf(recipient, jobId, state));
}
