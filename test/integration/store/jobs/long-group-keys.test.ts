import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Decision } from '../../../../src/core/rule/decide.ts';
import { newGroups } from '../../../../src/store/incidents/pending-decisions.ts';
import { openIncident } from '../../../../src/store/incidents/incidents.ts';
import { storedGroupKey } from '../../../../src/store/jobs/group-key.ts';
import { recordHistory } from '../../../../src/store/jobs/history.ts';
import { saveJobs } from '../../../../src/store/jobs/jobs.ts';
import { registerTarget } from '../../../../src/store/jobs/targets.ts';
import { knownJob } from '../../../support/poll/known-job.ts';
import { PostgresStore } from '../../../support/postgres/postgres-store.ts';
import { TemporaryStore } from '../../../support/store/temporary-store.ts';
import { createHash } from 'node:crypto';

/** The key of a group by a hundred workflows; another `last` is another group. No two ids look alike, so nothing compresses. */
function keyOf(last: string): string {
  const ids = Array.from({ length: 100 }, (_, index) =>
    createHash('sha256').update(`${index}`).digest('hex'),
  );
  return JSON.stringify(['media', [...ids, last].join(',')]);
}

function decisionOf(key: string): Decision {
  const group = { key, labels: { target: 'media' } };
  return {
    outcome: 'notify',
    reason: 'first-seen',
    rule: 'failures',
    receiver: 'oncall',
    severity: 'critical',
    group,
  };
}

it.each(['SQLite', 'PostgreSQL'])(
  'groups by a hundred workflows have an incident each: %s',
  async (engine) => {
    await using place = engine === 'SQLite' ? new TemporaryStore() : await PostgresStore.start();
    const opened = await place.store.write(async (trx) => {
      await registerTarget(trx, { name: 'media', bucket: 'b', region: 'r', scope: 's' });
      const jobs = ['a', 'b', 'a again'].map((jobId) => knownJob({ jobId, state: 'Failed' }));
      const rows = await saveJobs(trx, 'media', jobs);
      const transitions = jobs.map(
        ({ jobId, state: to, changedAt: observedAt, stateSince: since }, index) => ({
          transition: {
            jobId,
            from: undefined,
            to,
            observedAt,
            since,
            previousSince: undefined,
            baseline: false,
          },
          decisions: [decisionOf(keyOf(index === 1 ? 'other' : 'same'))],
        }),
      );
      await recordHistory(trx, { target: 'media', pollId: 'p', rows, transitions, observations: [] });
      const groups = await newGroups(trx, [1, 2, 3]);
      for (const [index, { rule, groupKey, labels, severity }] of groups.entries()) {
        const incident = { publicId: `i${index}`, kind: 'jobs', rule, groupKey, labels, severity } as const;
        await openIncident(trx, { ...incident, title: 'failures', openedAt: 1 });
      }
      return groups.map(({ transitions: of }) => of);
    });
    expect(opened).toEqual([[1, 3], [2]]);
  },
);

it('a key is short, different keys stay different, and a short key stays as it is', () => {
  const key = fc
    .array(fc.string({ maxLength: 400 }), { maxLength: 20 })
    .map((values) => JSON.stringify(values));
  fc.assert(
    fc.property(key, key, (one, other) => {
      expect(Buffer.byteLength(storedGroupKey(one))).toBeLessThanOrEqual(2_000);
      expect(storedGroupKey(one) === storedGroupKey(other)).toBe(one === other);
      if (Buffer.byteLength(one) <= 2_000) expect(storedGroupKey(one)).toBe(one);
    }),
  );
});
