import { isEnded } from '../../../src/core/job/state.ts';
import { SECOND } from '../../../src/platform/time.ts';
import type { Stay } from '../job-past.ts';
import type { PollBench } from '../poll-bench.ts';
import { isLookUp, isStale, kindOf } from './answers.ts';

export interface Judgement {
  polls: number;
  requests: number;
  /** How often each kind of fault struck. */
  faults: ReadonlyMap<string, number>;
  /** Entries into Failed or Pause that had to be told. */
  transitions: number;
  /** Told more often than it happened: `poll 3: b1 Pause`. */
  false: readonly string[];
  /** Was to be seen, and was not told, or not known, by the end of the poll that could see it. */
  missed: readonly string[];
}

/**
 * Knows what the world did and what the answers showed, and compares the tellings with it after each poll.
 *
 * False is a telling of a job and state beyond the number of times that the job entered it. To be known, and to be told
 * when it alarms, is what stood from the beginning to the end of a complete poll without stale answers. To be told is
 * also, in any poll, what a whole and fresh answer to a list showed, but for a Pause that comes again: it waits for
 * a second answer. A job that left a state and came back between two polls cannot be told from one that stayed.
 */
export class Judge {
  readonly #bench: PollBench;
  readonly #told = new Map<string, number>();
  /** Entries into a state that alarms which no poll had to tell yet, and how often that was told before. */
  readonly #open = new Map<Stay, number>();
  readonly #false: string[] = [];
  readonly #missed: string[] = [];
  #polls = 0;
  #transitions = 0;
  #messagesRead = 0;
  #staysRead = 0;
  #before: Before = { answers: 0, stays: [], known: new Map(), told: new Map() };

  constructor(bench: PollBench) {
    this.#bench = bench;
  }

  async pollBegins(): Promise<void> {
    const { answers, past } = this.#bench.cloud;
    this.#polls += 1;
    this.#before = {
      answers: answers.length,
      stays: past.stays.filter(({ left }) => left === undefined),
      known: await this.#bench.snapshot(),
      told: new Map(this.#told),
    };
  }

  async pollEnded(outcome: string): Promise<void> {
    const { cloud } = this.#bench;
    this.#noteEntries();
    await this.#readMessages();
    const answers = cloud.answers.slice(this.#before.answers);
    const fresh = answers.filter(({ fault }) => !isStale(fault));
    const stood =
      outcome === 'complete' && fresh.length === answers.length ? await this.#standingAndKnown() : NONE;
    const shown = new Set(
      fresh
        .filter(({ query }) => !isLookUp(query))
        .flatMap(({ rows }) => rows ?? [])
        .map(toName),
    );
    await this.#readVanished();
    for (const [stay, toldBefore] of this.#open) {
      const name = toName(stay.job);
      const wasShown = shown.has(name) && (stay.job.state === 'Failed' || this.#isFirst(stay));
      if (!stood.has(stay) && !wasShown) continue;
      this.#open.delete(stay);
      this.#transitions += 1;
      if (this.#timesTold(name) <= toldBefore) this.#missed.push(this.#say(name));
    }
  }

  #noteEntries(): void {
    const { stays } = this.#bench.cloud.past;
    for (const stay of stays.slice(this.#staysRead)) {
      const { jobId, state } = stay.job;
      const cameBackUnseen = this.#before.known.get(jobId) === state;
      if (ALARMS.has(state) && !cameBackUnseen && this.#isSought(stay))
        this.#open.set(stay, this.#before.told.get(toName(stay.job)) ?? 0);
    }
    this.#staysRead = stays.length;
  }

  /** Whoever is gone was not listed for the whole of the poll that called it so. */
  async #readVanished(): Promise<void> {
    const { stays, known } = this.#before;
    const now = await this.#bench.snapshot();
    for (const { job, left } of stays) {
      const state = now.get(job.jobId) ?? '';
      if (left === undefined && state.endsWith(GONE) && state !== known.get(job.jobId))
        this.#false.push(this.#say(`${job.jobId} called vanished`));
    }
  }

  /** What was called vanished, and came back and ended before a poll could list it, is nobody's to know. */
  #isSought({ job }: Stay): boolean {
    return !(this.#before.known.get(job.jobId)?.endsWith(GONE) === true && isEnded(job.state));
  }

  /** Of what stood through a poll that could see everything; what is known to be otherwise counts as missed. */
  async #standingAndKnown(): Promise<ReadonlySet<Stay>> {
    const snapshot = await this.#bench.snapshot();
    const stood = this.#before.stays.filter(
      (stay) => stay.left === undefined && this.#isKnowable(stay, snapshot) && this.#isSought(stay),
    );
    for (const { job } of stood) {
      const known = snapshot.get(job.jobId) ?? 'unknown';
      if (known !== job.state) this.#missed.push(this.#say(`${toName(job)}, known as ${known}`));
    }
    return new Set(stood);
  }

  conclude(): Judgement {
    const { cloud } = this.#bench;
    const kinds = cloud.answers.flatMap(({ fault }) => (fault === undefined ? [] : [kindOf(fault)]));
    return {
      polls: this.#polls,
      requests: cloud.answers.length,
      faults: new Map([...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => [kind, all.length])),
      transitions: this.#transitions,
      false: this.#false,
      missed: this.#missed,
    };
  }

  async #readMessages(): Promise<void> {
    const messages = await this.#bench.messages();
    for (const { jobs } of messages.slice(this.#messagesRead)) {
      for (const { jobId, state } of jobs) this.#count(toName({ jobId, state }));
    }
    this.#messagesRead = messages.length;
  }

  #count(telling: string): void {
    const times = this.#timesTold(telling) + 1;
    this.#told.set(telling, times);
    const entries = this.#bench.cloud.past.stays.filter(({ job }) => toName(job) === telling).length;
    if (times > entries) this.#false.push(this.#say(telling));
  }

  #timesTold(telling: string): number {
    return this.#told.get(telling) ?? 0;
  }

  /** What was created before the first window, and had ended by then, is nobody's to know. */
  #isKnowable({ job }: Stay, snapshot: ReadonlyMap<string, string>): boolean {
    return snapshot.has(job.jobId) || job.createdAt >= this.#bench.firstWindowStart + SECOND;
  }

  #isFirst(stay: Stay): boolean {
    return this.#bench.cloud.past.stays.find(({ job }) => toName(job) === toName(stay.job)) === stay;
  }

  #say(telling: string): string {
    return `poll ${this.#polls}: ${telling}`;
  }
}

/** How things stood when the poll began. */
interface Before {
  /** How many had been given. */
  answers: number;
  /** What the world stood at. */
  stays: readonly Stay[];
  /** What the program knew: state by job id. */
  known: ReadonlyMap<string, string>;
  told: ReadonlyMap<string, number>;
}

const ALARMS: ReadonlySet<string> = new Set(['Failed', 'Pause']);
/** How a snapshot marks them. */
const GONE = ' (gone)';
const NONE: ReadonlySet<Stay> = new Set();

function toName({ jobId, state }: { jobId: string; state: string }): string {
  return `${jobId} ${state}`;
}
