import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/platform/time.ts';
import { IncidentBench, usualRule } from '../../support/incident-bench.ts';
import { incidents } from '../../support/people.ts';

const AFTER_30_MINUTES = usualRule({
  groupBy: ['target', 'code'],
  escalate: [{ after: 30 * MINUTE, receivers: ['lead'] }],
});

const CODES = Array.from({ length: 40 }, (_, code) => `Code${code}`);

/** As many incidents as codes, told to `oncall` at one moment. */
async function startMany(codes: readonly string[] = CODES): Promise<IncidentBench> {
  const bench = await IncidentBench.start([AFTER_30_MINUTES], { memory: true });
  bench.set(Object.fromEntries(codes.map((code) => [`b-${code}`, { state: 'Failed', code, name: code }])));
  await bench.poll.poll();
  expect(await incidents(bench)).toHaveLength(codes.length);
  return bench;
}

async function to(bench: IncidentBench, receiver: string) {
  return (await bench.messages()).filter((message) => message.receiver === receiver);
}

describe('incidents that are escalated at one moment', () => {
  it('are one mail to who had none of them, which names each with its job and its link', async () => {
    await using bench = await startMany();
    await bench.wait(31 * MINUTE);
    const [mail, ...others] = await to(bench, 'lead');
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ kind: 'escalation', counts: [{ state: 'Failed', count: 40 }] });
    expect(mail?.jobs.map(({ jobId }) => jobId).toSorted()).toEqual(
      CODES.map((code) => `b-${code}`).toSorted(),
    );
    expect(mail?.report?.title).toBe('Escalated: 40 incidents');
    for (const { public_id: id } of await incidents(bench))
      expect(mail?.report?.lines.filter((line) => line.endsWith(`/incidents/${id}`))).toHaveLength(1);
  });

  it('bear the ids of all their incidents, by which each is found', async () => {
    await using bench = await startMany();
    await bench.wait(31 * MINUTE);
    const [mail] = await to(bench, 'lead');
    const ids = (await incidents(bench)).map(({ public_id: id }) => id);
    expect(new Set(mail?.incidents)).toEqual(new Set(ids));
  });

  it('are told closed one by one, in answer to that mail', async () => {
    await using bench = await startMany(['A', 'B']);
    await bench.wait(31 * MINUTE);
    bench.set({ next: { state: 'Success', name: 'A' } });
    await bench.pass(MINUTE);
    const [together, closing, ...others] = await to(bench, 'lead');
    expect(others).toEqual([]);
    expect(closing).toMatchObject({ kind: 'closing', inReplyTo: together?.messageId });
    expect(closing?.jobs.map(({ jobId }) => jobId)).toEqual(['b-A']);
  });

  it('are told no second time, whatever restarts', async () => {
    await using bench = await startMany(['A', 'B', 'C']);
    await bench.wait(31 * MINUTE);
    await bench.poll.restart();
    await bench.wait(3 * HOUR);
    expect(await to(bench, 'lead')).toHaveLength(1);
  });

  it('and held by quiet hours are one mail at their end', async () => {
    await using bench = await startMany(['A', 'B', 'C']);
    const { poll } = bench;
    const until = poll.clock.now() + 2 * HOUR;
    poll.calendar = { ...poll.calendar, quietUntil: (_severity, now) => (now < until ? until : undefined) };
    await bench.wait(119 * MINUTE);
    expect(await to(bench, 'lead')).toEqual([]);
    await bench.wait(2 * MINUTE);
    expect(await to(bench, 'lead')).toHaveLength(1);
  });

  it('when it is but one, it is a mail of its own thread', async () => {
    await using bench = await startMany(['A']);
    await bench.wait(31 * MINUTE);
    const [mail] = await to(bench, 'lead');
    const [incident] = await incidents(bench);
    expect(mail).toMatchObject({
      kind: 'escalation',
      incident: incident?.public_id,
      story: { state: 'open' },
    });
  });
});
