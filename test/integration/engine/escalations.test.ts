import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../support/engine/incident-fixture.ts';
import { incidents } from '../../support/engine/people.ts';

const AFTER_30_MINUTES = usualRule({
  groupBy: ['target', 'code'],
  escalate: [{ after: 30 * MINUTE, receivers: ['lead'] }],
});

const CODES = Array.from({ length: 40 }, (_, code) => `Code${code}`);

/** As many incidents as codes, told to `oncall` at one moment. */
async function startMany(codes: readonly string[] = CODES): Promise<IncidentFixture> {
  const fixture = await IncidentFixture.start([AFTER_30_MINUTES], { memory: true });
  fixture.set(Object.fromEntries(codes.map((code) => [`b-${code}`, { state: 'Failed', code, name: code }])));
  await fixture.poll.poll();
  expect(await incidents(fixture)).toHaveLength(codes.length);
  return fixture;
}

async function to(fixture: IncidentFixture, receiver: string) {
  return (await fixture.messages()).filter((message) => message.receiver === receiver);
}

describe('incidents that are escalated at one moment', () => {
  it('are one mail to who had none of them, which names each with its job and its link', async () => {
    await using fixture = await startMany();
    await fixture.wait(31 * MINUTE);
    const [mail, ...others] = await to(fixture, 'lead');
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ kind: 'escalation', counts: [{ state: 'Failed', count: 40 }] });
    expect(mail?.jobs.map(({ jobId }) => jobId).toSorted()).toEqual(
      CODES.map((code) => `b-${code}`).toSorted(),
    );
    expect(mail?.report?.title).toBe('Escalated: 40 incidents');
    for (const { public_id: id } of await incidents(fixture))
      expect(mail?.report?.lines.filter((line) => line.endsWith(`/incidents/${id}`))).toHaveLength(1);
  });

  it('bear the ids of all their incidents, by which each is found', async () => {
    await using fixture = await startMany();
    await fixture.wait(31 * MINUTE);
    const [mail] = await to(fixture, 'lead');
    const ids = (await incidents(fixture)).map(({ public_id: id }) => id);
    expect(new Set(mail?.incidents)).toEqual(new Set(ids));
  });

  it('are notified as closed one by one, in answer to that mail', async () => {
    await using fixture = await startMany(['A', 'B']);
    await fixture.wait(31 * MINUTE);
    fixture.set({ next: { state: 'Success', name: 'A' } });
    await fixture.pass(MINUTE);
    const [together, closing, ...others] = await to(fixture, 'lead');
    expect(others).toEqual([]);
    expect(closing).toMatchObject({ kind: 'closing', inReplyTo: together?.messageId });
    expect(closing?.jobs.map(({ jobId }) => jobId)).toEqual(['b-A']);
  });

  it('are notified no second time, whatever restarts', async () => {
    await using fixture = await startMany(['A', 'B', 'C']);
    await fixture.wait(31 * MINUTE);
    await fixture.poll.restart();
    await fixture.wait(3 * HOUR);
    expect(await to(fixture, 'lead')).toHaveLength(1);
  });

  it('and held by quiet hours are one mail at their end', async () => {
    await using fixture = await startMany(['A', 'B', 'C']);
    const { poll } = fixture;
    const until = poll.clock.now() + 2 * HOUR;
    poll.calendar = { ...poll.calendar, quietUntil: (_severity, now) => (now < until ? until : undefined) };
    await fixture.wait(119 * MINUTE);
    expect(await to(fixture, 'lead')).toEqual([]);
    await fixture.wait(2 * MINUTE);
    expect(await to(fixture, 'lead')).toHaveLength(1);
  });

  it('when it is but one, it is a mail of its own thread', async () => {
    await using fixture = await startMany(['A']);
    await fixture.wait(31 * MINUTE);
    const [mail] = await to(fixture, 'lead');
    const [incident] = await incidents(fixture);
    expect(mail).toMatchObject({
      kind: 'escalation',
      incident: incident?.public_id,
      story: { state: 'open' },
    });
  });
});
