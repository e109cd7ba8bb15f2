import { describe, expect, it } from 'vitest';
import { openIncident } from '../../../src/store/incidents.ts';
import { recordEvent } from '../../../src/store/incident-events.ts';
import { saveQueueFacts } from '../../../src/store/queue-facts.ts';
import { addSilence } from '../../../src/store/silences.ts';
import { HOUR, MINUTE } from '../../../src/time.ts';
import { AcknowledgeScene, INCIDENT } from '../../support/acknowledge-scene.ts';
import { IncidentBench, type JobSketch } from '../../support/incident-bench.ts';
import { TemporaryStore } from '../../support/temporary-store.ts';
import { accessAs, WebOverStore } from '../../support/web-over-store.ts';

/** A bench on which these jobs just came to be, with the page of the incident that they opened. */
async function start(jobs: Readonly<Record<string, JobSketch>>) {
  const bench = await IncidentBench.start();
  bench.set(jobs);
  await bench.pass(MINUTE);
  const { store, clock } = bench.poll;
  const web = await WebOverStore.start({ store, clock });
  const { public_id: id } = await store.read((db) =>
    db.selectFrom('incident').select('public_id').executeTakeFirstOrThrow(),
  );
  return {
    bench,
    store,
    web,
    id,
    clock,
    page: async () => (await web.page(`/incidents/${id}`)).html,
    async [Symbol.asyncDispose]() {
      await web.close();
      await bench[Symbol.asyncDispose]();
    },
  };
}

const FAILED = { b1: { state: 'Failed', code: 'AccessDenied', name: 'nightly' } };

/** The lines of a part of the page, without its elements. */
function linesOf(html: string, section: string): string[] {
  const part =
    new RegExp(`<section[^>]*aria-labelledby="${section}">([^]*?)</section>`).exec(html)?.[1] ?? '';
  return part
    .replaceAll(/<(?:\/?(?:bdi|span|time|q|a|code|strong))\b[^>]*>/g, '')
    .split(/<[^>]*>/)
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}

describe('the page of an incident', () => {
  it('says how it stands, why, which jobs, what happened, and who was told', async () => {
    await using scene = await start(FAILED);
    const { status, html } = await scene.web.page(`/incidents/${scene.id}`);
    expect(status).toBe(200);
    expect(html).toContain('<h1><bdi>Failed: AccessDenied (media)</bdi></h1>');
    expect(html).toContain('Nobody has it yet');
    expect(linesOf(html, 'why').join(' ')).toContain(
      'AccessDenied: The key or role has no right to do this.',
    );
    expect(linesOf(html, 'jobs').slice(6, 9)).toEqual(['b1', 'nightly', 'Failed']);
    expect(html).toContain('href="/jobs/media/b1"');
    expect(linesOf(html, 'thread')).toEqual([
      'What happened',
      '2024-06-27 07:23:10 UTC',
      'Told oncall: opening (opened)',
      '2024-06-27 07:23:10 UTC',
      'b1 joined as Failed',
      '2024-06-27 07:23:10 UTC',
      'Opened (failures)',
    ]);
    expect(linesOf(html, 'mails').slice(1)).toEqual([
      'To oncall 2024-06-27 07:23:10 UTC',
      'oncall@example.com delivered',
    ]);
  });

  it('tells its end: which run superseded the failed one, and that this was told', async () => {
    await using scene = await start(FAILED);
    const createdAt = scene.bench.poll.cloud.serverNow;
    scene.bench.set({ b2: { state: 'Success', name: 'nightly', createdAt } });
    await scene.bench.pass(10 * MINUTE);
    const html = await scene.page();
    expect(html).toContain('a newer run succeeded');
    expect(linesOf(html, 'jobs').join(' ')).toContain('superseded by b2, which succeeded');
    const thread = linesOf(html, 'thread').filter((line) => !line.endsWith('UTC'));
    expect(thread.slice(1, 4)).toEqual([
      'Told oncall: closing (closed-superseded)',
      'Closed: a newer run succeeded',
      'b1: superseded by b2, which succeeded',
    ]);
    expect(html).not.toContain('<form');
  });

  it('names the silence that holds it, who set that, and until when', async () => {
    await using scene = await start(FAILED);
    const now = scene.clock.now();
    const until = now + 2 * HOUR;
    const silence = {
      matchers: [{ key: 'target', glob: 'media' }] as const,
      from: now,
      until,
      createdAt: now,
    };
    await scene.store.write((trx) => addSilence(trx, { ...silence, author: 'ada', comment: 'upgrade' }));
    await scene.bench.pass(MINUTE);
    const html = await scene.page();
    expect(html).toContain('silenced');
    expect(linesOf(html, 'thread').join(' ')).toContain(
      'Covered as a whole: silenced by silence 1 (ada: upgrade) until 2024-06-27 09:24:10 UTC',
    );
  });

  it('says what is known of the queue of paused jobs', async () => {
    await using scene = await start({ p1: { state: 'Pause', details: { queueId: 'p893' } } });
    const asked = { queueId: 'p893', askedAt: scene.clock.now() };
    const known = { ...asked, name: 'queue-1', state: 'Paused' };
    await scene.store.write((trx) => saveQueueFacts(trx, 'media', [known]));
    expect(linesOf(await scene.page(), 'why').join(' ')).toContain('Queue p893 (queue-1) is Paused.');
    const fault = { kind: 'right-missing', code: 'AccessDenied' } as const;
    await scene.store.write((trx) =>
      saveQueueFacts(trx, 'media', [{ ...asked, name: '', state: '', fault }]),
    );
    expect(linesOf(await scene.page(), 'why').join(' ')).toContain('allow ci:DescribeMediaQueues');
  });

  it('lists a hundred jobs and counts the rest, those that it still holds first', async () => {
    const jobs = Array.from({ length: 130 }, (_, n) => [`b${n}`, { state: 'Failed', code: 'A' }] as const);
    await using scene = await start(Object.fromEntries(jobs));
    const html = await scene.page();
    expect([...html.matchAll(/href="\/jobs\/media\//g)]).toHaveLength(100);
    expect(html).toContain('href="/jobs?target=media&amp;state=Failed">30 more jobs are not listed here.');
    expect(linesOf(html, 'thread')).toContain('130 jobs, b0 among them, joined as Failed');
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    const { json } = await scene.web.api('GET', `/incidents/${scene.id}`);
    expect([json.jobs, json.members.length]).toEqual([130, 130]);
  });

  it('shows each attempt of a mail that does not get out, and what the server said', async () => {
    await using scene = await start(FAILED);
    await scene.store.write(async (trx) => {
      await trx.updateTable('outbox').set({ state: 'pending', settled_at: null }).execute();
      for (let n = 1; n <= 5; n += 1) {
        const attempt = {
          outbox: 1,
          channel: 'email',
          started_at: scene.clock.now(),
          outcome: 'temporary' as const,
        };
        const ended = { ended_at: scene.clock.now() + n, reason: 'network', response: `refused <${n}>` };
        await trx
          .insertInto('attempt')
          .values({ ...attempt, ...ended })
          .execute();
      }
    });
    const lines = linesOf(await scene.page(), 'mails').join(' ');
    expect(lines).toContain('oncall@example.com waiting next attempt');
    expect(lines).toContain('2 earlier attempts');
    expect(lines).toContain('Attempt 5: temporary (network), 2024-06-27 07:24:10 UTC refused &lt;5&gt;');
  });

  it('of the watcher itself says what it says, and has no jobs', async () => {
    await using temporary = new TemporaryStore();
    await using web = await WebOverStore.start(temporary);
    const lines = ['5 polls in a row failed.', 'Look at the key.'];
    await temporary.store.write((trx) =>
      openIncident(trx, {
        publicId: 'watch',
        kind: 'condition',
        rule: 'watchdog',
        groupKey: 'g',
        labels: '{"target":"media"}',
        severity: 'critical',
        openedAt: temporary.clock.now(),
        summary: JSON.stringify({ title: 'media cannot be read', lines }),
      }),
    );
    const { html } = await web.page('/incidents/watch');
    expect(linesOf(html, 'why').slice(1)).toEqual(lines);
    expect(linesOf(html, 'jobs')[1]).toContain('has no jobs');
    expect(html).toContain('target=media\nrule=watchdog</textarea');
  });
});

describe('what people do about it', () => {
  it('is to acknowledge it, and the page says who has it', async () => {
    await using scene = await start(FAILED);
    const answer = await scene.web.post(`/incidents/${scene.id}/ack`, { author: 'Ada', comment: 'on it' });
    expect([answer.status, answer.location]).toEqual([303, `/incidents/${scene.id}`]);
    const html = await scene.page();
    expect(html).toContain('Ada has it');
    expect(linesOf(html, 'thread')).toContain('Acknowledged by Ada: on it');
    expect(html).not.toContain(`action="/incidents/${scene.id}/ack"`);
  });

  it('is to close it by hand, which is told', async () => {
    await using scene = await start(FAILED);
    await scene.web.post(`/incidents/${scene.id}/close`, { author: 'Ada' });
    await scene.bench.pass(MINUTE);
    const html = await scene.page();
    expect(linesOf(html, 'thread').slice(1, 5)).toEqual(
      expect.arrayContaining(['Closed by hand, by Ada', 'Told oncall: closing (closed-hand)']),
    );
  });

  it('is to silence the same cause, by a form that is filled in already', async () => {
    await using scene = await start(FAILED);
    const html = await scene.page();
    const matchers = /<textarea[^>]*>\n([^<]*)<\/textarea\s*>/.exec(html)?.[1] ?? '';
    expect(matchers).toBe('target=media\ncode=AccessDenied\nrule=failures');
    const asked = { matchers, for: '8h', until: '', author: 'Ada', comment: 'known', back: scene.id };
    const answer = await scene.web.post('/silences', asked);
    expect([answer.status, answer.location]).toEqual([303, `/incidents/${scene.id}`]);
    await scene.bench.pass(MINUTE);
    expect((await scene.web.api('GET', '/incidents')).json.items[0].silenced).toBe(true);
  });

  it('is in the name of who is logged in, who is not asked for it', async () => {
    await using scene = await start(FAILED);
    scene.web.access = accessAs('ada', ['read', 'write']);
    expect(await scene.page()).not.toContain('name="author"');
    await scene.web.post(`/incidents/${scene.id}/ack`, { author: 'mallory' });
    expect(await scene.page()).toContain('ada has it');
  });

  it('is nothing for those who may only look', async () => {
    await using scene = await start(FAILED);
    scene.web.access = accessAs('reader', ['read']);
    expect(await scene.page()).not.toMatch(/<form|<textarea|<button/);
    for (const deed of ['ack', 'close']) {
      expect((await scene.web.post(`/incidents/${scene.id}/${deed}`, {})).status).toBe(403);
    }
  });

  it('is refused when the form is too large', async () => {
    await using scene = await start(FAILED);
    const { status } = await scene.web.post(`/incidents/${scene.id}/ack`, { comment: 'x'.repeat(70_000) });
    expect(status).toBe(413);
    expect(await scene.page()).toContain('Nobody has it yet');
  });
});

describe('an incident that there is not', () => {
  it('is a 404 that helps: with those whose id begins so', async () => {
    await using scene = await start(FAILED);
    const { status, html } = await scene.web.page(`/incidents/${scene.id.slice(0, 8)}`);
    expect([status, html]).toEqual([404, expect.stringContaining(`<a href="/incidents/${scene.id}">`)]);
  });

  it.each(['x', '%3Cscript%3E', '%E2%80%AE', 'a'.repeat(2_000), '%00', "'%20OR%201=1"])(
    'called %s is a 404 too, by page and by form',
    async (id) => {
      await using scene = await start(FAILED);
      const { status, html } = await scene.web.page(`/incidents/${id}`);
      expect([status, html]).toEqual([404, expect.stringContaining('There is no such incident')]);
      expect(html).not.toMatch(/<script>|\u202E|\u0000/);
      expect((await scene.web.post(`/incidents/${id}/ack`, {})).status).toBe(404);
      expect(scene.web.errors).toEqual([]);
    },
  );
});

it('hostile text from jobs, queues, people and servers stays text', async () => {
  const hostile = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>\u202E\u0007${'y'.repeat(10_000)}`;
  await using scene = await start({
    b1: { state: 'Failed', code: hostile, name: hostile },
    [`x/../<b>\u202E`]: { state: 'Failed', code: hostile, name: hostile },
  });
  await scene.web.post(`/incidents/${scene.id}/ack`, { author: hostile, comment: hostile });
  await scene.store.write(async (trx) => {
    await recordEvent(trx, {
      incident: 1,
      at: scene.clock.now(),
      kind: 'held',
      reason: hostile,
      detail: hostile,
    });
    const attempt = {
      outbox: 1,
      channel: 'email',
      started_at: 1,
      ended_at: 2,
      outcome: 'permanent' as const,
    };
    await trx
      .insertInto('attempt')
      .values({ ...attempt, reason: hostile, response: hostile })
      .execute();
  });
  const html = await scene.page();
  expect(html).not.toMatch(/<script>alert|<img|<b>|\u202E|\u0007/);
  expect(html).toContain('href="/jobs/media/x%2F..%2F%3Cb%3E%E2%80%AE"');
  expect(Buffer.byteLength(html)).toBeLessThan(60_000);
});

it('speaks Chinese', async () => {
  await using scene = await start(FAILED);
  scene.web.language = 'zh-CN';
  const html = await scene.page();
  expect(linesOf(html, 'thread')).toContain('b1 以 Failed 加入');
  expect(html).toContain('由我处理');
  const said = html.replaceAll(/<(?:style|title)>[^]*?<\/(?:style|title)>|<[^>]*>/g, ' ');
  expect(said).not.toMatch(/\b(?:Jobs|Since|Told|Nobody|Notifications|Facts|Close)\b/);
});

describe("the page that a mail's link opens", () => {
  it('leads to the whole incident', async () => {
    await using scene = await AcknowledgeScene.start();
    const link = scene.link();
    const html = await (await fetch(link)).text();
    const [, href = ''] = /<a href="([^"]*)">The whole incident/.exec(html) ?? [];
    expect(new URL(href, link).pathname).toBe(`/incidents/${INCIDENT}`);
  });
});
