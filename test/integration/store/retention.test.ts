import { describe, expect, it } from 'vitest';
import type { KnownJob } from '../../../src/core/job/job.ts';
import { recordHistory } from '../../../src/store/jobs/history.ts';
import { saveJobs } from '../../../src/store/jobs/jobs.ts';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { recordVerdict } from '../../../src/store/outbox/outbox.ts';
import { claimDue } from '../../support/outbox/claim-due.ts';
import { prune } from '../../../src/store/history/retention.ts';
import type { Store } from '../../../src/store/store.ts';
import { recordPoll, registerTarget } from '../../../src/store/jobs/targets.ts';
import { bindWaiting, waitingDecisions } from '../../support/store/waiting-decisions.ts';
import { DAY, HOUR, type Instant } from '../../../src/platform/time.ts';
import { toApiTime } from '../../../src/core/job/api-time.ts';
import { knownJob } from '../../support/poll/known-job.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';
import { openThread } from '../../support/outbox/outbox-fixture.ts';
import { byMail } from '../../support/outbox/by-mail.ts';

const NOW = Date.parse('2026-11-23T00:00:00Z');
const RETENTION = 90 * DAY;
const REACH = DAY;
const OPTIONS = { settledBefore: NOW - RETENTION, windowReach: REACH, targets: ['media'] };

/** A store whose target was read completely an hour ago. */
async function watchedStore(): Promise<TemporaryStore> {
  const temporary = new TemporaryStore();
  await temporary.store.write(async (trx) => {
    await registerTarget(trx, { name: 'media', bucket: 'b', region: 'r', scope: 's' });
    await recordPoll(trx, { target: 'media', endedAt: NOW, completeReadStartedAt: NOW - HOUR });
  });
  return temporary;
}

function aged(changes: Partial<KnownJob> & { at: Instant }): KnownJob {
  const { at, ...rest } = changes;
  const times = { creationTime: toApiTime(at), firstSeenAt: at, changedAt: at, stateSince: at };
  return knownJob({ state: 'Failed', ...times, ...rest });
}

async function jobIdsAfterPruning(store: Store): Promise<string[]> {
  await prune(store, { ...OPTIONS, signal: new AbortController().signal });
  const rows = await store.read((db) => db.selectFrom('job').select('job_id').orderBy('id').execute());
  return rows.map((row) => row.job_id);
}

const LONG_AGO = NOW - RETENTION - DAY;

async function saveWithDecision(store: Store, job: KnownJob): Promise<void> {
  await store.write(async (trx) => {
    const rows = await saveJobs(trx, 'media', [job]);
    await recordHistory(trx, {
      target: 'media',
      pollId: 'p1',
      rows,
      observations: [{ jobId: job.jobId, observedAt: job.changedAt, changes: {}, note: undefined }],
      transitions: [
        {
          transition: {
            jobId: job.jobId,
            from: undefined,
            to: job.state,
            observedAt: job.changedAt,
            since: job.stateSince,
            previousSince: undefined,
            baseline: false,
          },
          decisions: [
            {
              outcome: 'notify',
              reason: 'first-seen',
              rule: 'failures',
              receiver: 'oncall',
              severity: 'critical',
              group: undefined,
            },
          ],
        },
      ],
    });
  });
}

describe('pruning jobs', () => {
  it('forgets those that ended long ago, with all their history', async () => {
    await using temporary = await watchedStore();
    const { store } = temporary;
    await saveWithDecision(store, aged({ jobId: 'told', at: LONG_AGO }));
    await store.write((trx) => bindWaiting(trx, 1));
    expect(await jobIdsAfterPruning(store)).toEqual([]);
    for (const table of ['transition', 'decision', 'observation'] as const) {
      expect(await store.read((db) => db.selectFrom(table).selectAll().execute())).toEqual([]);
    }
  });

  it.each([
    ['that is followed', aged({ at: LONG_AGO, state: 'Running', followed: true })],
    ['that ended within the retention', aged({ at: LONG_AGO, changedAt: NOW - RETENTION + HOUR })],
    ['whose creation the next window may reach', aged({ at: LONG_AGO, creationTime: toApiTime(NOW - DAY) })],
    [
      'first seen where the window may reach, its creation unreadable',
      aged({ at: LONG_AGO, creationTime: 'soon', firstSeenAt: NOW }),
    ],
  ])('keeps one %s', async (_name, job) => {
    await using temporary = await watchedStore();
    await temporary.store.write((trx) => saveJobs(trx, 'media', [job]));
    expect(await jobIdsAfterPruning(temporary.store)).toEqual(['b1']);
  });

  it('keeps all of a target that was not yet read completely, for its first window may show them', async () => {
    await using temporary = await watchedStore();
    const { store } = temporary;
    await store.write(async (trx) => {
      await saveJobs(trx, 'media', [aged({ at: LONG_AGO })]);
      await registerTarget(trx, { name: 'media', bucket: 'b', region: 'r', scope: 'another' });
    });
    expect(await jobIdsAfterPruning(store)).toEqual(['b1']);
  });

  it('keeps one whose decision still waits for its message', async () => {
    await using temporary = await watchedStore();
    await saveWithDecision(temporary.store, aged({ jobId: 'untold', at: LONG_AGO }));
    expect(await jobIdsAfterPruning(temporary.store)).toEqual(['untold']);
    expect(await temporary.store.read((db) => waitingDecisions(db))).toBe(1);
  });

  it('keeps one whose message is on its way to somebody, for that may be written again', async () => {
    await using temporary = await watchedStore();
    const { store } = temporary;
    await saveWithDecision(store, aged({ jobId: 'waiting', at: LONG_AGO }));
    const notification = await notify(store, [{ outcome: 'delivered', at: LONG_AGO }, undefined]);
    await store.write((trx) => bindWaiting(trx, notification));
    expect(await jobIdsAfterPruning(store)).toEqual(['waiting']);
  });

  it('goes in steps between which others get their turn, and stops when asked', async () => {
    await using temporary = await watchedStore();
    const { store } = temporary;
    for (let page = 0; page < 6; page += 1) {
      const jobs = Array.from({ length: 500 }, (_, index) =>
        aged({ at: LONG_AGO, jobId: `${page}-${index}` }),
      );
      await store.write((trx) => saveJobs(trx, 'media', jobs));
    }
    const stopping = new AbortController();
    let turns = 0;
    const turn = () => {
      turns += 1;
      if (turns === 3) stopping.abort();
      else setImmediate(turn);
    };
    setImmediate(turn);
    const pruned = await prune(store, { ...OPTIONS, signal: stopping.signal });
    expect(turns).toBe(3);
    expect(pruned.jobs).toBeGreaterThan(0);
    expect(pruned.jobs).toBeLessThan(3_000);
    expect((await prune(store, { ...OPTIONS, signal: new AbortController().signal })).jobs).toBe(
      3_000 - pruned.jobs,
    );
  });
});

/** Puts a message into the outbox at `at` and gives its entries these ends, in order; undefined: none. */
async function notify(
  store: Store,
  ends: readonly ({ outcome: 'delivered' | 'temporary' | 'permanent'; at: Instant } | undefined)[],
  thread?: number,
): Promise<number> {
  const recipients = ends.map((_, index) => `r${index}@example.com`);
  const at = LONG_AGO - HOUR;
  return await store.write(async (trx) => {
    const message = sampleMessage({
      recipients,
      createdAt: at,
      messageId: `<${Math.random()}@example.com>`,
    });
    const id = await addNotification(trx, {
      message,
      to: byMail(message),
      detectedAt: at,
      ...(thread !== undefined && { thread }),
    });
    for (const end of ends) {
      const entry = await claimDue(trx, 'email', at);
      if (entry === undefined || end === undefined) continue;
      const verdict = { outcome: end.outcome, response: '' };
      await recordVerdict(trx, [entry], { verdict, endedAt: end.at, retryAt: end.at });
    }
    return id;
  });
}

async function idsAfterPruning(store: Store): Promise<number[]> {
  await prune(store, { ...OPTIONS, signal: new AbortController().signal });
  const rows = await store.read((db) => db.selectFrom('notification').select('id').orderBy('id').execute());
  return rows.map((row) => row.id);
}

describe('pruning notifications', () => {
  it('forgets those whose every entry was settled long ago, with entries and attempts', async () => {
    await using temporary = await watchedStore();
    const { store } = temporary;
    await notify(store, [
      { outcome: 'delivered', at: LONG_AGO },
      { outcome: 'permanent', at: LONG_AGO },
    ]);
    const pruned = await prune(store, { ...OPTIONS, signal: new AbortController().signal });
    expect(pruned).toEqual({ jobs: 0, notifications: 1, deadEntries: 1 });
    for (const table of ['outbox', 'attempt'] as const) {
      expect(await store.read((db) => db.selectFrom(table).selectAll().execute())).toEqual([]);
    }
  });

  it('keeps those with an entry that is on its way or was settled lately', async () => {
    await using temporary = await watchedStore();
    const { store } = temporary;
    const delivered = { outcome: 'delivered', at: LONG_AGO } as const;
    const kept = [
      await notify(store, [delivered, undefined]),
      await notify(store, [delivered, { outcome: 'temporary', at: LONG_AGO }]),
      await notify(store, [delivered, { outcome: 'delivered', at: NOW }]),
    ];
    expect(await idsAfterPruning(store)).toEqual(kept);
  });

  it('keeps those of an incident that is open, for they may be sent again', async () => {
    await using temporary = await watchedStore();
    const { store } = temporary;
    const thread = await openThread(temporary);
    const told = await notify(store, [{ outcome: 'delivered', at: LONG_AGO }], thread);
    expect(await idsAfterPruning(store)).toEqual([told]);
    await store.write((trx) =>
      trx
        .updateTable('incident')
        .set({ state: 'closed', closed_at: LONG_AGO, closed_reason: 'recovered' })
        .execute(),
    );
    expect(await idsAfterPruning(store)).toEqual([]);
  });

  it('does not make what they sent pending again', async () => {
    await using temporary = await watchedStore();
    const { store } = temporary;
    await saveWithDecision(store, aged({ jobId: 'b1', at: LONG_AGO, changedAt: NOW }));
    const notification = await notify(store, [{ outcome: 'delivered', at: LONG_AGO }]);
    await store.write((trx) => bindWaiting(trx, notification));
    expect(await idsAfterPruning(store)).toEqual([]);
    expect(await store.read((db) => waitingDecisions(db))).toBe(0);
    expect(await store.read((db) => db.selectFrom('decision').select('id').execute())).toHaveLength(1);
  });
});
