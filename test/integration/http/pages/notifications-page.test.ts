import { describe, expect, it } from 'vitest';
import { hintText } from '../../../../src/render/words/delivery-hint-words.ts';
import { knownJob } from '../../../support/poll/known-job.ts';
import { putMessage, threeEntries } from '../../../support/outbox/outbox-fixture.ts';
import { ServedWeb } from '../../../support/http/served-web.ts';
import { StoreFixture } from '../../../support/store/store-fixture.ts';
import { TemporaryStore } from '../../../support/store/temporary-store.ts';

describe('the page of notifications', () => {
  it('shows each with what can be done, and counts them by state', async () => {
    await using temporary = new TemporaryStore();
    await using web = await ServedWeb.start(temporary);
    await threeEntries(temporary);
    const all = textOf(await web.page('/notifications'));
    for (const count of ['Waiting 1', 'Sent 1', 'Undeliverable 1', 'All 3']) expect(all).toContain(count);
    expect(all).toContain('550 no such user');
    expect(all).toContain(hintText('unknown-recipient'));
    web.display = { ...web.display, language: 'zh-CN' };
    expect(textOf(await web.page('/notifications'))).toContain(hintText('unknown-recipient', 'zh-CN'));
    web.display = { ...web.display, language: 'en' };
    const dead = await web.page('/notifications?state=dead');
    expect(dead).toContain('id="entry-2"');
    expect(dead).not.toContain('id="entry-1"');
    expect(dead).toContain('action="/notifications/2/resend"');
    expect(await web.page('/notifications?state=sent')).not.toContain('/resend"');
  });

  it('resends by its button and goes back to where it was', async () => {
    await using temporary = new TemporaryStore();
    await using web = await ServedWeb.start(temporary);
    web.display = { ...web.display, publicUrl: 'https://ops.example.com/batch' };
    await threeEntries(temporary);
    const response = await web.submit('/notifications/2/resend', { state: 'dead', receiver: 'oncall' });
    expect(response.status).toBe(303);
    expect(response.headers.get('Location')).toBe('/batch/notifications?state=dead&receiver=oncall&done=2');
    expect(web.wakes).toBe(1);
    const again = await web.submit('/notifications/2/resend', { state: 'dead' });
    expect(again.status).toBe(409);
    expect(await again.text()).toContain('It is not undeliverable');
  });

  it('shows each suppressed notification with its receiver and the meaning of the reason', async () => {
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
    const decisions = [
      {
        outcome: 'suppress' as const,
        reason: 'no-rule-matched' as const,
        rule: undefined,
        receiver: undefined,
      },
      { receiver: 'boss' },
    ];
    await fixture.keep(knownJob({ jobId: 'j1', name: 'nightly' }), { decisions });
    await fixture.store.write((trx) =>
      trx
        .updateTable('decision')
        .set({ held: 'silenced', held_by: 'silence 3' })
        .where('receiver', '=', 'boss')
        .execute(),
    );
    const page = await web.page('/notifications');
    const text = textOf(page);
    expect(text).toContain('No rule asks for such a job.');
    expect(text).toContain('Not notified yet: silenced ( silence 3 )');
    expect(page).toContain('href="/jobs/media/j1"');
    expect(page.indexOf('silence 3')).toBeLessThan(page.indexOf('no-rule-matched'));
  });

  it('pages both lists apart', async () => {
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
    for (let made = 0; made < 21; made += 1) await putMessage(fixture);
    const suppressed = Array.from({ length: 16 }, () => ({
      outcome: 'suppress' as const,
      reason: 'flapping' as const,
    }));
    await fixture.keep(knownJob({ jobId: 'j1' }), { decisions: suppressed });
    const first = await web.page('/notifications');
    const [older = '', olderPending = ''] = [...first.matchAll(/rel="next" href="([^"]+)"/g)].map(
      ([, href]) => href?.replaceAll('&amp;', '&'),
    );
    const second = await web.page(older);
    expect([...second.matchAll(/id="entry-(\d+)"/g)].map(([, id]) => id)).toEqual(['1']);
    expect(second.match(/<code>flapping/g)).toHaveLength(15);
    const rest = await web.page(olderPending.replace(/#.*/, ''));
    expect(rest.match(/<code>flapping/g)).toHaveLength(1);
    expect([...rest.matchAll(/id="entry-(\d+)"/g)]).toHaveLength(20);
    expect(Buffer.byteLength(first)).toBeLessThan(100_000);
  });

  it('shows hostile text as text, and not without end', async () => {
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
    const hostile = `<script>alert(1)</script>\u202Eevil\u0000${'x'.repeat(10_000)}`;
    await putMessage(fixture, { report: { title: hostile, lines: [] }, receiver: hostile });
    await fixture.store.write((trx) =>
      trx
        .insertInto('attempt')
        .values({
          outbox: 1,
          channel: 'email',
          started_at: 1,
          ended_at: 2,
          outcome: 'temporary',
          reason: 'temporary',
          response: hostile,
        })
        .execute(),
    );
    await fixture.keep(knownJob({ jobId: 'j"1', name: hostile, state: hostile }), {
      decisions: [{ outcome: 'suppress', reason: 'flapping', rule: hostile, receiver: hostile }],
    });
    for (const path of ['/notifications', `/notifications?receiver=${encodeURIComponent('<b>')}`]) {
      const page = await web.page(path);
      expect(page).not.toMatch(/<script>alert|\u202E|<b>/);
      expect(page.includes('\0')).toBe(false);
      expect(Buffer.byteLength(page)).toBeLessThan(30_000);
    }
    expect(await web.page('/notifications')).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt;\\u{202E}evil\\x00',
    );
  });

  it('speaks Chinese', async () => {
    await using temporary = new TemporaryStore();
    await using web = await ServedWeb.start(temporary);
    web.display = { ...web.display, language: 'zh-CN' };
    await threeEntries(temporary);
    const page = await web.page('/notifications');
    expect(page).toContain('<html lang="zh-CN">');
    expect(textOf(page)).toContain('投递失败 1');
    expect(page).toContain('重新发送');
  });
});

function textOf(page: string): string {
  return page.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}
