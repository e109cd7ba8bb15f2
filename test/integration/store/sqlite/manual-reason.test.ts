import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { fitContent } from '../../../../src/channel/email/mime/fit-content.ts';
import { MINUTE } from '../../../../src/platform/time.ts';
import { TENCENT_PAGES } from '../../../../src/tencent/advice/vendor-pages.ts';
import { IncidentFixture } from '../../../support/engine/incident-fixture.ts';
import { acknowledgeAll, closeAll, incidents } from '../../../support/engine/people.ts';
import { TO_VERSION_17 } from '../../../support/store/old-words.ts';
import { WebOverStore } from '../../../support/http/web-over-store.ts';

/** Gives the store the schema of version 10, and the reasons that it wrote. */
const TO_VERSION_10 = [
  ...TO_VERSION_17.map((statement) => sql.raw(statement)),
  sql`UPDATE incident SET closed_reason = 'hand' WHERE closed_reason = 'manual'`,
  sql`UPDATE incident_event SET reason = replace(reason, 'manual', 'hand')`,
  sql`UPDATE notification SET message = replace(message, '"manual"', '"hand"')`,
  sql`UPDATE notification SET message = replace(message, '"closed-manual"', '"closed-hand"')`,
  sql`DROP INDEX outbox_lane`,
  sql`DROP TABLE ended_session`,
  sql`DROP TABLE login_failure`,
  sql`DROP TABLE conversation`,
  sql`DROP TABLE fallback`,
  sql`ALTER TABLE attempt DROP COLUMN along`,
  sql`ALTER TABLE outbox DROP COLUMN merged_into`,
  sql`PRAGMA user_version = 10`,
];

/** The incident as API and pages show it, and its mails. */
async function look(fixture: IncidentFixture) {
  const { store, clock } = fixture.poll;
  await using web = await WebOverStore.start({ store, clock });
  const [incident] = await incidents(fixture);
  const { json } = await web.api('GET', `/incidents/${incident?.public_id}`);
  const { html } = await web.page(`/incidents/${incident?.public_id}`);
  const messages = await fixture.messages();
  return { json, html, mails: messages.map((message) => fitContent(message, TENCENT_PAGES)) };
}

it('an older store with an incident that a person resolved shows and sends the same after its migration', async () => {
  await using fixture = await IncidentFixture.start();
  fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
  await fixture.pass(MINUTE);
  await acknowledgeAll(fixture);
  await closeAll(fixture);
  await fixture.poll.store.write((trx) => fixture.poll.engine.evaluateDue(trx, fixture.poll.clock.now()));
  const before = await look(fixture);
  expect(before.json.closed).toMatchObject({ reason: 'hand', end: 'hand' });
  expect(before.html).toContain('resolved manually');
  expect(before.mails.at(-1)?.summary).toContain('Resolved manually');
  await fixture.poll.store.write(async (trx) => {
    for (const statement of TO_VERSION_10) await statement.execute(trx);
  });
  const { messages } = await fixture.poll.store.read(async (db) => ({
    messages: await db.selectFrom('notification').select('message').orderBy('id').execute(),
  }));
  expect(messages.at(-1)?.message).toMatch(/"closed-hand".*"hand"/);
  await fixture.poll.restart();
  expect(await look(fixture)).toEqual(before);
});
