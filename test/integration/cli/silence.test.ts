import { describe, expect, it } from 'vitest';
import { silencesSince } from '../../../src/store/incidents/silences.ts';
import { HOUR, MINUTE } from '../../../src/platform/time.ts';
import { StoreFixture } from '../../support/store/store-fixture.ts';

const add = (fixture: StoreFixture, ...args: string[]) => fixture.run('silence', 'add', ...args);

const BY_ALICE = ['--author', 'alice', '--comment', 'upgrade'];

const kept = (fixture: StoreFixture) => fixture.store.read((db) => silencesSince(db, -Infinity));

// The clock stands at 2024-06-27T07:23:10Z, which is 15:23:10 in the configured Asia/Shanghai.
describe('batchwatch silence add', () => {
  it('keeps matchers, time, author and comment, and says what it did', async () => {
    await using fixture = new StoreFixture();
    const covered = ['--match', 'target=media', '--match', 'name=nightly-*'];
    const { code, out, err } = await add(fixture, ...covered, ...BY_ALICE, '--for', '2h');
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe(
      'silence 1 added: target=media name=nightly-*, until 2024-06-27 17:23:10 Asia/Shanghai (2 h)\n',
    );
    const now = fixture.clock.now();
    expect(await kept(fixture)).toEqual([
      {
        id: 1,
        matchers: [
          { key: 'target', glob: 'media' },
          { key: 'name', glob: 'nightly-*' },
        ],
        from: now,
        until: now + 2 * HOUR,
        author: 'alice',
        comment: 'upgrade',
      },
    ]);
  });

  it.each([
    ['2024-06-28T09:00+02:00', '2024-06-28T07:00:00.000Z'],
    ['2024-06-28T09:00:30Z', '2024-06-28T09:00:30.000Z'],
    ['2024-06-28 09:00', '2024-06-28T01:00:00.000Z'],
  ])('--until %s is %s', async (typed, until) => {
    await using fixture = new StoreFixture();
    expect((await add(fixture, '--match', 'target=media', '--until', typed)).code).toBe(0);
    expect(new Date((await kept(fixture))[0]?.until ?? 0).toISOString()).toBe(until);
  });

  it('may begin later; --for counts from then', async () => {
    await using fixture = new StoreFixture();
    const args = ['--match', 'rule=failures', '--from', '2024-06-27 22:00', '--for', '30m'];
    expect((await add(fixture, ...args)).out).toContain(
      'from 2024-06-27 22:00:00 Asia/Shanghai until 2024-06-27 22:30:00 Asia/Shanghai (30 min)',
    );
    expect((await fixture.run('silence', 'list')).out).toContain('pending');
  });

  it.each([
    ['no time', ['--match', 'target=media'], 'give either --for or --until'],
    ['two times', ['--match', 'target=media', '--for', '1h', '--until', '2024-06-28 09:00'], 'give either'],
    ['a day that is not', ['--match', 'target=media', '--until', '2024-06-31 09:00'], 'is no time'],
    ['a time without a day', ['--match', 'target=media', '--until', '09:00'], 'is no time'],
    ['an ISO time of nowhere', ['--match', 'target=media', '--until', 'tomorrow'], 'is no time'],
    ['a time gone by', ['--match', 'target=media', '--until', '2024-06-27 15:00'], 'over already'],
    ['an end too far away', ['--match', 'target=media', '--until', '9999-12-31 23:59'], 'a year at most'],
    ['a span too long', ['--match', 'target=media', '--for', '367d'], 'a year at most'],
    [
      'a beginning long ago',
      ['--match', 'target=media', '--from', '2020-01-01 09:00', '--until', '2024-06-28 09:00'],
      'more than a year ago',
    ],
    [
      'an end before the beginning',
      ['--match', 'target=media', '--from', '2024-06-29 09:00', '--until', '2024-06-28 09:00'],
      'end before it begins',
    ],
    ['no span', ['--match', 'target=media', '--for', '0s'], 'Write e.g. 30m'],
    ['no matcher', ['--for', '1h'], "required option '--match"],
    ['an unknown key', ['--match', 'targte=media', '--for', '1h'], 'Did you mean target?'],
    ['a far unknown key', ['--match', 'zzzzzz=media', '--for', '1h'], 'KEY is one of target, name,'],
    ['no glob', ['--match', 'target=', '--for', '1h'], 'Write KEY=GLOB'],
    ['no key', ['--match', 'media', '--for', '1h'], 'Write KEY=GLOB'],
  ])('with %s ends with 64 and adds nothing', async (_what, args, error) => {
    await using fixture = new StoreFixture();
    const { code, out, err } = await add(fixture, ...args);
    expect([code, out]).toEqual([64, '']);
    expect(err).toContain(error);
    expect(await kept(fixture)).toEqual([]);
  });

  it('of a target that is not there says so, and keeps it', async () => {
    await using fixture = new StoreFixture();
    const { code, err } = await add(fixture, '--match', 'target=medai', '--for', '1h');
    expect([code, err]).toEqual([0, 'note: no target is called medai; did you mean media?\n']);
    expect(await kept(fixture)).toHaveLength(1);
  });

  it.each([
    ['state=paused', 'note: no state is called paused; did you mean Pause?\n'],
    [
      'state=失败',
      'note: no state is called 失败; there are: Submitted, Running, Success, Failed, Pause, Cancel\n',
    ],
    ['severity=high', 'note: no severity is called high; there are: critical, warning, info\n'],
    ['type=Jobs', 'note: no type is called Jobs; did you mean Job?\n'],
    ['state=P*', ''],
  ])('of %s says what is mistyped, and keeps it', async (matcher, note) => {
    await using fixture = new StoreFixture();
    const { code, err } = await add(fixture, '--match', matcher, '--for', '1h');
    expect([code, err]).toEqual([0, note]);
    expect(await kept(fixture)).toHaveLength(1);
  });
});

describe('batchwatch silence list and expire', () => {
  it('lists what holds or is to come; --all also what is over', async () => {
    await using fixture = new StoreFixture();
    await add(fixture, '--match', 'target=media', '--for', '1h', '--comment', 'short');
    await add(fixture, '--match', 'code=Access*', '--for', '3h', '--author', 'bob');
    await fixture.clock.advance(HOUR + MINUTE);
    expect((await fixture.run('silence', 'list')).out.replaceAll(/ {2,}/g, ' | ')).toBe(
      [
        'ID | STATE | FROM (Asia/Shanghai) | UNTIL (Asia/Shanghai) | MATCH | AUTHOR | NOTE',
        '2 | active | 2024-06-27 15:23:10 | 2024-06-27 18:23:10 | code=Access* | bob',
        '',
      ].join('\n'),
    );
    const all = JSON.parse((await fixture.run('silence', 'list', '--all', '--json')).out) as object[];
    expect(all).toEqual([
      {
        id: 1,
        state: 'expired',
        matchers: [{ key: 'target', glob: 'media' }],
        from: '2024-06-27T07:23:10.000Z',
        until: '2024-06-27T08:23:10.000Z',
        author: 'unknown',
        comment: 'short',
      },
      expect.objectContaining({ id: 2, state: 'active' }),
    ]);
  });

  it('ends a silence, once', async () => {
    await using fixture = new StoreFixture();
    await add(fixture, '--match', 'target=media', '--for', '1h');
    expect(await fixture.run('silence', 'expire', '1')).toMatchObject({ code: 0, err: '' });
    expect((await fixture.run('silence', 'list')).out).toBe('no silences\n');
    for (const id of ['1', '7']) {
      const { code, err } = await fixture.run('silence', 'expire', id);
      expect([code, err]).toEqual([1, expect.stringContaining(`there is no silence ${id}, or it is over`)]);
    }
    expect((await fixture.run('silence', 'expire', 'one')).code).toBe(64);
  });

  it('keeps who ended it, and when', async () => {
    await using fixture = new StoreFixture();
    await add(fixture, '--match', 'target=media', '--for', '1h', '--author', 'alice');
    await add(fixture, '--match', 'target=media', '--for', '1m', '--author', 'alice');
    await fixture.clock.advance(MINUTE);
    expect((await fixture.run('silence', 'expire', '1', '--author', 'bob')).code).toBe(0);
    await fixture.clock.advance(MINUTE);
    const { out } = await fixture.run('silence', 'list', '--all');
    expect(out.split('\n').map((line) => line.split(/ {2,}/)[1])).toEqual([
      'STATE',
      'expired (ended by bob)',
      'expired',
      undefined,
    ]);
    const [first, second] = JSON.parse(
      (await fixture.run('silence', 'list', '--all', '--json')).out,
    ) as object[];
    expect(first).toMatchObject({
      id: 1,
      until: '2024-06-27T07:24:10.000Z',
      author: 'alice',
      ended: { by: 'bob', at: '2024-06-27T07:24:10.000Z' },
    });
    expect(second).not.toHaveProperty('ended');
  });

  it('without a command shows the help', async () => {
    await using fixture = new StoreFixture();
    const { code, err } = await fixture.run('silence');
    expect([code, err]).toEqual([64, expect.stringContaining('Usage: batchwatch silence')]);
  });
});
