import { expect, it } from 'vitest';
import { MINUTE } from '../../../../src/platform/time.ts';
import { ServedWeb } from '../../../support/http/served-web.ts';
import { StoreFixture } from '../../../support/store/store-fixture.ts';
import { TestClock } from '../../../support/test-clock.ts';
import { runInTerminal } from '../../../support/process/test-terminal.ts';

/** A daemon whose clock says 2024-06-27T07:23:10Z, and commands run where it is so much later. */
async function startBeside(ahead: number) {
  const fixture = new StoreFixture();
  const web = await ServedWeb.start(fixture);
  const clock = new TestClock(fixture.clock.now() + ahead);
  return {
    run: (...args: string[]) => runInTerminal([...args, '--url', web.url], { clock }),
    async [Symbol.asyncDispose]() {
      await web[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

const ADD = ['silence', 'add', '--match', 'target=media'];

it.each([-10 * MINUTE, 0, 10 * MINUTE])(
  'a client %d ms ahead silences by the clock of the daemon',
  async (ahead) => {
    await using beside = await startBeside(ahead);
    expect(await beside.run(...ADD, '--for', '5m')).toEqual({
      code: 0,
      out: 'silence 1 added: target=media, until 2024-06-27 15:28:10 Asia/Shanghai (5 min)\n',
      err: '',
    });
    expect(await beside.run(...ADD, '--until', '2024-06-27 15:25')).toEqual({
      code: 0,
      out: 'silence 2 added: target=media, until 2024-06-27 15:25:00 Asia/Shanghai (1 min 50 s)\n',
      err: '',
    });
    expect(await beside.run(...ADD, '--from', '2024-06-27 15:24', '--for', '90d')).toMatchObject({
      code: 0,
      out: expect.stringContaining('from 2024-06-27 15:24:00 Asia/Shanghai until 2024-09-25 15:24:00'),
    });
    expect(await beside.run(...ADD, '--until', '2024-06-27 15:23')).toEqual({
      code: 64,
      out: '',
      err: 'the silence would be over already: --until must be in the future\n',
    });
    const { out } = await beside.run('silence', 'list', '--json');
    expect(
      (JSON.parse(out) as { id: number; state: string; from: string }[]).map(({ id, state, from }) => [
        id,
        state,
        from,
      ]),
    ).toEqual([
      [2, 'active', '2024-06-27T07:23:10.000Z'],
      [1, 'active', '2024-06-27T07:23:10.000Z'],
      [3, 'pending', '2024-06-27T07:24:00.000Z'],
    ]);
  },
);
