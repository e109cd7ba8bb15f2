import { describe, expect, it } from 'vitest';
import { SMALLEST, withValue } from '../config/config-text.ts';
import { runCheck as run } from './run-check.ts';

describe('check', () => {
  it('prints the next three windows of each maintenance', async () => {
    const maintenance = [{ name: 'weekly', schedule: '0 1 * * 6', for: '2h' }];
    const { text } = await run(withValue(SMALLEST, 'maintenance', maintenance));
    expect(text).toMatch(/maintenance weekly \(0 1 \* \* 6\)\n( {2}\d{4}-\d{2}-\d{2} 01:00:00 UTC\n){3}$/);
    const { schedules } = JSON.parse(
      (await run(withValue(SMALLEST, 'maintenance', maintenance), { json: true })).text,
    );
    expect(schedules[1]).toMatchObject({ maintenance: 'weekly', schedule: '0 1 * * 6' });
  });

  it('prints the next three times of each expectation, and of the daily report', async () => {
    const expectation = {
      name: 'nightly',
      job: { target: 'media', name: 'nightly-*' },
      schedule: '0 2 * * *',
      createdWithin: '15m',
      successWithin: '3h',
      receivers: ['oncall'],
    };
    const tree = withValue(
      withValue(withValue(SMALLEST, 'timezone', 'Asia/Shanghai'), 'expectations', [expectation]),
      'watchdog.quietReport',
      '09:00',
    );
    const { text } = await run(tree);
    expect(text).toMatch(
      /expectation nightly \(0 2 \* \* \*\)\n( {2}\d{4}-\d{2}-\d{2} 02:00:00 Asia\/Shanghai\n){3}/,
    );
    expect(text).toMatch(
      /daily report \(09:00\)\n {2}2026-11-30 09:00:00 Asia\/Shanghai\n {2}2026-12-01 .*\n {2}2026-12-02 .*\n$/,
    );
    const { schedules } = JSON.parse((await run(tree, { json: true })).text);
    expect(schedules[1]).toMatchObject({ expectation: 'nightly', schedule: '0 2 * * *' });
    expect(schedules[2]).toEqual({
      report: 'watchdog.quietReport',
      schedule: '09:00',
      timezone: 'Asia/Shanghai',
      next: ['2026-11-30T01:00:00.000Z', '2026-12-01T01:00:00.000Z', '2026-12-02T01:00:00.000Z'],
    });
    const chinese = await run(withValue(tree, 'language', 'zh-CN'));
    expect(chinese.text).toContain('\n预期 nightly (0 2 * * *)\n');
    expect(chinese.text).toContain('\n每日报告 (09:00)\n');
  });

  it('prints the runs of targets that share a schedule with the offset of each', async () => {
    const target = { bucket: 'examplebucket-1250000000', region: 'ap-beijing', schedule: '0 * * * * *' };
    const targets = [
      { name: 'media', ...target },
      { name: 'archive', ...target, spread: false },
    ];
    const { text } = await run({ ...SMALLEST, targets }, { json: true });
    const { schedules } = JSON.parse(text);
    expect(schedules[0].next[0]).toBe('2026-11-29T12:00:26.744Z');
    expect(schedules[1].next[0]).toBe('2026-11-29T12:01:00.000Z');
  });
});
