import type { WriteTransaction } from '../../../src/store/database.ts';
import { addSilence } from '../../../src/store/incidents/silences.ts';
import { HOUR, MINUTE, type Instant } from '../../../src/platform/time.ts';
import { countStatements } from './count-statements.ts';
import { IncidentFixture, usualRule } from './incident-fixture.ts';

export interface IncidentSize {
  receivers: number;
  members: number;
}

/** Counts the statements of one evaluation of one incident, less those of an evaluation with no incident due. */
export interface EvaluationStatements {
  /** Nothing is to be notified. */
  nothing: number;
  /** A silence that covers none of its jobs is on. */
  otherSilence: number;
  /** A silence begins that covers all of its jobs. */
  silenced: number;
  /** Each receiver is sent a reminder. */
  reminded: number;
}

export async function evaluationStatements({
  receivers,
  members,
}: IncidentSize): Promise<EvaluationStatements> {
  const names = Array.from({ length: receivers }, (_, place) => `receiver-${place}`);
  const rule = usualRule({ receivers: names, repeat: HOUR });
  await using fixture = await IncidentFixture.start([rule], { memory: true });
  fixture.poll.receivers = names;
  fixture.set(
    Object.fromEntries(Array.from({ length: members }, (_, job) => [`b${job}`, { state: 'Pause' }])),
  );
  await fixture.pass(MINUTE);
  const { store, clock, engine } = fixture.poll;
  const write = async (work: (trx: WriteTransaction) => Promise<unknown>) => await store.write(work);
  const dueAt = async (due: Instant | null) =>
    await write((trx) => trx.updateTable('incident').set({ due_at: due }).execute());
  const count = async (at: Instant, begin: () => Promise<unknown> = async () => {}) => {
    const evaluate = async () => await countStatements(store, (trx) => engine.evaluateDue(trx, at));
    // The first evaluation at a moment looks at the watching itself, too.
    await dueAt(null);
    await evaluate();
    const none = await evaluate();
    await dueAt(at);
    await begin();
    return (await evaluate()) - none;
  };
  const silence = async (glob: string, at: Instant) =>
    await write((trx) =>
      addSilence(trx, {
        matchers: [{ key: 'jobId', glob }],
        from: at,
        until: at + MINUTE,
        author: 'ada',
        comment: '',
        createdAt: at,
      }),
    );
  const now = clock.now();
  return {
    nothing: await count(now),
    otherSilence: await count(now, () => silence('other', now)),
    reminded: await count(now + 2 * HOUR),
    silenced: await count(now + 4 * HOUR, () => silence('b*', now + 4 * HOUR)),
  };
}
