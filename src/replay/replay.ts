import type { Message } from '../core/message/message.ts';
import type { HoldReason } from '../core/incident/lifecycle.ts';
import type { SuppressReason } from '../core/rule/decide.ts';
import { asksUsual, OVERDUE_STATES } from '../core/rule/overdue.ts';
import type { EvaluationStats } from '../core/incident/evaluate/evaluation-stats.ts';
import type { IncidentEngine } from '../engine/incident-engine.ts';
import type { JobDetails, KnownJob } from '../core/job/job.ts';
import { acknowledgeIncident, closeManually } from '../actions/incident-actions.ts';
import { findOpen, nextDueIncident } from '../store/incidents/incidents.ts';
import { pastInterventions, type Intervention } from '../store/history/interventions.ts';
import { fromJson } from '../store/dialect/json.ts';
import { messagesAfter } from '../store/outbox/notifications.ts';
import { pastChanges, type Span } from '../store/history/past.ts';
import { saveJobs } from '../store/jobs/jobs.ts';
import { runsBefore } from '../store/jobs/past-runs.ts';
import { pastCounts } from '../store/history/past-counts.ts';
import { deliverAll } from '../store/outbox/deliver-all.ts';
import { openScratchStore } from '../store/sqlite/scratch.ts';
import { addSilence, pastSilences, type PastSilence } from '../store/incidents/silences.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { Store } from '../store/store.ts';
import { registerTarget } from '../store/jobs/targets.ts';
import { SECOND, type Clock, type Duration, type Instant } from '../platform/time.ts';
import { NextOverdue } from './next-overdue.ts';
import { lateCounts, toPolls, type LateCounts, type PastPoll } from './past-polls.ts';
import { playCounts } from './play-counts.ts';
import { playPoll } from './play-poll.ts';
import type { PlayContext, ReplayTarget } from './play-context.ts';

export interface ReplayOptions {
  /** The store of the past. It is only read. */
  past: Store;
  /** The engine with the rules of the replay and `quietMonitors`. */
  engine: IncidentEngine;
  targets: readonly ReplayTarget[];
  details: (job: KnownJob) => JobDetails;
  span: Span;
  /** The replay begins so long before the span, so that open incidents are open again. */
  reach: Duration;
  clock: Clock;
  /** Called with each message of the span, in order. */
  onMessage: (message: Message) => void;
}

/** The numbers of a replay, within the span. */
export interface ReplaySummary {
  polls: number;
  transitions: number;
  silences: number;
  interventions: number;
  /** Interventions that found no incident to act on. */
  missed: number;
  /** Transitions of targets that are not configured. */
  foreign: number;
  /** Suppressed and held decisions, by reason. */
  suppressed: Readonly<Partial<Record<SuppressReason | HoldReason, number>>>;
}

/**
 * Plays the past again in a scratch store. The daemon's own code decides, correlates and evaluates each poll's
 * transitions, on a clock that moves with them. Delivery takes no time.
 */
export async function replay(options: ReplayOptions): Promise<ReplaySummary> {
  const scratch = openScratchStore(options.clock);
  try {
    return await new Replay(scratch, options).run();
  } finally {
    await scratch.close();
  }
}

/** The daemon's pause between two looks for due work. */
const LOOK_EVERY: Duration = SECOND;

type Happening =
  | { kind: 'poll'; at: Instant; poll: PastPoll }
  | { kind: 'counts'; at: Instant; late: LateCounts }
  | { kind: 'silence'; at: Instant; silence: PastSilence }
  | { kind: 'intervention'; at: Instant; intervention: Intervention };

class Replay {
  readonly #scratch: Store;
  readonly #options: ReplayOptions;
  readonly #contexts: ReadonlyMap<string, PlayContext>;
  readonly #counts = { polls: 0, transitions: 0, silences: 0, interventions: 0, missed: 0, foreign: 0 };
  readonly #suppressed = new Map<SuppressReason | HoldReason, number>();
  readonly #overdue: NextOverdue;
  #now: Instant = -Infinity;
  #lastMessage = 0;

  constructor(scratch: Store, options: ReplayOptions) {
    this.#scratch = scratch;
    this.#options = options;
    const { targets, past, details } = options;
    this.#overdue = new NextOverdue(targets, details);
    this.#contexts = new Map(targets.map((target) => [target.name, { target, past, details }]));
  }

  async run(): Promise<ReplaySummary> {
    const { targets, span } = this.#options;
    await this.#scratch.write(async (trx) => {
      for (const { name, bucket, region } of targets)
        await registerTarget(trx, { name, bucket, region, scope: '' });
    });
    for (const target of targets) await this.#learn(target);
    for (const happening of await this.#happenings()) {
      await this.#evaluateUntil(happening.at);
      await this.#happen(happening);
    }
    await this.#evaluateUntil(span.until - 1);
    return { ...this.#counts, suppressed: Object.fromEntries(this.#suppressed) };
  }

  /** Copies the earlier runs of a target, where a rule compares with the usual run time. */
  async #learn({ name, rules }: ReplayTarget): Promise<void> {
    if (!OVERDUE_STATES.some((state) => asksUsual(rules, state))) return;
    const { past, span, reach } = this.#options;
    const runs = await past.read((db) => runsBefore(db, { target: name, before: span.from - reach }));
    await this.#scratch.write((trx) => saveJobs(trx, name, runs));
  }

  /** Returns all that happened, in order of time. Interventions come before a poll that ended at the same moment. */
  async #happenings(): Promise<Happening[]> {
    const { past, span, reach } = this.#options;
    const reached = { from: span.from - reach, until: span.until };
    const silences = await past.read((db) => pastSilences(db, reached));
    const interventions = await past.read((db) => pastInterventions(db, reached));
    const counts = await past.read((db) => pastCounts(db, reached));
    const polls = toPolls(await past.read((db) => pastChanges(db, reached)), counts);
    return [
      ...silences.map((silence) => ({ kind: 'silence' as const, at: silence.createdAt, silence })),
      ...interventions.map((intervention) => ({
        kind: 'intervention' as const,
        at: intervention.at,
        intervention,
      })),
      ...polls.map((poll) => ({ kind: 'poll' as const, at: poll.endedAt, poll })),
      ...lateCounts(counts, polls).map((late) => ({ kind: 'counts' as const, at: late.at, late })),
    ].toSorted((a, b) => a.at - b.at);
  }

  async #happen(happening: Happening): Promise<void> {
    const isInSpan = happening.at >= this.#options.span.from;
    switch (happening.kind) {
      case 'silence':
        this.#counts.silences += 1;
        await this.#scratch.write((trx) => addSilence(trx, happening.silence));
        return;
      case 'intervention': {
        const isFound = await this.#scratch.write((trx) => repeat(trx, happening.intervention));
        if (isInSpan) this.#counts[isFound ? 'interventions' : 'missed'] += 1;
        return;
      }
      case 'poll': {
        const { poll } = happening;
        const context = this.#contexts.get(poll.target);
        if (isInSpan) this.#count(poll, context !== undefined);
        if (context === undefined) return;
        await this.#conclude(context, {
          at: happening.at,
          play: (trx) => playPoll(trx, poll, context),
          vanished: poll.vanished,
        });
        return;
      }
      case 'counts': {
        const { at, late } = happening;
        const context = this.#contexts.get(late.target);
        if (context === undefined) return;
        await this.#conclude(context, { at, play: (trx) => playCounts(trx, late.counts, { context, at }) });
      }
    }
  }

  /** Ends a poll. The polls that the past store keeps count as complete. */
  async #conclude(
    context: PlayContext,
    poll: {
      at: Instant;
      play: (trx: WriteTransaction) => Promise<void>;
      vanished?: readonly string[];
    },
  ): Promise<void> {
    const { at: now, play, vanished = [] } = poll;
    const { target } = context;
    await this.#evaluate(now, async (trx) => {
      await play(trx);
      return await this.#options.engine.concludePoll(trx, { target, now, vanished, isComplete: true });
    });
    await this.#overdue.look(this.#scratch, target);
  }

  #count({ transitions }: PastPoll, isConfigured: boolean): void {
    if (isConfigured && transitions.length > 0) this.#counts.polls += 1;
    this.#counts[isConfigured ? 'transitions' : 'foreign'] += transitions.length;
  }

  /** Does all work that is due up to that moment. */
  async #evaluateUntil(end: Instant): Promise<void> {
    for (;;) {
      const due = Math.min((await this.#scratch.read(nextDueIncident)) ?? Infinity, this.#overdue.next);
      const at = Math.max(due, this.#now + LOOK_EVERY);
      if (at > end || due === Infinity) return;
      await this.#evaluate(at, (trx) => this.#options.engine.evaluateDue(trx, at));
      if (at >= this.#overdue.next) await this.#overdue.lookAll(this.#scratch);
    }
  }

  async #evaluate(at: Instant, work: (trx: WriteTransaction) => Promise<EvaluationStats>): Promise<void> {
    this.#now = at;
    const { span, onMessage } = this.#options;
    const stats = await this.#scratch.write(async (trx) => {
      const done = await work(trx);
      if (done.notifications > 0) await deliverAll(trx, at);
      return done;
    });
    const isInSpan = at >= span.from;
    if (isInSpan) for (const [reason, times] of stats.suppressed) this.#suppress(reason, times);
    if (stats.notifications === 0) return;
    const messages = await this.#scratch.read((db) => messagesAfter(db, this.#lastMessage));
    for (const { id, message } of messages) {
      this.#lastMessage = id;
      if (isInSpan) onMessage(fromJson<Message>(message));
    }
  }

  #suppress(reason: SuppressReason | HoldReason, times: number): void {
    this.#suppressed.set(reason, (this.#suppressed.get(reason) ?? 0) + times);
  }
}

/** Repeats an intervention on the open incident of its rule and group. Returns false when none is open. */
async function repeat(trx: WriteTransaction, { at, by, kind, ...group }: Intervention): Promise<boolean> {
  const incident = await findOpen(trx, group);
  if (incident === undefined) return false;
  const act = kind === 'closed' ? closeManually : acknowledgeIncident;
  await act(trx, incident.id, { at, by, comment: '' });
  return true;
}
