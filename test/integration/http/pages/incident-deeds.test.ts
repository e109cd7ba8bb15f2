import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../src/platform/time.ts';
import { FAILED, linesOf, startIncidentPage } from '../../../support/incident-page.ts';
import { accessAs } from '../../../support/web-over-store.ts';

describe('what people do about it', () => {
  it('is to acknowledge it, and the page says who has it', async () => {
    await using scene = await startIncidentPage(FAILED);
    const answer = await scene.web.post(`/incidents/${scene.id}/ack`, { author: 'Ada', comment: 'on it' });
    expect([answer.status, answer.location]).toEqual([303, `/incidents/${scene.id}`]);
    const html = await scene.page();
    expect(html).toContain('Acknowledged by Ada');
    expect(linesOf(html, 'thread')).toContain('Acknowledged by Ada: on it');
    expect(html).not.toContain(`action="/incidents/${scene.id}/ack"`);
  });

  it('is to close it by hand, which is told', async () => {
    await using scene = await startIncidentPage(FAILED);
    await scene.web.post(`/incidents/${scene.id}/close`, { author: 'Ada' });
    await scene.bench.pass(MINUTE);
    const html = await scene.page();
    expect(linesOf(html, 'thread').slice(1, 5)).toEqual(
      expect.arrayContaining(['Resolved manually by Ada', 'Notified oncall: Resolved']),
    );
  });

  it('is to silence the same cause, by a form that is filled in already', async () => {
    await using scene = await startIncidentPage(FAILED);
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
    await using scene = await startIncidentPage(FAILED);
    scene.web.access = accessAs('ada', ['read', 'write']);
    expect(await scene.page()).not.toContain('name="author"');
    await scene.web.post(`/incidents/${scene.id}/ack`, { author: 'mallory' });
    expect(await scene.page()).toContain('Acknowledged by ada');
  });

  it('is nothing for those who may only look', async () => {
    await using scene = await startIncidentPage(FAILED);
    scene.web.access = accessAs('reader', ['read']);
    expect(await scene.page()).not.toMatch(/<form|<textarea|<button/);
    for (const deed of ['ack', 'close']) {
      expect((await scene.web.post(`/incidents/${scene.id}/${deed}`, {})).status).toBe(403);
    }
  });

  it('is refused when the form is too large', async () => {
    await using scene = await startIncidentPage(FAILED);
    const { status } = await scene.web.post(`/incidents/${scene.id}/ack`, { comment: 'x'.repeat(70_000) });
    expect(status).toBe(413);
    expect(await scene.page()).toContain('Unacknowledged');
  });
});
