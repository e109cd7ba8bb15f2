import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../../src/alerts/glob.ts';
import type { Message } from '../../../src/alerts/message.ts';
import type { Rule } from '../../../src/alerts/rule.ts';
import { renderSubject } from '../../../src/channels/email/render-subject.ts';
import { isEnded } from '../../../src/jobs/state.ts';
import { addSilence } from '../../../src/store/silences.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/time.ts';
import { IncidentBench, usualRule } from '../../support/incident-bench.ts';

const RUNS = {
  numRuns: Number(process.env['RUNS'] ?? 25),
  endOnFailure: process.env['SHRINK'] === undefined,
};

/** What happens in a world; jobs are few, so that they meet in incidents. */
type Step =
  | { readonly do: 'set'; readonly job: number; readonly state: string; readonly code: string }
  | { readonly do: 'pass'; readonly span: number }
  | { readonly do: 'silence'; readonly span: number; readonly job: number }
  | { readonly do: 'acknowledge' }
  | { readonly do: 'restart' };

const job = fc.integer({ min: 0, max: 4 });
const STATES = ['Submitted', 'Running', 'Pause', 'Failed', 'Success', 'Cancel'];

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('set' as const),
      job,
      state: fc.constantFrom(...STATES, 'Pause', 'Pause', 'Running', 'Failed'),
      code: fc.constantFrom('A', 'B'),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      span: fc.constantFrom(30 * SECOND, MINUTE, 3 * MINUTE, 7 * MINUTE, 20 * MINUTE),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('silence' as const),
      span: fc.constantFrom(5 * MINUTE, 30 * MINUTE),
      job: fc.integer({ min: -1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'acknowledge' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
);

const steps = fc.array(step, { minLength: 4, maxLength: 30 });

const rules: fc.Arbitrary<readonly Rule[]> = fc
  .record({
    groupWait: fc.constantFrom(0, 0, 2 * MINUTE),
    groupInterval: fc.constantFrom(0, 5 * MINUTE, 5 * MINUTE),
    repeat: fc.constantFrom(undefined, 'never' as const, 10 * MINUTE),
    tellRecovery: fc.constantFrom(true, true, false),
    flapping: fc.constantFrom(undefined, { changes: 3, within: HOUR, settle: 10 * MINUTE }),
    closeAfter: fc.constantFrom(DAY, HOUR),
    groupBy: fc.constantFrom(undefined, ['target' as const]),
    escalate: fc.constantFrom([], [{ after: 5 * MINUTE, receivers: ['lead'] }]),
  })
  .map((policy) => [usualRule(policy)]);

/** Lets it all happen, and then time enough that nothing is muted and nothing waits. */
async function live(bench: IncidentBench, happening: readonly Step[]): Promise<void> {
  const sets = new Map<number, number>();
  for (const current of happening) await perform(bench, current, sets);
  await bench.pass(40 * MINUTE);
}

async function perform(bench: IncidentBench, current: Step, sets: Map<number, number>): Promise<void> {
  const { poll } = bench;
  switch (current.do) {
    case 'set': {
      // A job that ended stays so; the next of its name takes its place.
      const latest = `b${current.job}-${sets.get(current.job) ?? 0}`;
      if (isEnded(poll.cloud.jobs.get(latest)?.state ?? ''))
        sets.set(current.job, (sets.get(current.job) ?? 0) + 1);
      const jobId = `b${current.job}-${sets.get(current.job) ?? 0}`;
      bench.set({ [jobId]: { state: current.state, code: current.code, name: `job ${current.job}` } });
      return await bench.pass(SECOND);
    }
    case 'pass':
      return await bench.pass(current.span);
    case 'silence': {
      const now = poll.clock.now();
      const glob = current.job < 0 ? '*' : `job ${current.job}`;
      await poll.store.write((trx) =>
        addSilence(trx, {
          matchers: [{ key: 'name', glob }],
          from: now,
          until: now + current.span,
          author: 'ada',
          comment: '',
          createdAt: now,
        }),
      );
      return;
    }
    case 'acknowledge':
      return await bench.acknowledge('ada');
    case 'restart':
      return await poll.restart();
  }
}

async function threadsIn(bench: IncidentBench): Promise<Message[][]> {
  const told = (await bench.messages()).filter(({ story }) => story !== undefined);
  return [...Map.groupBy(told, ({ incident, receiver }) => `${incident} ${receiver}`).values()];
}

type Law = (bench: IncidentBench, rule: Rule) => Promise<void>;

/** Each is asked of every world, when all is over that could mute or hold. */
const LAWS: readonly Law[] = [
  async function threadsAreWhole(bench, { groupInterval }) {
    const messages = await bench.messages();
    expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(messages.length);
    for (const thread of await threadsIn(bench)) {
      const firstId = thread[0]?.messageId;
      expect(thread.map(({ inReplyTo }) => inReplyTo)).toEqual(
        thread.map((_, place) => (place === 0 ? undefined : firstId)),
      );
      // A closed thread says nothing more.
      expect(thread.slice(0, -1).map(({ kind }) => kind)).not.toContain('closing');
      for (const [place, { kind, story, createdAt }] of thread.entries()) {
        const isNews = kind === 'update' && story?.reason === 'news' && story.state !== 'closed';
        const before = isNews ? thread[place - 1] : undefined;
        if (before !== undefined) expect(createdAt - before.createdAt).toBeGreaterThanOrEqual(groupInterval);
      }
    }
  },

  async function nothingIsUndecidedOrForgotten({ poll }, { match }) {
    const rows = await poll.store.read((db) =>
      db
        .selectFrom('transition')
        .leftJoin('decision', 'decision.transition', 'transition.id')
        .select(['to_state as to', 'decision.id as decision', 'outcome', 'notification', 'held'])
        .execute(),
    );
    const isMatched = (to: string) => match.states.some((glob) => matchesGlob(glob, to));
    expect(rows.filter(({ to, decision }) => decision === null && isMatched(to))).toEqual([]);
    expect(rows.filter(({ outcome, notification }) => outcome === 'notify' && notification === null)).toEqual(
      [],
    );
  },

  async function whatCountsAsToldIsNamed({ poll }) {
    const rows = await poll.store.read((db) =>
      db
        .selectFrom('decision')
        .innerJoin('transition', 'transition.id', 'decision.transition')
        .innerJoin('job', 'job.id', 'transition.job')
        .innerJoin('notification', 'notification.id', 'decision.notification')
        .select(['job_id', 'notification.message'])
        .execute(),
    );
    // Jobs are few here: no list is too long.
    expect(rows.filter(({ job_id: id, message }) => !message.includes(`"jobId":"${id}"`))).toEqual([]);
  },

  async function whatWasToldAndIsOverIsToldClosed(bench, { tellRecovery }) {
    if (!tellRecovery) return;
    const over = await bench.poll.store.read((db) =>
      db
        .selectFrom('incident')
        .innerJoin('thread', 'thread.incident', 'incident.id')
        .select(['public_id as incident', 'receiver'])
        .where('state', '=', 'closed')
        .where('closed_reason', '<>', 'aged')
        .where('messages', '>', 0)
        .execute(),
    );
    const lastKinds = new Map(
      (await threadsIn(bench)).map((thread) => [
        `${thread[0]?.incident} ${thread[0]?.receiver}`,
        thread.at(-1)?.kind,
      ]),
    );
    for (const { incident, receiver } of over)
      expect(lastKinds.get(`${incident} ${receiver}`)).toBe('closing');
  },

  async function whatIsLeftIsInItsState({ poll }) {
    const held = await poll.store.read((db) =>
      db
        .selectFrom('incident')
        .leftJoin('member', (join) =>
          join.onRef('member.incident', '=', 'incident.id').on('resolved_at', 'is', null),
        )
        .leftJoin('job', 'job.id', 'member.job')
        .select(['public_id', 'member.state as told', 'job.state as now', 'awaits'])
        .where('incident.state', '<>', 'closed')
        .execute(),
    );
    // An open incident holds a job, and a job that it holds for its state is in that state.
    expect(held.filter(({ told, now }) => told === null || told !== now)).toEqual([]);
  },
];

const SLOW = 300_000;

describe('in every world', () => {
  it(
    'the laws of incidents hold',
    async () => {
      await fc.assert(
        fc.asyncProperty(steps, rules, async (happening, [rule = usualRule()]) => {
          await using bench = await IncidentBench.start([rule]);
          await live(bench, happening);
          for (const law of LAWS) await law(bench, rule);
        }),
        RUNS,
      );
    },
    SLOW,
  );

  it(
    'restarts change nothing',
    async () => {
      await fc.assert(
        fc.asyncProperty(steps, rules, async (happening, ruled) => {
          const told = async (lived: readonly Step[]) => {
            await using bench = await IncidentBench.start(ruled);
            await live(bench, lived);
            return (await bench.messages()).map(
              (message) =>
                `${message.createdAt} ${message.receiver} ${message.kind} ${renderSubject(message)}`,
            );
          };
          const undisturbed = happening.filter((current) => current.do !== 'restart');
          const restarted = undisturbed.flatMap((current) => [current, { do: 'restart' as const }]);
          expect(await told(restarted)).toEqual(await told(undisturbed));
        }),
        { ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 3) },
      );
    },
    SLOW,
  );
});
