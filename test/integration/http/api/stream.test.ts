import { connect } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../../src/platform/time.ts';
import type { StreamClient } from '../../../support/http/stream-client.ts';
import { endsAfter } from '../../../support/stopped-timers.ts';
import { StreamFixture } from '../../../support/http/stream-fixture.ts';
import { accessAs } from '../../../support/http/web-over-store.ts';

const named = (client: StreamClient) => client.events.map(({ data }) => data['jobId'] ?? data['id']);

describe('the stream', () => {
  it('shows transitions and incidents as the API does, once each, a second after they happened', async () => {
    await using fixture = await StreamFixture.start();
    await fixture.fail('before');
    const client = await fixture.listen();
    expect(client.response.headers.get('content-type')).toBe('text/event-stream');
    expect(client.retry).toBe(3_000);
    await fixture.fail('b1');
    const id = await fixture.acknowledge('ada');
    await fixture.clock.advance(SECOND);
    const [transition, incident] = await client.hear(2);
    expect(transition).toMatchObject({
      event: 'transition',
      data: { target: 'media', jobId: 'b1', name: 'nightly', from: 'Running', to: 'Failed', baseline: false },
    });
    const { json } = await fixture.web.api('GET', `/incidents?state=acknowledged`);
    expect(incident?.event).toBe('incident');
    expect(incident?.data).toEqual({
      ...json.items[0],
      event: {
        id: expect.any(Number),
        at: '2024-06-27T07:23:10.000Z',
        kind: 'acknowledged',
        reason: 'hand',
        detail: 'ada',
      },
    });
    expect(incident?.data['id']).toBe(id);
    client.close();
  });

  it('goes on without a gap where a client stopped, whichever event was its last', async () => {
    await using fixture = await StreamFixture.start();
    const first = await fixture.listen();
    for (const jobId of ['b1', 'b2', 'b3']) await fixture.fail(jobId);
    await fixture.acknowledge('ada');
    await fixture.acknowledge('bob');
    await fixture.clock.advance(SECOND);
    const all = [...(await first.hear(5))];
    first.close();
    await fixture.fail('while-away');
    for (const [index, { id }] of all.entries()) {
      const again = await fixture.listen(id);
      const left = all.length - index - 1;
      const heard = await again.hear(left + 1);
      // Transitions come before events of incidents; within each, nothing is missing and nothing doubled.
      expect(heard).toHaveLength(left + 1);
      expect(new Set(named(again))).toEqual(new Set([...named(first).slice(index + 1), 'while-away']));
      again.close();
    }
  });

  it('misses nothing for a client that had heard of nothing before it lost its connection', async () => {
    await using fixture = await StreamFixture.start();
    await fixture.fail('before');
    const first = await fixture.listen();
    first.close();
    await fixture.fail('while-away');
    const again = await fixture.listen(first.lastEventId);
    await again.hear(1);
    expect(named(again)).toEqual(['while-away']);
    again.close();
  });

  it('shows the same to all who listen, with one look at the store a second, and none when nobody does', async () => {
    await using fixture = await StreamFixture.start();
    const looks = countLooks(fixture);
    const clients = await Promise.all(Array.from({ length: 20 }, () => fixture.listen()));
    const before = looks();
    for (let second = 0; second < 10; second += 1) await fixture.clock.advance(SECOND);
    expect(looks() - before).toBe(10);
    await fixture.fail('b1');
    await fixture.clock.advance(SECOND);
    for (const client of clients) {
      await client.hear(1);
      expect(named(client)).toEqual(['b1']);
      client.close();
    }
    // One look, and one read for all of them.
    expect(looks() - before).toBeLessThan(16);
    await expect.poll(() => fixture.clock.sleepers).toBe(0);
  });

  it('shows every 15 s that it lives', async () => {
    await using fixture = await StreamFixture.start();
    const client = await fixture.listen();
    for (let second = 0; second < 45; second += 1) await fixture.clock.advance(SECOND);
    await client.hearComments(3);
    expect([client.comments, client.events]).toEqual([3, []]);
    client.close();
  });

  it('brings a client that comes back after a long time all that it missed, in pieces', async () => {
    await using fixture = await StreamFixture.start();
    const first = await fixture.listen();
    first.close();
    for (let n = 0; n < 250; n += 1) await fixture.fail(`b${n}`);
    const again = await fixture.listen(first.lastEventId);
    await again.hear(250);
    expect(named(again)).toEqual(Array.from({ length: 250 }, (_, n) => `b${n}`));
    again.close();
  });

  it('begins now for a place that is none, and for one beyond all that there is', async () => {
    await using fixture = await StreamFixture.start();
    await fixture.fail('before');
    for (const place of ['', 'x', '1', '1-2-3', '-1-0', '999999-999999', '1e3-0']) {
      const client = await fixture.listen(place);
      await fixture.fail(`after-${place}`);
      await fixture.clock.advance(SECOND);
      await client.hear(1);
      expect(named(client)).toEqual([`after-${place}`]);
      client.close();
    }
  });

  it('goes on when the last events are pruned, although their numbers are given again', async () => {
    await using fixture = await StreamFixture.start();
    await fixture.acknowledge('ada');
    await fixture.acknowledge('bob');
    const client = await fixture.listen();
    await fixture.store.write((trx) => trx.deleteFrom('incident').execute());
    await fixture.clock.advance(SECOND);
    const id = await fixture.acknowledge('eve');
    await fixture.clock.advance(SECOND);
    await client.hear(1);
    expect(named(client)).toEqual([id]);
    client.close();
  });

  it('keeps names from breaking out of an event', async () => {
    await using fixture = await StreamFixture.start();
    const client = await fixture.listen();
    const hostile = 'a\n\nevent: incident\ndata: {}\n\n\r\u2028<script>';
    await fixture.fail('b1', hostile);
    await fixture.acknowledge('eve\n\ndata: x', { target: hostile });
    await fixture.clock.advance(SECOND);
    const heard = await client.hear(2);
    expect(heard.map(({ event }) => event)).toEqual(['transition', 'incident']);
    expect(heard[0]?.data['name']).toBe(hostile);
    client.close();
  });

  it('ends when the store cannot be read, and goes on for those who come back', async () => {
    await using fixture = await StreamFixture.start();
    const client = await fixture.listen();
    const read = fixture.store.read.bind(fixture.store);
    fixture.store.read = () => Promise.reject(new Error('the disk is gone'));
    await fixture.clock.advance(SECOND);
    expect(await client.hearOut()).toBe('end');
    fixture.store.read = read;
    await fixture.fail('meanwhile');
    const again = await fixture.listen(client.lastEventId);
    await again.hear(1);
    expect(named(again)).toEqual(['meanwhile']);
    again.close();
  });

  it('is for those who may read', async () => {
    await using fixture = await StreamFixture.start();
    fixture.web.access = accessAs('prometheus', ['metrics']);
    expect((await fetch(`${fixture.web.url}/api/v1/stream`)).status).toBe(403);
  });

  it('is not listened to by who asks for its head', async () => {
    await using fixture = await StreamFixture.start();
    const response = await fetch(`${fixture.web.url}/api/v1/stream`, { method: 'HEAD' });
    expect([response.status, fixture.clock.sleepers]).toEqual([200, 0]);
  });
});

describe('a client that does not read', () => {
  it('holds nothing in memory but what is on its way, and is dropped', async () => {
    await using fixture = await StreamFixture.start({ stalledAfter: 3_000 });
    for (let n = 0; n < 400; n += 1) await fixture.fail(`b${n}`, 'x'.repeat(50_000));
    const { hostname, port } = new URL(fixture.web.url);
    const socket = connect(Number(port), hostname);
    socket.write('GET /api/v1/stream HTTP/1.1\r\nHost: x\r\nLast-Event-ID: 0-0\r\n\r\n');
    socket.pause();
    await once(socket, 'connect');
    const reader = await fixture.listen();
    await expect.poll(() => fixture.clock.sleepers).toBe(1);
    await fixture.fail('for-all');
    await fixture.clock.advance(SECOND);
    await reader.hear(1);
    expect(named(reader)).toEqual(['for-all']);
    reader.close();
    // Only the one that does not read is left; when it is dropped, nobody looks at the store any more.
    await expect.poll(() => fixture.clock.sleepers).toBe(0);
    socket.destroy();
  });
});

describe('when the server stops', () => {
  it('all streams end, and nothing is held up by them', async () => {
    await using fixture = await StreamFixture.start();
    const clients = await Promise.all(Array.from({ length: 50 }, () => fixture.listen()));
    const ends = clients.map((client) => client.hearOut());
    await endsAfter(SECOND, () => fixture.web.close());
    await Promise.all(ends);
    await expect.poll(() => fixture.clock.sleepers).toBe(0);
  });
});

/** Counts how often the store is read. */
function countLooks({ store }: StreamFixture): () => number {
  let looks = 0;
  const read = store.read.bind(store);
  store.read = (query) => {
    looks += 1;
    return read(query);
  };
  return () => looks;
}
