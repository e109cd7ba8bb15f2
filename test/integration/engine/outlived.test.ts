import { describe, expect, it } from 'vitest';
import { renderSummary } from '../../../src/render/content/render-subject.ts';
import { fitContent } from '../../../src/channel/email/mime/fit-content.ts';
import type { Message } from '../../../src/core/message/message.ts';
import { resolveRemoved } from '../../../src/engine/resolve-vanished.ts';
import { Tally } from '../../../src/engine/base/context.ts';
import { DAY, HOUR, MINUTE } from '../../../src/platform/time.ts';
import { IncidentBench, usualRule } from '../../support/incident-bench.ts';
import { incidents } from '../../support/people.ts';
import { unflow } from '../../support/unflow.ts';
import { TENCENT_PAGES } from '../../../src/tencent/advice/vendor-pages.ts';

/** A bench that follows open jobs for 26 h. */
async function startShort(): Promise<IncidentBench> {
  const bench = await IncidentBench.start([usualRule({ repeat: 4 * HOUR })]);
  Object.assign(bench.poll.target, { followFor: 26 * HOUR });
  return bench;
}

function inChinese(message: Message): Message {
  return { ...message, language: 'zh-CN' };
}

const textOf = (message: Message) => unflow(fitContent(message, TENCENT_PAGES).text);

describe('a paused job that is open for longer than it is followed', () => {
  it('leaves its incident, which says so and reminds nobody', async () => {
    await using bench = await startShort();
    bench.set({ b1: 'Pause' });
    await bench.pass(MINUTE);
    await bench.poll.clock.advance(26 * HOUR);
    await bench.pass(MINUTE);
    const told = await bench.mails();
    expect(told.at(-1)).toBe('oncall: No longer followed: name of b1 (media)');
    const closing = (await bench.messages()).at(-1);
    expect(closing).toMatchObject({ kind: 'closing', jobs: [{ ended: { how: 'outlived' } }] });
    for (let days = 0; days < 3; days += 1) {
      await bench.poll.clock.advance(DAY);
      await bench.pass(MINUTE);
    }
    expect(await bench.mails()).toEqual(told);
    expect(await incidents(bench)).toMatchObject([{ state: 'closed' }]);
    if (closing === undefined) throw new Error('nothing was told');
    expect(textOf(closing)).toMatch(
      /Not resolved, but open for longer than `followFor`[^]*no longer followed/,
    );
    expect(renderSummary(inChinese(closing))).toContain('不再跟踪');
  });
});

describe('the jobs of a target that left the configuration', () => {
  it('leave their incidents, which say so', async () => {
    await using bench = await startShort();
    bench.set({ b1: 'Pause', b2: { state: 'Failed', code: 'AccessDenied' } });
    await bench.pass(MINUTE);
    const { store, clock } = bench.poll;
    const remove = (targets: string[]) =>
      store.write((trx) => resolveRemoved(trx, targets, { now: clock.now(), tally: new Tally() }));
    await remove(['media']);
    await bench.poll.tend();
    expect(await bench.mails()).toHaveLength(2);
    await remove(['other']);
    await bench.poll.tend();
    expect((await bench.mails()).slice(2).toSorted()).toEqual([
      'oncall: No longer watched: name of b1 (media)',
      'oncall: No longer watched: name of b2 (media)',
    ]);
    const closing = (await bench.messages()).at(-1);
    expect(closing?.jobs[0]?.ended?.how).toBe('target-removed');
    if (closing === undefined) throw new Error('nothing was told');
    expect(textOf(closing)).toContain('no longer watched: its target was removed');
    expect(renderSummary(inChinese(closing))).toContain('不再监视');
    await bench.poll.clock.advance(DAY);
    await bench.poll.tend();
    expect(await bench.mails()).toHaveLength(4);
  });
});
