import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../src/platform/time.ts';
import { FAILED, linesOf, startIncidentPage } from '../../../support/http/incident-page.ts';
import { accessAs } from '../../../support/http/web-over-store.ts';

describe('what people do about it', () => {
  it('is to acknowledge it, and the page says who has it', async () => {
    await using fixture = await startIncidentPage(FAILED);
    const answer = await fixture.web.post(`/incidents/${fixture.id}/ack`, {
      author: 'Ada',
      comment: 'on it',
    });
    expect([answer.status, answer.location]).toEqual([303, `/incidents/${fixture.id}`]);
    const html = await fixture.page();
    expect(html).toContain('Acknowledged by Ada');
    expect(linesOf(html, 'thread')).toContain('Acknowledged by Ada: on it');
    expect(html).not.toContain(`action="/incidents/${fixture.id}/ack"`);
  });

  it('is to close it by hand, which notifies', async () => {
    await using fixture = await startIncidentPage(FAILED);
    await fixture.web.post(`/incidents/${fixture.id}/close`, { author: 'Ada' });
    await fixture.incidents.pass(MINUTE);
    const html = await fixture.page();
    expect(linesOf(html, 'thread').slice(1, 5)).toEqual(
      expect.arrayContaining(['Resolved manually by Ada', 'Notified oncall: Resolved']),
    );
  });

  it('is to silence the same cause, by a form that is filled in already', async () => {
    await using fixture = await startIncidentPage(FAILED);
    const html = await fixture.page();
    const matchers = /<textarea[^>]*>\n([^<]*)<\/textarea\s*>/.exec(html)?.[1] ?? '';
    expect(matchers).toBe('target=media\ncode=AccessDenied\nrule=failures');
    const asked = { matchers, for: '8h', until: '', author: 'Ada', comment: 'known', back: fixture.id };
    const answer = await fixture.web.post('/silences', asked);
    expect([answer.status, answer.location]).toEqual([303, `/incidents/${fixture.id}`]);
    await fixture.incidents.pass(MINUTE);
    expect((await fixture.web.api('GET', '/incidents')).json.items[0].silenced).toBe(true);
  });

  it('is in the name of who is logged in, who is not asked for it', async () => {
    await using fixture = await startIncidentPage(FAILED);
    fixture.web.access = accessAs('ada', ['read', 'write']);
    expect(await fixture.page()).not.toContain('name="author"');
    await fixture.web.post(`/incidents/${fixture.id}/ack`, { author: 'mallory' });
    expect(await fixture.page()).toContain('Acknowledged by ada');
  });

  it('is nothing for those who may only look', async () => {
    await using fixture = await startIncidentPage(FAILED);
    fixture.web.access = accessAs('reader', ['read']);
    expect(await fixture.page()).not.toMatch(/<form|<textarea|<button/);
    for (const action of ['ack', 'close']) {
      expect((await fixture.web.post(`/incidents/${fixture.id}/${action}`, {})).status).toBe(403);
    }
  });

  it('is refused when the form is too large', async () => {
    await using fixture = await startIncidentPage(FAILED);
    const { status } = await fixture.web.post(`/incidents/${fixture.id}/ack`, {
      comment: 'x'.repeat(70_000),
    });
    expect(status).toBe(413);
    expect(await fixture.page()).toContain('Unacknowledged');
  });
});
