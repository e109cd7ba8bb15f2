import { describe, expect, it } from 'vitest';
import { renderSummary } from '../../../src/render/content/render-subject.ts';
import { fitContent } from '../../../src/channel/email/mime/fit-content.ts';
import type { Message } from '../../../src/core/message/message.ts';
import { resolveRemoved } from '../../../src/engine/resolve-vanished.ts';
import { EvaluationStats } from '../../../src/core/incident/evaluate/evaluation-stats.ts';
import { DAY, HOUR, MINUTE } from '../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../support/engine/incident-fixture.ts';
import { incidents } from '../../support/engine/people.ts';
import { unflow } from '../../support/mail/unflow.ts';
import { TENCENT_PAGES } from '../../../src/tencent/advice/vendor-pages.ts';

/** A fixture that follows open jobs for 26 h. */
async function startShort(): Promise<IncidentFixture> {
  const fixture = await IncidentFixture.start([usualRule({ repeat: 4 * HOUR })]);
  Object.assign(fixture.poll.target, { followFor: 26 * HOUR });
  return fixture;
}

function inChinese(message: Message): Message {
  return { ...message, language: 'zh-CN' };
}

const textOf = (message: Message) => unflow(fitContent(message, TENCENT_PAGES).text);

describe('a paused job that is open for longer than it is followed', () => {
  it('leaves its incident, which says so and reminds nobody', async () => {
    await using fixture = await startShort();
    fixture.set({ b1: 'Pause' });
    await fixture.pass(MINUTE);
    await fixture.poll.clock.advance(26 * HOUR);
    await fixture.pass(MINUTE);
    const notified = await fixture.mails();
    expect(notified.at(-1)).toBe('oncall: No longer followed: name of b1 (media)');
    const closing = (await fixture.messages()).at(-1);
    expect(closing).toMatchObject({ kind: 'closing', jobs: [{ ended: { how: 'outlived' } }] });
    for (let days = 0; days < 3; days += 1) {
      await fixture.poll.clock.advance(DAY);
      await fixture.pass(MINUTE);
    }
    expect(await fixture.mails()).toEqual(notified);
    expect(await incidents(fixture)).toMatchObject([{ state: 'closed' }]);
    if (closing === undefined) throw new Error('nothing was told');
    expect(textOf(closing)).toMatch(
      /Not resolved, but open for longer than `followFor`[^]*no longer followed/,
    );
    expect(renderSummary(inChinese(closing))).toContain('不再跟踪');
  });
});

describe('the jobs of a target that left the configuration', () => {
  it('leave their incidents, which say so', async () => {
    await using fixture = await startShort();
    fixture.set({ b1: 'Pause', b2: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(MINUTE);
    const { store, clock } = fixture.poll;
    const remove = (targets: string[]) =>
      store.write((trx) => resolveRemoved(trx, targets, { now: clock.now(), stats: new EvaluationStats() }));
    await remove(['media']);
    await fixture.poll.evaluate();
    expect(await fixture.mails()).toHaveLength(2);
    await remove(['other']);
    await fixture.poll.evaluate();
    expect((await fixture.mails()).slice(2).toSorted()).toEqual([
      'oncall: No longer watched: name of b1 (media)',
      'oncall: No longer watched: name of b2 (media)',
    ]);
    const closing = (await fixture.messages()).at(-1);
    expect(closing?.jobs[0]?.ended?.how).toBe('target-removed');
    if (closing === undefined) throw new Error('nothing was told');
    expect(textOf(closing)).toContain('no longer watched: its target was removed');
    expect(renderSummary(inChinese(closing))).toContain('不再监视');
    await fixture.poll.clock.advance(DAY);
    await fixture.poll.evaluate();
    expect(await fixture.mails()).toHaveLength(4);
  });
});
