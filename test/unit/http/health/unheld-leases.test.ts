import { expect, it } from 'vitest';
import type { ReceiverPlan } from '../../../../src/core/message/receiver-plan.ts';
import { unheldLeases } from '../../../../src/http/health/unheld-leases.ts';
import { laneLease } from '../../../../src/lease/lane-lease.ts';
import { leaseLabel } from '../../../../src/lease/lease-names.ts';
import type { ReplicaView } from '../../../../src/store/replicas/replica-views.ts';

/** A receiver by mail, and by webhooks that have a lane each. */
const RECEIVER: ReceiverPlan = {
  name: 'oncall',
  rules: [],
  routes: [
    { channel: 'email', recipients: ['a@example.com', 'b@example.com'], language: 'en', timezone: 'UTC' },
    { channel: 'webhook', recipients: ['x', 'y'], hasLanes: true, language: 'en', timezone: 'UTC' },
  ],
};

const WEBHOOKS = ['x', 'y'].map((recipient) => laneLease({ name: 'webhook', recipient }));

function replicaWith(...names: readonly string[]): ReplicaView {
  const leases = names.map((name) => ({ ...leaseLabel(name), epoch: 1, since: 0 }));
  return { id: 'a/1', name: 'a', state: 'running', version: '1', startedAt: 0, heartbeatAge: 0, leases };
}

const unheld = (...replicas: readonly ReplicaView[]) =>
  unheldLeases(replicas, { targets: ['media'], receivers: [RECEIVER] });

it('without a replica nobody does any work: the clock work, pruning, each target, each lane', () => {
  const all = ['engine', 'housekeeping', 'target/media', 'channel/email', ...WEBHOOKS];
  expect(unheld()).toEqual(all.map(leaseLabel));
});

it('only what no replica holds is unheld, and a lease of another kind with the same name is another one', () => {
  const [x = '', y = ''] = WEBHOOKS;
  const replicas = [replicaWith('engine', 'channel/media', x), replicaWith('housekeeping', 'channel/email')];
  expect(unheld(...replicas)).toEqual(['target/media', y].map(leaseLabel));
});
