import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../src/platform/time.ts';
import { knownJob } from '../../support/poll/known-job.ts';
import { StoreFixture } from '../../support/store/store-fixture.ts';

const AT = Date.parse('2024-06-27T07:23:10Z');

async function threeJobs(changes: object = {}): Promise<StoreFixture> {
  const fixture = new StoreFixture(changes);
  await fixture.keep(knownJob({ jobId: 'b1', name: 'first' }));
  await fixture.keep(
    knownJob({ jobId: 'b2', name: 'second', state: 'Failed', code: 'AccessDenied', changedAt: AT + MINUTE }),
  );
  await fixture.keep(
    knownJob({ jobId: 'b3', name: '夜间转码', state: 'Pause', followed: false, type: 'Workflow' }),
    {
      target: 'archive',
    },
  );
  return fixture;
}

describe('batchwatch jobs', () => {
  it('lists what the snapshot holds, newest change first, in columns and the configured zone', async () => {
    await using fixture = await threeJobs();
    const { code, out, err } = await fixture.run('jobs');
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe(
      [
        'TARGET   JOB ID  STATE                 SINCE (Asia/Shanghai)  TYPE      NAME      CODE',
        'media    b2      Failed                2024-06-27 15:23:10    Job       second    AccessDenied',
        'archive  b3      Pause (not followed)  2024-06-27 15:23:10    Workflow  夜间转码',
        'media    b1      Running               2024-06-27 15:23:10    Job       first',
        '',
      ].join('\n'),
    );
  });

  it('speaks the configured language, its columns still in line', async () => {
    await using fixture = await threeJobs({ language: 'zh-CN' });
    const { out } = await fixture.run('jobs');
    expect(out).toBe(
      [
        '目标     任务 ID  状态               状态始于 (Asia/Shanghai)  类型      名称      错误码',
        'media    b2       Failed             2024-06-27 15:23:10       Job       second    AccessDenied',
        'archive  b3       Pause（不再跟踪）  2024-06-27 15:23:10       Workflow  夜间转码',
        'media    b1       Running            2024-06-27 15:23:10       Job       first',
        '',
      ].join('\n'),
    );
    expect((await fixture.run('jobs', '--state', 'Cancel')).out).toBe('没有任务\n');
  });

  it.each([
    [
      ['--target', 'media'],
      ['b2', 'b1'],
    ],
    [['--state', 'Pause'], ['b3']],
    [['--target', 'media', '--state', 'Failed'], ['b2']],
    [['--target', 'archive', '--state', 'Failed'], []],
  ])('with %j lists %j', async (filter, ids) => {
    await using fixture = await threeJobs();
    const { out } = await fixture.run('jobs', '--json', ...filter);
    const jobs = JSON.parse(out) as { jobId: string }[];
    expect(jobs.map(({ jobId }) => jobId)).toEqual(ids);
  });

  it('with --json prints every field but the long ones, times in ISO 8601', async () => {
    await using fixture = await threeJobs();
    const { out } = await fixture.run('jobs', '--json', '--state', 'Failed');
    const known = knownJob({ jobId: 'b2', name: 'second', state: 'Failed', code: 'AccessDenied' });
    expect(JSON.parse(out)).toEqual([
      {
        target: 'media',
        jobId: 'b2',
        state: 'Failed',
        type: known.type,
        name: 'second',
        code: 'AccessDenied',
        message: known.message,
        creationTime: known.creationTime,
        startTime: known.startTime,
        endTime: known.endTime,
        followed: known.followed,
        stateSince: '2024-06-27T07:23:10.000Z',
        firstSeenAt: '2024-06-27T07:23:10.000Z',
        changedAt: '2024-06-27T07:24:10.000Z',
      },
    ]);
  });

  it('says so when there are none, and prints an empty list as JSON', async () => {
    await using fixture = new StoreFixture();
    expect(await fixture.run('jobs')).toEqual({ code: 0, out: 'no jobs\n', err: '' });
    expect((await fixture.run('jobs', '--json')).out).toBe('[]\n');
  });

  it('lets no job steer the terminal, in columns and as JSON', async () => {
    await using fixture = new StoreFixture();
    const name = 'a\u001B[2J\r\n\u009B31m\u202Eb\u0007\u2028\u0085';
    await fixture.keep(knownJob({ name }));
    for (const args of [['jobs'], ['jobs', '--json'], ['explain', 'b1'], ['explain', 'b1', '--json']]) {
      const { out } = await fixture.run(...args);
      expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202E\u2028]/u);
      expect(out).toContain('2J');
    }
    const [job] = JSON.parse((await fixture.run('jobs', '--json')).out) as { name: string }[];
    expect(job?.name).toBe(name);
    expect((await fixture.run('jobs')).out.split('\n')).toHaveLength(3);
  });

  it('when there is no store yet ends with 69 and a hint', async () => {
    await using fixture = new StoreFixture();
    await fixture.store.close();
    const { rmSync } = await import('node:fs');
    rmSync(fixture.path);
    const { code, out, err } = await fixture.run('jobs');
    expect([code, out]).toEqual([69, '']);
    expect(err).toContain('there is no store at');
    expect(err).toContain('hint: ');
  });
});
