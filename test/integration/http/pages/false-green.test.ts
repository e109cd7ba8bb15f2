import { describe, expect, it } from 'vitest';
import type { FirstRun } from '../../../../src/core/rule/decide.ts';
import type { Rule } from '../../../../src/core/rule/rule.ts';
import { setSetting } from '../../../../src/store/settings/settings.ts';
import { closeManually } from '../../../../src/actions/incident-actions.ts';
import { recordPoll } from '../../../../src/store/jobs/targets.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { usualRule } from '../../../support/engine/incident-fixture.ts';
import { GreenFixture } from '../../../support/http/green-fixture.ts';
import { incidents } from '../../../support/engine/people.ts';

const match = (changes: Partial<Rule['match']>) => ({ ...usualRule().match, ...changes });
const ELSEWHERE = usualRule({ match: match({ targets: ['archive'] }) });
const IGNORE = usualRule({ receivers: [] });
const BAD = {
  b1: ['Failed', HOUR],
  b2: ['Pause', HOUR],
  b3: ['Pause', HOUR],
  b4: ['Success', HOUR],
} as const;

describe('all clear', () => {
  it('is said in green when no job is bad, nothing is open and all is read', async () => {
    await using fixture = await GreenFixture.start([usualRule()]);
    fixture.polls.put({ b4: ['Success', HOUR] });
    await fixture.polls.poll();
    expect(await fixture.banner()).toMatchObject({
      level: 'clear',
      text: expect.stringContaining('All clear') as string,
    });
    expect(await fixture.status()).toMatchObject({
      allClear: true,
      problems: [],
      uncovered: { paused: 0, failed: 0 },
    });
  });

  it.each<[string, readonly Rule[], FirstRun, string, string]>([
    ['the initial scan found bad jobs', [usualRule()], 'summary', 'open', '1 incident is open'],
    ['a silent scan found bad jobs', [usualRule()], 'silent', 'open', '1 incident is open'],
    ['there are no rules', [], 'summary', 'uncovered', 'No rule matches: 2 paused, 1 failed'],
    ['no rule is about the target', [ELSEWHERE], 'each', 'uncovered', 'No rule matches: 2 paused, 1 failed'],
    [
      'a rule ignores them',
      [IGNORE],
      'each',
      'ignored',
      'Ignored by a rule without receivers: 2 paused, 1 failed',
    ],
  ])('is not said when %s', async (_what, rules, firstRun, level, said) => {
    await using fixture = await GreenFixture.start(rules, firstRun);
    fixture.polls.put(BAD);
    await fixture.polls.poll();
    const banner = await fixture.banner();
    expect(banner).toMatchObject({ level, text: expect.stringContaining(said) as string });
    expect(banner.text).not.toContain('All clear');
    expect(await fixture.status()).toMatchObject({ allClear: false });
  });

  it('is not said of what came after the scan, and the link lists exactly what is counted', async () => {
    await using fixture = await GreenFixture.start([usualRule({ match: match({ states: ['Failed'] }) })]);
    fixture.polls.put({ b1: ['Running', HOUR], b2: ['Running', HOUR], b3: ['Running', HOUR] });
    await fixture.polls.poll();
    fixture.polls.move('b1', 'Failed');
    fixture.polls.move('b2', 'Pause');
    await fixture.polls.poll();
    expect((await fixture.banner()).text).toContain('Jobs without an incident: 1 paused');
    expect((await fixture.status()).uncovered).toEqual({
      paused: 1,
      failed: 0,
      reasons: [{ target: 'media', state: 'Pause', reason: 'no-rule', jobs: 1 }],
    });
    expect(await fixture.listed()).toEqual(['b2']);
    const { html } = await fixture.web.page('/jobs?incident=none');
    expect([...html.matchAll(/href="\/jobs\/media\/([^"]+)"/g)].map(([, id]) => id)).toEqual(['b2']);
    fixture.polls.move('b2', 'Running');
    await fixture.polls.poll();
    expect(await fixture.listed()).toEqual([]);
  });

  it('is said again of failures after a week, and of jobs whose incident a person resolved', async () => {
    await using fixture = await GreenFixture.start([usualRule({ match: match({ states: ['Pause'] }) })]);
    fixture.polls.put({ b1: ['Failed', HOUR], b2: ['Pause', HOUR] });
    await fixture.polls.poll();
    const [incident] = await incidents({ poll: fixture.polls } as never);
    if (incident === undefined) throw new Error('no incident');
    const action = { at: fixture.polls.clock.now(), by: 'alice', comment: '' };
    await fixture.polls.store.write((trx) => closeManually(trx, incident.public_id, action));
    expect(await fixture.listed()).toEqual(['b1']);
    await fixture.polls.clock.advance(7 * DAY + MINUTE);
    await fixture.polled();
    expect((await fixture.banner()).level).toBe('clear');
    expect(await fixture.listed()).toEqual([]);
  });

  it('is not said of a paused job that is followed no longer', async () => {
    await using fixture = await GreenFixture.start([usualRule()]);
    fixture.polls.put({ b1: ['Pause', HOUR] });
    await fixture.polls.poll();
    await fixture.polls.clock.advance(31 * DAY);
    await fixture.polls.poll();
    await fixture.polls.evaluate();
    await fixture.polled();
    expect((await incidents({ poll: fixture.polls } as never)).map(({ state }) => state)).toEqual(['closed']);
    expect(await fixture.banner()).toMatchObject({
      level: 'uncovered',
      text: expect.stringContaining('No longer followed: 1 paused') as string,
    });
  });

  it('is not said when a changed configuration was refused', async () => {
    await using fixture = await GreenFixture.start([usualRule()]);
    await fixture.polls.poll();
    const refused = { at: fixture.polls.clock.now(), problems: 'no' };
    await fixture.polls.store.write((trx) => setSetting(trx, 'refused-config', refused));
    expect((await fixture.banner()).text).toContain('The changed configuration was refused');
    expect((await fixture.status()).problems).toEqual(['config']);
  });
});

describe('the banner with an incident open', () => {
  it.each([
    ['cannot be read', { reason: 'auth', code: '403', message: 'no' }, 'media polling failed'],
    ['was never polled', undefined, 'archive not polled yet'],
  ])('names a target that %s', async (_what, fault, said) => {
    await using fixture = await GreenFixture.start([usualRule()]);
    fixture.polls.put(BAD);
    await fixture.polls.poll();
    const endedAt = fixture.polls.clock.now();
    if (fault === undefined) fixture.web.targets = ['media', 'archive'];
    else
      await fixture.polls.store.write((trx) =>
        recordPoll(trx, { target: 'media', endedAt, completeReadStartedAt: undefined, fault }),
      );
    const { text, level } = await fixture.banner();
    expect(level).toBe('open');
    expect(text).toContain('1 incident is open');
    expect(text).toContain(said);
  });

  it('counts the jobs that it does not cover', async () => {
    await using fixture = await GreenFixture.start([usualRule({ match: match({ states: ['Failed'] }) })]);
    fixture.polls.put(BAD);
    await fixture.polls.poll();
    const { text, level } = await fixture.banner();
    expect([level, text]).toEqual(['open', expect.stringContaining('Jobs without an incident: 2 paused')]);
  });
});
