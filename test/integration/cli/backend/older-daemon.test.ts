import { expect, it } from 'vitest';
import { toIncidentJson } from '../../../../src/http/api/json/incident-json.ts';
import { closeManually } from '../../../../src/actions/incident-actions.ts';
import { incidentView } from '../../../../src/store/views/incident-views.ts';
import { startScriptedServer } from '../../../support/network/scripted-server.ts';
import { NOTIFIED_INCIDENT, openThread } from '../../../support/outbox/outbox-fixture.ts';
import { runInTerminal } from '../../../support/process/test-terminal.ts';
import { StoreFixture } from '../../../support/store/store-fixture.ts';

it('an incident of an older daemon, which sends no end of it, is shown as resolved by its reason', async () => {
  await using fixture = new StoreFixture();
  await openThread(fixture);
  const view = await fixture.store.write(async (trx) => {
    await closeManually(trx, NOTIFIED_INCIDENT, { at: fixture.clock.now(), by: 'ada', comment: '' });
    return await incidentView(trx, NOTIFIED_INCIDENT);
  });
  if (view === undefined) throw new Error('no incident');
  const { closed, onItsWayTo: _way, notReached: _missed, ...rest } = toIncidentJson(view);
  const older = { ...rest, closed: { reason: closed?.reason, at: closed?.at } };
  await using server = await startScriptedServer(({ url }) =>
    url.endsWith('/status')
      ? { body: { language: 'en', timezone: 'Asia/Shanghai' } }
      : { body: { items: [older] } },
  );
  const args = ['incidents', '--state', 'closed'];
  const { code, out } = await runInTerminal([...args, '--url', server.url], fixture);
  expect([code, out]).toEqual([0, (await fixture.run(...args)).out]);
  expect(out).toContain('resolved (manually)');
});
