import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Message } from '../../../src/core/message/message.ts';
import { renderSubject, renderSummary } from '../../../src/render/content/render-subject.ts';
import { incidentViews } from '../../../src/store/views/incident-views.ts';
import { HOUR, MINUTE } from '../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../support/engine/incident-fixture.ts';

const subjects = async (fixture: IncidentFixture) =>
  (await fixture.messages()).map((message) => `${message.receiver}: ${renderSubject(message)}`);

const titles = async (fixture: IncidentFixture) => {
  const states = ['open', 'acknowledged', 'closed'] as const;
  const views = await fixture.poll.store.read((db) => incidentViews(db, { states }));
  return views.map(({ title }) => title);
};

describe('the thread of an incident', () => {
  it('keeps the subject of its first mail when jobs join and when it closes', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: 'Pause', b2: 'Pause' });
    await fixture.pass(10 * MINUTE);
    fixture.set({ b3: 'Pause' });
    await fixture.pass(5 * HOUR);
    fixture.set({ b1: 'Running', b2: 'Running', b3: 'Running' });
    await fixture.pass(MINUTE);
    const messages = await fixture.messages();
    expect(messages.map(({ kind }) => kind)).toEqual(['opening', 'update', 'reminder', 'closing']);
    const first = '[Batchwatch] Paused: no queue (media), 2 jobs';
    expect(messages.map(renderSubject)).toEqual([first, ...Array(3).fill(`Re: ${first}`)]);
    expect(messages.map(renderSummary)).toEqual([
      '2 jobs paused (media)',
      '3 jobs paused (+1) (media)',
      'Still open: 3 jobs paused (media)',
      'Resumed: 3 jobs paused (media)',
    ]);
  });

  it('keeps its subject when the language changes, and when its first mail was pruned', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(10 * MINUTE);
    fixture.poll.language = 'zh-CN';
    const first = '[Batchwatch] Failed: AccessDenied (media), name of b1';
    expect(await subjects(fixture)).toEqual([`oncall: ${first}`]);
    await fixture.poll.store.write((trx) => trx.deleteFrom('outbox').execute());
    await fixture.poll.store.write((trx) =>
      trx.updateTable('decision').set({ notification: null }).execute(),
    );
    await fixture.poll.store.write((trx) => trx.deleteFrom('notification').execute());
    fixture.set({ b2: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(10 * MINUTE);
    const later = (await fixture.messages()).at(-1);
    expect(later && renderSubject(later)).toBe(`Re: ${first}`);
    expect(later?.language).toBe('zh-CN');
  });

  it('that began before subjects were stored goes on under the title of its incident', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(10 * MINUTE);
    await fixture.poll.store.write(async (trx) => {
      await trx.updateTable('thread').set({ subject: null }).execute();
      await trx.updateTable('incident').set({ title: null }).execute();
    });
    for (const jobId of ['b2', 'b3']) {
      fixture.set({ [jobId]: { state: 'Failed', code: 'AccessDenied' } });
      await fixture.pass(10 * MINUTE);
    }
    const later = (await subjects(fixture)).slice(1);
    expect(later).toEqual(Array(2).fill('oncall: Re: [Batchwatch] Failed: AccessDenied (media)'));
    expect(await titles(fixture)).toEqual(['Failed: AccessDenied (media)']);
  });

  it('of an escalation says so in its subject, to the end', async () => {
    const rule = usualRule({ escalate: [{ after: 10 * MINUTE, receivers: ['lead'] }] });
    await using fixture = await IncidentFixture.start([rule]);
    fixture.set({ b1: 'Pause' });
    await fixture.pass(15 * MINUTE);
    fixture.set({ b1: 'Running' });
    await fixture.pass(MINUTE);
    const title = 'Paused: no queue (media), name of b1';
    expect(await subjects(fixture)).toEqual([
      `oncall: [Batchwatch] ${title}`,
      `lead: [Batchwatch] Escalated: ${title}`,
      `oncall: Re: [Batchwatch] ${title}`,
      `lead: Re: [Batchwatch] Escalated: ${title}`,
    ]);
  });
});

describe.each(LANGUAGES)('incidents in %s', (language) => {
  it('have one title on the page and in every mail, and different ones where they differ', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.poll.language = language;
    fixture.set({
      b1: { state: 'Failed', code: 'AccessDenied', name: 'nightly' },
      b2: { state: 'Failed', code: 'InternalError', name: 'nightly' },
      b3: { state: 'Failed', code: '', name: 'nightly' },
      b4: { state: 'Pause', name: 'nightly' },
    });
    await fixture.pass(10 * MINUTE);
    fixture.set({ b4: { state: 'Running' } });
    await fixture.pass(MINUTE);
    const messages: readonly Message[] = await fixture.messages();
    const shown = await titles(fixture);
    expect(new Set(shown).size).toBe(4);
    expect(messages.length).toBe(5);
    expect(new Set(messages.map(({ title }) => title))).toEqual(new Set(shown));
    for (const message of messages) expect(renderSubject(message)).toContain(`] ${message.title}`);
  });
});
