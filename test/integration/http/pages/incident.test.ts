import { describe, expect, it } from 'vitest';
import { openIncident } from '../../../../src/store/incidents/incidents.ts';
import { recordEvent } from '../../../../src/store/incidents/incident-events.ts';
import { saveQueueDetails } from '../../../../src/store/jobs/queue-details.ts';
import { addSilence } from '../../../../src/store/incidents/silences.ts';
import { HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { AcknowledgeFixture, INCIDENT } from '../../../support/http/acknowledge-fixture.ts';
import { FAILED, linesOf, startIncidentPage } from '../../../support/http/incident-page.ts';
import { TemporaryStore } from '../../../support/store/temporary-store.ts';
import { WebOverStore } from '../../../support/http/web-over-store.ts';

describe('the page of an incident', () => {
  it('says how it stands, why, which jobs, what happened, and who was notified', async () => {
    await using fixture = await startIncidentPage(FAILED);
    const { status, html } = await fixture.web.page(`/incidents/${fixture.id}`);
    expect(status).toBe(200);
    expect(html).toContain('<h1><bdi>Failed: AccessDenied (media)</bdi></h1>');
    expect(html).toContain('Unacknowledged');
    expect(linesOf(html, 'why').join(' ')).toContain(
      'AccessDenied: The key or role has no right to do this.',
    );
    expect(linesOf(html, 'jobs').slice(5)).toEqual([
      'nightly b1',
      'Failed',
      'AccessDenied',
      '2024-06-27 07:23:10',
      'Failed',
    ]);
    expect(html).toContain('href="/jobs/media/b1"');
    expect(linesOf(html, 'thread')).toEqual([
      'Timeline',
      '2024-06-27 07:23:10',
      'Notified oncall: Opened',
      '2024-06-27 07:23:10',
      '1 job added (failed): b1',
      '2024-06-27 07:23:10',
      'Opened by rule failures',
    ]);
    expect(linesOf(html, 'mails').slice(1)).toEqual([
      'To oncall 2024-06-27 07:23:10',
      'oncall@example.com delivered',
    ]);
  });

  it('shows its end: which run superseded the failed one, and that this was notified', async () => {
    await using fixture = await startIncidentPage(FAILED);
    const createdAt = fixture.incidents.poll.cloud.serverNow;
    fixture.incidents.set({ b2: { state: 'Success', name: 'nightly', createdAt } });
    await fixture.incidents.pass(10 * MINUTE);
    const html = await fixture.page();
    expect(html).toContain('a newer run succeeded');
    expect(linesOf(html, 'jobs').join(' ')).toContain('superseded by b2, which succeeded');
    const thread = linesOf(html, 'thread').filter((line) => !/^\d{4}-/.test(line));
    expect(thread.slice(1, 4)).toEqual([
      'Notified oncall: Resolved',
      'Resolved: a newer run succeeded',
      '1 job superseded by b2, which succeeded: b1',
    ]);
    expect(html).not.toContain('<form');
  });

  it('names the silence that holds it, who set that, and until when', async () => {
    await using fixture = await startIncidentPage(FAILED);
    const now = fixture.clock.now();
    const until = now + 2 * HOUR;
    const silence = {
      matchers: [{ key: 'target', glob: 'media' }] as const,
      from: now,
      until,
      createdAt: now,
    };
    await fixture.store.write((trx) => addSilence(trx, { ...silence, author: 'ada', comment: 'upgrade' }));
    await fixture.incidents.pass(MINUTE);
    const html = await fixture.page();
    expect(html).toContain('silenced');
    expect(linesOf(html, 'thread').join(' ')).toContain(
      'Covered as a whole: silenced by silence 1 (ada: upgrade) until 2024-06-27 09:24:10',
    );
  });

  it('says what is known of the queue of paused jobs', async () => {
    await using fixture = await startIncidentPage({ p1: { state: 'Pause', details: { queueId: 'p893' } } });
    const asked = { queueId: 'p893', askedAt: fixture.clock.now() };
    const known = { ...asked, name: 'queue-1', state: 'Paused' };
    await fixture.store.write((trx) => saveQueueDetails(trx, 'media', [known]));
    expect(linesOf(await fixture.page(), 'why').join(' ')).toContain('Queue queue-1 is Paused. p893 · ');
    const fault = { kind: 'right-missing', code: 'AccessDenied' } as const;
    await fixture.store.write((trx) =>
      saveQueueDetails(trx, 'media', [{ ...asked, name: '', state: '', fault }]),
    );
    expect(linesOf(await fixture.page(), 'why').join(' ')).toContain('allow ci:DescribeMediaQueues');
  });

  it('lists a hundred jobs and counts the rest, those that it still holds first', async () => {
    const jobs = Array.from({ length: 130 }, (_, n) => [`b${n}`, { state: 'Failed', code: 'A' }] as const);
    await using fixture = await startIncidentPage(Object.fromEntries(jobs));
    const html = await fixture.page();
    expect([...html.matchAll(/href="\/jobs\/media\//g)]).toHaveLength(100);
    expect(html).toContain('href="/jobs?target=media&amp;state=Failed">30 more jobs are not listed here.');
    expect(linesOf(html, 'thread')).toContain('130 jobs added (failed): b0 and 129 more');
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    const { json } = await fixture.web.api('GET', `/incidents/${fixture.id}`);
    expect([json.jobs, json.members.length]).toEqual([130, 130]);
  });

  it('shows each attempt of a mail that does not get out, and what the server said', async () => {
    await using fixture = await startIncidentPage(FAILED);
    await fixture.store.write(async (trx) => {
      await trx.updateTable('outbox').set({ state: 'pending', settled_at: null }).execute();
      for (let n = 1; n <= 5; n += 1) {
        const attempt = {
          outbox: 1,
          channel: 'email',
          started_at: fixture.clock.now(),
          outcome: 'temporary' as const,
        };
        const ended = { ended_at: fixture.clock.now() + n, reason: 'network', response: `refused <${n}>` };
        await trx
          .insertInto('attempt')
          .values({ ...attempt, ...ended })
          .execute();
      }
    });
    const lines = linesOf(await fixture.page(), 'mails').join(' ');
    expect(lines).toContain('oncall@example.com waiting next attempt');
    expect(lines).toContain('2 earlier attempts');
    expect(lines).toContain(
      'Attempt 5: failed, tried again (network), 2024-06-27 07:24:10 refused &lt;5&gt;',
    );
  });

  it('says in one line whether the watcher is well, and leads to why not', async () => {
    await using fixture = await startIncidentPage(FAILED);
    expect(await fixture.page()).toContain('The monitor is healthy.');
    fixture.web.unready = ['the store is full'];
    expect(await fixture.page()).toMatch(/The monitor has problems.<\/span>\s*<a href="\/#watcher">Why/);
  });

  it('of the monitor itself says what it says, and has no jobs', async () => {
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
        title: 'Polling failed (media)',
        openedAt: temporary.clock.now(),
        condition: { title: 'Polling failed (media)', lines },
      }),
    );
    const { html } = await web.page('/incidents/watch');
    expect(linesOf(html, 'why').slice(1)).toEqual(lines);
    expect(linesOf(html, 'jobs')[1]).toContain('has no jobs');
    expect(html).toContain('target=media\nrule=watchdog</textarea');
  });
});

describe('an incident that there is not', () => {
  it('is a 404 that helps: with those whose id begins so', async () => {
    await using fixture = await startIncidentPage(FAILED);
    const { status, html } = await fixture.web.page(`/incidents/${fixture.id.slice(0, 8)}`);
    expect([status, html]).toEqual([404, expect.stringContaining(`<a href="/incidents/${fixture.id}">`)]);
  });

  it.each(['x', '%3Cscript%3E', '%E2%80%AE', 'a'.repeat(2_000), '%00', "'%20OR%201=1"])(
    'called %s is a 404 too, by page and by form',
    async (id) => {
      await using fixture = await startIncidentPage(FAILED);
      const { status, html } = await fixture.web.page(`/incidents/${id}`);
      expect([status, html]).toEqual([404, expect.stringContaining('There is no such incident')]);
      expect(html).not.toMatch(/<script>|\p{Cf}/u);
      expect((await fixture.web.post(`/incidents/${id}/ack`, {})).status).toBe(404);
      expect(fixture.web.errors).toEqual([]);
    },
  );
});

it('hostile text from jobs, queues, people and servers stays text', async () => {
  const hostile = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>\u202E\u0007${'y'.repeat(10_000)}`;
  await using fixture = await startIncidentPage({
    b1: { state: 'Failed', code: hostile, name: hostile },
    [`x/../<b>\u202E`]: { state: 'Failed', code: hostile, name: hostile },
  });
  await fixture.web.post(`/incidents/${fixture.id}/ack`, { author: hostile, comment: hostile });
  await fixture.store.write(async (trx) => {
    await recordEvent(trx, {
      incident: 1,
      at: fixture.clock.now(),
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
  const html = await fixture.page();
  expect(html).not.toMatch(/<script>alert|<img|<b>|\p{Cf}/u);
  expect(html).toContain('href="/jobs/media/x%2F..%2F%3Cb%3E%E2%80%AE"');
  expect(Buffer.byteLength(html)).toBeLessThan(60_000);
});

it('speaks Chinese', async () => {
  await using fixture = await startIncidentPage(FAILED);
  fixture.web.language = 'zh-CN';
  const attempt = { outbox: 1, channel: 'email', started_at: 1, ended_at: 2, outcome: 'delivered' as const };
  await fixture.store.write((trx) =>
    trx
      .insertInto('attempt')
      .values({ ...attempt, reason: null, response: null })
      .execute(),
  );
  const html = await fixture.page();
  expect(linesOf(html, 'thread')).toContain('新增 1 个失败任务：b1');
  expect(linesOf(html, 'thread')).toContain('已通知 oncall：新告警');
  expect(linesOf(html, 'mails').join(' ')).toContain('第 1 次：已送达');
  expect(html).toContain('认领');
  const said = html.replaceAll(/<(?:style|title)>[^]*?<\/(?:style|title)>|<[^>]*>/g, ' ');
  expect(said).not.toMatch(/\b(?:Jobs|Since|Told|Nobody|Notifications|Facts|Close)\b/);
});

describe("the page that a mail's link opens", () => {
  it('leads to the whole incident', async () => {
    await using fixture = await AcknowledgeFixture.start();
    const link = fixture.link();
    const html = await (await fetch(link)).text();
    const [, href = ''] = /<a href="([^"]*)">The whole incident/.exec(html) ?? [];
    expect(new URL(href, link).pathname).toBe(`/incidents/${INCIDENT}`);
  });
});
