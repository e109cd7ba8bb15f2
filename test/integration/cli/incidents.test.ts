import { describe, expect, it } from 'vitest';
import { incidentTitle } from '../../../src/core/message/incident-title.ts';
import { addThreads } from '../../../src/store/incidents/threads.ts';
import { openIncident } from '../../../src/store/incidents/incidents.ts';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { MINUTE } from '../../../src/platform/time.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { StoreFixture } from '../../support/store/store-fixture.ts';
import { byMail } from '../../support/outbox/by-mail.ts';

/** A store with incidents of these ids, opened a minute apart; `oncall` was notified of each. */
async function withIncidents(...ids: string[]): Promise<StoreFixture> {
  const fixture = new StoreFixture();
  for (const id of ids) {
    const labels = {
      target: id.startsWith('a') ? 'archive' : 'media',
      state: 'Failed',
      code: 'AccessDenied',
    };
    await fixture.store.write(async (trx) => {
      const incident = await openIncident(trx, {
        publicId: id,
        kind: 'jobs',
        rule: 'failures',
        groupKey: id,
        labels: JSON.stringify(labels),
        severity: 'critical',
        title: incidentTitle({ cause: { state: 'Failed' }, labels }),
        openedAt: fixture.clock.now(),
      });
      await addThreads(trx, [{ incident, receiver: 'oncall', via: 'rule' }]);
      await trx.updateTable('thread').set({ messages: 1 }).where('incident', '=', incident).execute();
    });
    await fixture.clock.advance(MINUTE);
  }
  return fixture;
}

async function events(fixture: StoreFixture) {
  return await fixture.store.read((db) =>
    db.selectFrom('incident_event').select(['kind', 'reason', 'detail']).orderBy('id').execute(),
  );
}

describe('batchwatch ack', () => {
  it('takes the beginning of an id, and keeps who it was and what they said', async () => {
    await using fixture = await withIncidents('f00dfeed', 'f00dbeef');
    const { code, out, err } = await fixture.run(
      'ack',
      'f00dfe',
      '--author',
      'alice\n',
      '--comment',
      'on\tmy way',
    );
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe(
      'incident f00dfeed acknowledged by alice: no more reminders, no escalation; its resolution is still notified\n',
    );
    expect(await events(fixture)).toEqual([
      { kind: 'acknowledged', reason: 'manual', detail: 'alice: on my way' },
    ]);
  });

  it('makes the incident due, so that the daemon looks at it again', async () => {
    await using fixture = await withIncidents('f00dfeed');
    await fixture.store.write((trx) => trx.updateTable('incident').set({ due_at: null }).execute());
    await fixture.run('ack', 'f00dfeed');
    const [incident] = await fixture.store.read((db) => db.selectFrom('incident').selectAll().execute());
    expect(incident).toMatchObject({
      state: 'acknowledged',
      acknowledged_by: 'unknown',
      acknowledged_at: fixture.clock.now(),
      due_at: fixture.clock.now(),
    });
  });

  it('a second time changes nothing and says who has it', async () => {
    await using fixture = await withIncidents('f00dfeed');
    await fixture.run('ack', 'f00dfeed', '--author', 'alice');
    const { code, out } = await fixture.run('ack', 'f00dfeed', '--author', 'bob');
    expect(code).toBe(0);
    expect(out).toBe(
      'incident f00dfeed was acknowledged by alice already, 2024-06-27 15:24:10 Asia/Shanghai\n',
    );
    expect(await events(fixture)).toHaveLength(1);
  });

  it('of one that is closed says since when and why', async () => {
    await using fixture = await withIncidents('f00dfeed');
    await fixture.run('incidents', 'close', 'f00dfeed');
    expect(await fixture.run('ack', 'f00dfeed')).toEqual({
      code: 0,
      out: 'incident f00dfeed was resolved already, 2024-06-27 15:24:10 Asia/Shanghai (manually)\n',
      err: '',
    });
  });

  it.each([
    ['f00d', 64, '"f00d" is too short for an incident'],
    ['', 64, '"" is too short'],
    ['f00dfa', 1, 'no incident f00dfa\nhint: '],
    ['f00dfe', 1, 'f00dfe may be one of 2 incidents: f00dfeed, f00dfeet'],
    ['%%%%%%', 1, 'no incident %%%%%%'],
  ])('%j ends with %d', async (id, code, error) => {
    await using fixture = await withIncidents('f00dfeed', 'f00dfeet');
    const ended = await fixture.run('ack', id);
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.err).toContain(error);
    expect(await events(fixture)).toEqual([]);
  });

  it('an id that begins like another one is itself', async () => {
    await using fixture = await withIncidents('f00dfe', 'f00dfeed');
    expect((await fixture.run('ack', 'f00dfe')).out).toContain('incident f00dfe acknowledged');
  });
});

describe('batchwatch incidents close', () => {
  it('closes by hand, once', async () => {
    await using fixture = await withIncidents('f00dfeed');
    const first = await fixture.run('incidents', 'close', 'f00dfeed', '--author', 'alice');
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('resolved manually') });
    const second = await fixture.run('incidents', 'close', 'f00dfeed', '--author', 'bob');
    expect(second).toMatchObject({ code: 0, out: expect.stringContaining('was resolved already') });
    expect(await events(fixture)).toEqual([{ kind: 'closed', reason: 'manual', detail: 'alice' }]);
  });
});

describe('batchwatch incidents', () => {
  it('lists what is not closed, the newest first', async () => {
    await using fixture = await withIncidents('a1111111', 'f00dfeed', 'f00dbeef');
    await fixture.run('ack', 'a1111111', '--author', 'alice');
    await fixture.run('incidents', 'close', 'f00dbeef');
    const { code, out } = await fixture.run('incidents');
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '))).toEqual([
      'INCIDENT | STATE | SINCE (Asia/Shanghai) | RULE | WHAT | JOBS | NOTIFIED | ACKNOWLEDGED BY',
      'f00dfeed | unacknowledged | 2024-06-27 15:24:10 | failures | Failed: AccessDenied (media) | 0 | oncall',
      'a1111111 | acknowledged | 2024-06-27 15:23:10 | failures | Failed: AccessDenied (archive) | 0 | oncall | alice',
      '',
    ]);
  });

  it.each([
    [[], ['f00dfeed', 'a1111111']],
    [['--state', 'open'], ['f00dfeed']],
    [['--state', 'acknowledged'], ['a1111111']],
    [['--state', 'closed'], ['f00dbeef']],
    [
      ['--state', 'all'],
      ['f00dbeef', 'f00dfeed', 'a1111111'],
    ],
    [['--target', 'archive'], ['a1111111']],
    [['--target', 'archive', '--state', 'closed'], []],
  ])('with %j lists %j', async (filter, ids) => {
    await using fixture = await withIncidents('a1111111', 'f00dfeed', 'f00dbeef');
    await fixture.run('ack', 'a1111111');
    await fixture.run('incidents', 'close', 'f00dbeef');
    const listed = JSON.parse((await fixture.run('incidents', '--json', ...filter)).out) as { id: string }[];
    expect(listed.map(({ id }) => id)).toEqual(ids);
  });

  it('with --json prints of a closed one why, how and when it ended', async () => {
    await using fixture = await withIncidents('f00dfeed');
    await fixture.run('incidents', 'close', 'f00dfeed');
    const { out } = await fixture.run('incidents', '--state', 'closed', '--json');
    expect(JSON.parse(out)).toMatchObject([
      { closed: { reason: 'hand', end: 'hand', at: expect.any(String) } },
    ]);
  });

  it('with --json prints all that is known, times in ISO 8601', async () => {
    await using fixture = await withIncidents('f00dfeed');
    await fixture.run('ack', 'f00dfeed', '--author', 'alice');
    expect(JSON.parse((await fixture.run('incidents', '--json')).out)).toEqual([
      {
        id: 'f00dfeed',
        kind: 'jobs',
        state: 'acknowledged',
        severity: 'critical',
        rule: 'failures',
        title: 'Failed: AccessDenied (media)',
        labels: { target: 'media', state: 'Failed', code: 'AccessDenied' },
        jobs: 0,
        unresolved: 0,
        toldTo: ['oncall'],
        onItsWayTo: [],
        notReached: [],
        silenced: false,
        openedAt: '2024-06-27T07:23:10.000Z',
        acknowledged: { by: 'alice', at: '2024-06-27T07:24:10.000Z' },
      },
    ]);
  });

  it('names the receivers that no mail has reached', async () => {
    await using fixture = await withIncidents('f00dfeed');
    await fixture.store.write(async (trx) => {
      const message = sampleMessage({ recipients: ['oncall@example.com'] });
      await addNotification(trx, {
        message,
        to: byMail(message),
        detectedAt: fixture.clock.now(),
        thread: 1,
      });
    });
    expect((await fixture.run('incidents')).out).toContain('(on its way to oncall)');
    const gone = { state: 'dead' as const, settled_at: fixture.clock.now() };
    await fixture.store.write((trx) => trx.updateTable('outbox').set(gone).execute());
    expect((await fixture.run('incidents')).out).toContain('(not notified: oncall)');
  });

  it('says so when there are none', async () => {
    await using fixture = new StoreFixture();
    expect(await fixture.run('incidents')).toEqual({ code: 0, out: 'no incidents\n', err: '' });
    expect((await fixture.run('incidents', '--state', 'opne')).code).toBe(64);
  });
});
