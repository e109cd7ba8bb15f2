import { expect, it } from 'vitest';
import { status } from '../../../../src/cli/commands/status/status.ts';
import { cliWords } from '../../../../src/cli/locale/cli-words.ts';
import type { SystemStatus } from '../../../../src/http/health/system-status.ts';
import type { HeldLease, ReplicaView } from '../../../../src/store/replicas/replica-views.ts';
import { MINUTE, SECOND } from '../../../../src/platform/time.ts';

const NOON = Date.parse('2024-06-27T12:00:00Z');

const QUIET: SystemStatus = {
  ready: true,
  reasons: [],
  problems: [],
  replicas: [],
  unheld: [],
  targets: { up: 0, failing: 0, overdue: 0, unpolled: 0 },
  worstTargets: [],
  incidents: { open: 0, acknowledged: 0 },
  outbox: { waiting: 0, dead: 0, oldestWaitingAt: undefined, held: [] },
};

/** Returns the output of the command, in English and UTC. */
async function textOf(now: Partial<SystemStatus>): Promise<string> {
  let out = '';
  const terminal = { columns: undefined, out: (text: string) => (out += text) };
  const backend = { language: 'en', timezone: 'UTC', status: () => Promise.resolve({ ...QUIET, ...now }) };
  await status({ backend, terminal, words: cliWords('en') } as never, {});
  return out;
}

/** A replica. Of one that does not run, little is known. */
function replica(
  name: string,
  leases: readonly HeldLease[],
  state: ReplicaView['state'] = 'running',
): ReplicaView {
  const alive = { version: '1', startedAt: NOON, heartbeatAge: 3 * SECOND };
  const unknown = { version: undefined, startedAt: undefined, heartbeatAge: undefined };
  return { id: `${name}/1`, name, state, ...(state === 'running' ? alive : unknown), leases };
}

/** Leases of targets, each held since a minute later than the next one. */
const targetLeases = (count: number) =>
  Array.from({ length: count }, (_, index): HeldLease => ({
    kind: 'target',
    name: `t${index}`,
    epoch: index + 1,
    since: NOON - index * MINUTE,
  }));

const namesOf = (kind: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ kind, name: `t${index}` }));

const reasons = (count: number) => Array.from({ length: count }, (_, index) => `r${index}`);

it('without replicas, problems and messages it is five lines', async () => {
  expect(await textOf({})).toBe(
    [
      'ready',
      'incidents: 0 unacknowledged, 0 acknowledged',
      '',
      'replicas: none',
      '',
      'targets: 0 polled, 0 failing, 0 overdue, 0 not polled yet',
      '',
      'outbox: 0 waiting, 0 undeliverable',
      '',
    ].join('\n'),
  );
});

it('a replica without leases has no table of leases', async () => {
  const out = await textOf({ replicas: [replica('a', [])] });
  expect(out).toMatch(/^a +running +1 +2024-06-27 12:00:00 +3 s ago\n\ntargets:/m);
});

it('of a command that visits nothing but its leases is known', async () => {
  const out = await textOf({ replicas: [replica('a', targetLeases(1), 'visiting')] });
  expect(out).toMatch(/^a +visiting *\n\n/m);
  expect(out).toMatch(/^a +target t0 +2024-06-27 12:00:00 +1$/m);
});

it('eight leases of a kind stand one by one; nine are counted, with the oldest and the newest', async () => {
  const eight = await textOf({ replicas: [replica('a', targetLeases(8))] });
  expect(eight.match(/^a +target t\d /gm)).toHaveLength(8);
  const nine = await textOf({ replicas: [replica('a', targetLeases(9))] });
  expect(nine).toMatch(/^a +target \(9\) +2024-06-27 11:52:00 to 2024-06-27 12:00:00 *$/m);
  expect(nine).not.toContain('target t0');
});

it('a lease that there is one of has no name behind it', async () => {
  const engine: HeldLease = { kind: 'engine', name: '', epoch: 7, since: NOON };
  expect(await textOf({ replicas: [replica('a', [engine])] })).toMatch(/^a {3,}engine  2024-06-27 12:00:00/m);
});

it('ten leases that nobody holds are named, and the others are counted', async () => {
  const replicas = [replica('a', [])];
  const ten = namesOf('target', 10);
  expect(await textOf({ replicas, unheld: ten })).toMatch(/^held by no replica: target t0, .*, target t9$/m);
  const twelve = namesOf('target', 12);
  expect(await textOf({ replicas, unheld: twelve })).toMatch(/target t9, and 2 more$/m);
  expect(await textOf({ replicas })).not.toContain('held by no replica');
});

it('ten reasons stand there, and of more the first ten', async () => {
  const ten = await textOf({ ready: false, reasons: reasons(10) });
  expect(ten).toMatch(/^not ready: r0; .*; r9$/m);
  const more = await textOf({ ready: false, reasons: reasons(11) });
  expect(more).toMatch(/^not ready: r0; .*; r9; …$/m);
});

it('a problem that the first line says does not stand there twice', async () => {
  const out = await textOf({ ready: false, reasons: ['r'], problems: ['unready', 'dead'] });
  expect(out.match(/^problem: /gm)).toHaveLength(1);
});

it('a target is polled by the holder of its own lease alone', async () => {
  const worst = { name: 'email', state: 'up', lastPollAt: NOON, lastCompleteAt: NOON } as const;
  const absent = { failingSince: undefined, reason: undefined, message: undefined };
  const lease = (kind: string): HeldLease => ({ kind, name: 'email', epoch: 1, since: NOON });
  const worstTargets = [{ ...worst, ...absent }];
  const line = async (...replicas: ReplicaView[]) =>
    /^email .*$/m.exec(await textOf({ replicas, worstTargets }))?.[0].trimEnd();
  expect(await line(replica('b', [lease('channel')]))).toMatch(/12:00:00$/);
  expect(await line(replica('b', [lease('target')]), replica('c', [lease('channel')]))).toMatch(
    /12:00:00 +b$/,
  );
});
