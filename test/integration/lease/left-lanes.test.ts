import { expect, test } from 'vitest';
import { laneLease } from '../../../src/lease/lane-lease.ts';
import { LeaseLost } from '../../../src/lease/lease-lost.ts';
import { claim } from '../../../src/store/outbox/outbox.ts';
import { leftLanes, reclaimLeft } from '../../../src/store/outbox/left-lanes.ts';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { ReplicaFixture, sharedDatabase } from '../../support/lease/replica-fixture.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';

const CHANNEL = 'wecom';
const FORMER = 'qyapi.weixin.qq.com #00000001';
const name = laneLease({ name: CHANNEL, recipient: FORMER });

test('what a replica has under way at a former destination is left to it, and taken back after its end', async () => {
  await using replicas = await ReplicaFixture.start(await sharedDatabase(), ['former', 'present']);
  const { leases, engine: formerEngine } = replicas.get('former');
  const { engine } = replicas.get('present');
  const epoch = (await leases.take([name])).get(name) ?? 0;
  const fence = { name, holder: 'former', epoch };
  await formerEngine.transact(async (trx) => {
    const to = [{ channel: CHANNEL, recipients: [FORMER] }];
    await addNotification(trx, { message: sampleMessage(), to, detectedAt: 0 });
    const { id } = await trx.selectFrom('outbox').select('id').executeTakeFirstOrThrow();
    await claim(trx, [id], 0);
  }, fence);
  const reclaim = () =>
    engine.transact(async (trx) => {
      const left = await leftLanes(trx, { lanes: [], ofDestinations: [CHANNEL] });
      const kept = await reclaimLeft(trx, left, 0);
      const { state } = await trx.selectFrom('outbox').select('state').executeTakeFirstOrThrow();
      return { kept, state };
    }, undefined);
  expect(await reclaim()).toEqual({ kept: [{ channel: CHANNEL, recipient: FORMER }], state: 'claimed' });
  await replicas.expire(name);
  expect(await reclaim()).toEqual({ kept: [], state: 'pending' });
  await expect(formerEngine.transact(() => Promise.resolve(), fence)).rejects.toThrow(LeaseLost);
});
