import { matchesGlob } from '../../../src/platform/text/glob.ts';
import type { Law } from './law.ts';

/** The law of decisions on each transition. */
export const DECISION_LAWS: readonly Law[] = [
  async function whatARuleMatchesIsDecided({ store, rule }) {
    const rows = await store.read((db) =>
      db
        .selectFrom('transition')
        .leftJoin('decision', 'decision.transition', 'transition.id')
        .innerJoin('job', 'job.id', 'transition.job')
        .select(['job_id', 'to_state as to'])
        .where('decision.id', 'is', null)
        .execute(),
    );
    return rows
      .filter(({ to }) => rule.match.states.some((glob) => matchesGlob(glob, to)))
      .map(({ job_id: id, to }) => `${id} ${to}`);
  },

  async function pendingDecisionsAreNotified({ store }) {
    const rows = await store.read((db) =>
      db
        .selectFrom('decision')
        .innerJoin('transition', 'transition.id', 'decision.transition')
        .innerJoin('job', 'job.id', 'transition.job')
        .select(['job_id', 'to_state as to', 'receiver', 'held', 'incident'])
        .where('outcome', '=', 'notify')
        .where('notification', 'is', null)
        .execute(),
    );
    return rows.map((row) => JSON.stringify(row));
  },

  async function notifiedDecisionsNameAMessage({ store }) {
    const rows = await store.read((db) =>
      db
        .selectFrom('decision')
        .innerJoin('transition', 'transition.id', 'decision.transition')
        .innerJoin('job', 'job.id', 'transition.job')
        .innerJoin('notification', 'notification.id', 'decision.notification')
        .select(['job_id', 'decision.receiver', 'notification.message'])
        .execute(),
    );
    // Jobs are few here: no list is too long.
    return rows
      .filter(({ job_id: id, message }) => !message.includes(`"jobId":"${id}"`))
      .map(({ job_id: id, receiver }) => `${id} to ${receiver}`);
  },
];
