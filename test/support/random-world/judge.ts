import { isEnded } from '../../../src/core/job/state.ts';
import { SECOND } from '../../../src/platform/time.ts';
import type { StateSpell } from '../poll/job-past.ts';
import type { PollFixture } from '../poll/poll-fixture.ts';
import type { GivenAnswer } from '../poll/scripted-cloud.ts';
import { isLookUp, isStale, kindOf } from './answers.ts';

export interface Judgement {
  polls: number;
  requests: number;
  /** The number of times that each kind of fault struck. */
  faults: ReadonlyMap<string, number>;
  /** Entries into Failed or Pause that had to be notified. */
  transitions: number;
  /** Notified more often than it happened: `poll 3: b1 Pause`. */
  false: readonly string[];
  /** Visible, and not notified, or not known, by the end of the poll that could see it. */
  missed: readonly string[];
}

/**
 * Knows what the simulation did and what the answers showed, and compares the notices with it after each poll.
 *
 * False is a telling of a job and state beyond the number of times that the job entered it. To be known, and to be told
 * when it alarms, is what stood from the beginning to the end of a complete poll without stale answers. To be told is
 * also, in any poll, what a whole and fresh answer to a list showed, but for a Pause that comes again: it waits for
 * a second answer. A job that left a state and came back between two polls cannot be told from one that stayed.
 */
export class Judge {
  readonly #fixture: PollFixture;
  readonly #notified = new Map<string, number>();
  /** Entries into a state that alarms which no poll had to tell yet, and how often that was told before. */
  readonly #open = new Map<StateSpell, number>();
  readonly #false: string[] = [];
  readonly #missed: string[] = [];
  #polls = 0;
  #transitions = 0;
  #messagesRead = 0;
  #spellsRead = 0;
  #before: Before = { answers: 0, spells: [], known: new Map(), notified: new Map() };

  constructor(fixture: PollFixture) {
    this.#fixture = fixture;
  }

  async pollBegins(): Promise<void> {
    const { answers, past } = this.#fixture.cloud;
    this.#polls += 1;
    this.#before = {
      answers: answers.length,
      spells: past.spells.filter(({ left }) => left === undefined),
      known: await this.#fixture.snapshot(),
      notified: new Map(this.#notified),
    };
  }

  async pollEnded(outcome: string): Promise<void> {
    const { cloud } = this.#fixture;
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
    await this.#readVanished(answers);
    for (const [spell, notifiedBefore] of this.#open) {
      const name = toName(spell.job);
      const wasShown = shown.has(name) && (spell.job.state === 'Failed' || this.#isFirst(spell));
      if (!stood.has(spell) && !wasShown) continue;
      this.#open.delete(spell);
      this.#transitions += 1;
      if (this.#timesNotified(name) <= notifiedBefore) this.#missed.push(this.#say(name));
    }
  }

  #noteEntries(): void {
    const { spells } = this.#fixture.cloud.past;
    for (const spell of spells.slice(this.#spellsRead)) {
      const { jobId, state } = spell.job;
      const cameBackUnseen = this.#before.known.get(jobId) === state;
      if (ALARMS.has(state) && !cameBackUnseen && this.#isSought(spell))
        this.#open.set(spell, this.#before.notified.get(toName(spell.job)) ?? 0);
    }
    this.#spellsRead = spells.length;
  }

  /** What is called vanished was missing at a moment that an answer of this poll showed. */
  async #readVanished(answers: readonly GivenAnswer[]): Promise<void> {
    const { spells, known } = this.#before;
    const now = await this.#fixture.snapshot();
    const oldest = Math.min(...answers.map(({ asOf }) => asOf));
    for (const { job, entered, left } of spells) {
      const state = now.get(job.jobId) ?? '';
      if (left === undefined && entered <= oldest && state.endsWith(GONE) && state !== known.get(job.jobId))
        this.#false.push(this.#say(`${job.jobId} called vanished`));
    }
  }

  /** A job that vanished, came back and ended before a poll could list it need not be known. */
  #isSought({ job }: StateSpell): boolean {
    return !(this.#before.known.get(job.jobId)?.endsWith(GONE) === true && isEnded(job.state));
  }

  /** Of what stood through a poll that could see everything; what is known to be otherwise counts as missed. */
  async #standingAndKnown(): Promise<ReadonlySet<StateSpell>> {
    const snapshot = await this.#fixture.snapshot();
    const stood = this.#before.spells.filter(
      (spell) => spell.left === undefined && this.#isKnowable(spell, snapshot) && this.#isSought(spell),
    );
    for (const { job } of stood) {
      const known = snapshot.get(job.jobId) ?? 'unknown';
      if (known !== job.state) this.#missed.push(this.#say(`${toName(job)}, known as ${known}`));
    }
    return new Set(stood);
  }

  conclude(): Judgement {
    const { cloud } = this.#fixture;
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
    const messages = await this.#fixture.messages();
    for (const { jobs } of messages.slice(this.#messagesRead)) {
      for (const { jobId, state } of jobs) this.#count(toName({ jobId, state }));
    }
    this.#messagesRead = messages.length;
  }

  #count(notice: string): void {
    const times = this.#timesNotified(notice) + 1;
    this.#notified.set(notice, times);
    const entries = this.#fixture.cloud.past.spells.filter(({ job }) => toName(job) === notice).length;
    if (times > entries) this.#false.push(this.#say(notice));
  }

  #timesNotified(notice: string): number {
    return this.#notified.get(notice) ?? 0;
  }

  /** A job that was created before the first window, and had ended by then, need not be known. */
  #isKnowable({ job }: StateSpell, snapshot: ReadonlyMap<string, string>): boolean {
    return snapshot.has(job.jobId) || job.createdAt >= this.#fixture.firstWindowStart + SECOND;
  }

  #isFirst(spell: StateSpell): boolean {
    return this.#fixture.cloud.past.spells.find(({ job }) => toName(job) === toName(spell.job)) === spell;
  }

  #say(notice: string): string {
    return `poll ${this.#polls}: ${notice}`;
  }
}

/** The world at the beginning of the poll. */
interface Before {
  /** The number given so far. */
  answers: number;
  /** The simulation's state. */
  spells: readonly StateSpell[];
  /** The program's knowledge: state by job id. */
  known: ReadonlyMap<string, string>;
  notified: ReadonlyMap<string, number>;
}

const ALARMS: ReadonlySet<string> = new Set(['Failed', 'Pause']);
/** The mark in a snapshot. */
const GONE = ' (gone)';
const NONE: ReadonlySet<StateSpell> = new Set();

function toName({ jobId, state }: { jobId: string; state: string }): string {
  return `${jobId} ${state}`;
}
