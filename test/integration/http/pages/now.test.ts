import { describe, expect, it } from 'vitest';
import { acknowledgeIncident, closeManually } from '../../../../src/actions/incident-actions.ts';
import { openIncident, type NewIncident } from '../../../../src/store/incidents/incidents.ts';
import { addNotification } from '../../../../src/store/outbox/notifications.ts';
import { recordPoll, registerTarget } from '../../../../src/store/jobs/targets.ts';
import { HOUR, MINUTE, SECOND } from '../../../../src/platform/time.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';
import { TemporaryStore } from '../../../support/store/temporary-store.ts';
import { accessAs, WebOverStore } from '../../../support/http/web-over-store.ts';
import { byMail } from '../../../support/outbox/by-mail.ts';

/** A store whose only target was read a moment ago. */
class NowFixture extends TemporaryStore {
  async serve(): Promise<WebOverStore> {
    await this.store.write((trx) =>
      registerTarget(trx, { name: 'media', bucket: 'b', region: 'r', scope: 's' }),
    );
    await this.poll();
    return await WebOverStore.start(this);
  }

  async poll(changes: Partial<Parameters<typeof recordPoll>[1]> = {}): Promise<void> {
    const endedAt = this.clock.now();
    const poll = { target: 'media', endedAt, completeReadStartedAt: endedAt, ...changes };
    await this.store.write((trx) => recordPoll(trx, poll));
  }

  async open(publicId: string, changes: Partial<NewIncident> = {}): Promise<void> {
    const usual = {
      publicId,
      kind: 'jobs' as const,
      rule: 'failures',
      groupKey: publicId,
      labels: JSON.stringify({ target: 'media', state: 'Failed', code: publicId }),
      severity: 'critical' as const,
      title: `Failed: ${publicId} (media)`,
      openedAt: this.clock.now(),
    };
    await this.store.write((trx) => openIncident(trx, { ...usual, ...changes }));
  }

  /** A mail is made. */
  async notify(): Promise<void> {
    const message = sampleMessage({ createdAt: this.clock.now() });
    const added = { message, to: byMail(message), detectedAt: this.clock.now() };
    await this.store.write((trx) => addNotification(trx, added));
  }

  /** What waits was tried once, and is now so. */
  async settle(state: 'pending' | 'dead'): Promise<void> {
    const tried = { state, attempts: 1, settled_at: state === 'dead' ? this.clock.now() : null };
    await this.store.write((trx) => trx.updateTable('outbox').set(tried).execute());
  }

  async acknowledge(id: string, by: string): Promise<void> {
    const action = { at: this.clock.now(), by, comment: '' };
    await this.store.write((trx) => acknowledgeIncident(trx, id, action));
  }
}

const headline = (html: string) => /<h1>([^<]*)<\/h1>/.exec(html)?.[1];
/** The ids of the incidents that have a card, in the order of the page. */
const cards = (html: string) => [...html.matchAll(/<h3><a href="\/incidents\/([^"]+)"/g)].map(([, id]) => id);

describe('whether something is wrong', () => {
  it('is nothing when no incident is open and the watcher is well', async () => {
    await using fixture = new NowFixture();
    await using web = await fixture.serve();
    const { status, html } = await web.page('/');
    expect([status, headline(html)]).toEqual([200, 'All clear']);
    expect(html).toContain('Healthy: the store takes writes');
    expect(html).toContain('No incident has been resolved yet.');
  });

  it('is how many incidents are open, since when, and how many nobody has', async () => {
    await using fixture = new NowFixture();
    await using web = await fixture.serve();
    await fixture.open('first');
    await fixture.clock.advance(2 * HOUR + 10 * MINUTE);
    await fixture.poll();
    await fixture.open('second');
    await fixture.acknowledge('first', 'Ada');
    const { html } = await web.page('/');
    expect(headline(html)).toBe('2 incidents are open');
    expect(html).toContain('title="2024-06-27 07:23:10 UTC"');
    expect(html).toContain('(2 h 10 min ago)');
    expect(html).toContain('1 unacknowledged');
    expect(html).toContain('Acknowledged by Ada');
  });

  it('is calmer when somebody has each of them', async () => {
    await using fixture = new NowFixture();
    await using web = await fixture.serve();
    await fixture.open('first');
    await fixture.acknowledge('first', 'Ada');
    const { html } = await web.page('/');
    expect(headline(html)).toBe('1 incident is open, acknowledged');
    expect(html).toContain('class="verdict acknowledged"');
  });

  it.each<[string, (fixture: NowFixture, web: WebOverStore) => Promise<unknown> | void, string]>([
    [
      'the store cannot be written',
      (_, web) => void (web.unready = ['the store is full']),
      'the store is full',
    ],
    [
      'a target cannot be read',
      (fixture) =>
        fixture.poll({
          completeReadStartedAt: undefined,
          fault: { reason: 'auth', code: '403', message: 'AccessDenied', hint: 'Allow ci:DescribeJobs.' },
        }),
      'Allow ci:DescribeJobs.',
    ],
    ['a target was never polled', (_, web) => void (web.targets = ['media', 'archive']), 'not polled yet'],
    ['polls do not come any more', (fixture) => fixture.clock.advance(7 * MINUTE), 'overdue'],
    [
      'mail does not get out',
      async (fixture) => {
        await fixture.notify();
        await fixture.clock.advance(10 * MINUTE + SECOND);
        await fixture.poll();
      },
      'Oldest that waits',
    ],
    [
      'mail was tried in vain',
      async (fixture) => {
        await fixture.notify();
        await fixture.settle('pending');
      },
      'Messages that wait were tried in vain.',
    ],
    [
      'mail was given up',
      async (fixture) => {
        await fixture.notify();
        await fixture.settle('dead');
      },
      'Messages are undeliverable: somebody was not notified.',
    ],
  ])('is the watcher when %s', async (_what, happen, said) => {
    await using fixture = new NowFixture();
    await using web = await fixture.serve();
    await happen(fixture, web);
    const { html } = await web.page('/');
    expect(headline(html)).toBe('No incident is open, but the monitor has problems');
    expect(html).toContain(said);
  });
});

describe('the open incidents', () => {
  it('stand with what nobody has first, then the most severe, then the oldest', async () => {
    await using fixture = new NowFixture();
    await using web = await fixture.serve();
    await fixture.open('taken');
    await fixture.acknowledge('taken', 'Ada');
    await fixture.open('info', { severity: 'info' });
    await fixture.open('warning', { severity: 'warning' });
    await fixture.clock.advance(MINUTE);
    await fixture.open('younger');
    await fixture.open('older', { openedAt: fixture.clock.now() - HOUR });
    const { html } = await web.page('/');
    expect(cards(html)).toEqual(['older', 'younger', 'warning', 'info', 'taken']);
  });

  it('include those about the monitor itself', async () => {
    await using fixture = new NowFixture();
    await using web = await fixture.serve();
    const title = 'Polling failed (media)';
    const condition = { title, lines: [] };
    const watchdog = { kind: 'condition', rule: 'watchdog', labels: '{"target":"media"}' } as const;
    await fixture.open('watch', { ...watchdog, title, condition });
    const { html } = await web.page('/');
    expect(html).toContain('Polling failed (media)');
    expect(html).toContain('An incident about the monitor itself is open.');
  });

  it('are counted beyond forty, and the page stays small', async () => {
    await using fixture = new NowFixture();
    await using web = await fixture.serve();
    for (let n = 0; n < 45; n += 1) await fixture.open(`incident-${n}`);
    const { html } = await web.page('/');
    expect(cards(html)).toHaveLength(40);
    expect(html).toContain('and 5 more');
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
  });

  it('are taken by one click, in the name of who is logged in', async () => {
    await using fixture = new NowFixture();
    await using web = await fixture.serve();
    await fixture.open('first');
    web.access = accessAs('ada', ['read', 'write']);
    const { html } = await web.page('/');
    const action = /<form method="post" action="(\/incidents\/first\/ack)"/.exec(html)?.[1] ?? '';
    const answer = await web.post(action, { back: 'now', author: 'mallory' });
    expect([answer.status, answer.location]).toEqual([303, '/']);
    expect((await web.page('/')).html).toContain('Acknowledged by ada');
  });

  it('have no forms for those who may only look', async () => {
    await using fixture = new NowFixture();
    await using web = await fixture.serve();
    await fixture.open('first');
    web.access = accessAs('reader', ['read']);
    expect((await web.page('/')).html).not.toContain('<form');
    expect((await web.post('/incidents/first/ack', {})).status).toBe(403);
  });

  it('leave the page when they are closed, and stand among the last ones', async () => {
    await using fixture = new NowFixture();
    await using web = await fixture.serve();
    await fixture.open('first');
    const action = { at: fixture.clock.now(), by: 'ada', comment: '' };
    await fixture.store.write((trx) => closeManually(trx, 'first', action));
    const { html } = await web.page('/');
    expect([headline(html), cards(html)]).toEqual(['All clear', []]);
    expect(html).toMatch(/Recently resolved[^]*href="\/incidents\/first"[^]*resolved manually/);
  });
});

it('names from jobs and from people stay text, and cannot turn the page round', async () => {
  await using fixture = new NowFixture();
  await using web = await fixture.serve();
  const hostile = `<script>alert(1)</script>\u202Egnp\u0000${'x'.repeat(10_000)}`;
  await fixture.open('first', { labels: JSON.stringify({ target: hostile, state: 'Failed' }) });
  await fixture.acknowledge('first', '"><img src=x onerror=alert(1)>\u202E');
  const { html } = await web.page('/');
  expect(html).not.toMatch(/<script>alert|<img|\p{Cf}/u);
  expect(html).toContain('\\u{202E}');
  expect(Buffer.byteLength(html)).toBeLessThan(30_000);
});

it('speaks Chinese, in the configured zone, below a prefix', async () => {
  await using fixture = new NowFixture();
  await using web = await fixture.serve();
  await fixture.open('first');
  web.language = 'zh-CN';
  web.timezone = 'Asia/Shanghai';
  web.publicUrl = 'https://ops.example.com/batchwatch';
  const { html } = await web.page('/');
  expect(html).toContain('<html lang="zh-CN">');
  expect(headline(html)).toBe('有 1 个事件未恢复');
  expect(html).toContain('2024-06-27 15:23:10<');
  expect([...html.matchAll(/(?:href|action|src)="(\/[^"]*)"/g)].map(([, to]) => to)).toSatisfy(
    (links: string[]) => links.length > 8 && links.every((to) => to.startsWith('/batchwatch/')),
  );
});
