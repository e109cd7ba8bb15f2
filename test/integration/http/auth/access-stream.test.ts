import { expect, it } from 'vitest';
import { SECOND } from '../../../../src/platform/time.ts';
import {
  AccessFixture,
  AUTH,
  basic,
  bearer,
  HASH,
  OTHER_HASH,
} from '../../../support/http/access-fixture.ts';
import { StreamClient } from '../../../support/http/stream-client.ts';

const ADA = { user: 'ada', passwordHash: HASH, scopes: ['read'] };
const [READER_TOKEN] = AUTH.bearer;
const ALL = { auth: { basic: [ADA], bearer: [READER_TOKEN] } };

type Proof = Readonly<Record<string, string>>;
const bySession = async (fixture: AccessFixture): Promise<Proof> => ({
  Cookie: (await fixture.signIn('ada')).cookie,
});
const byPassword = (): Proof => ({ Authorization: basic('ada') });
const byToken = (): Proof => ({ Authorization: bearer('reader') });

const listen = async (fixture: AccessFixture, proof: Proof) =>
  await StreamClient.open(`${fixture.url}/api/v1/stream`, undefined, proof);

/** As many seconds as pass until those who listen get a sign of life. */
async function passBeat(fixture: AccessFixture): Promise<void> {
  for (let second = 0; second < 15; second += 1) await fixture.clock.advance(SECOND);
}

it.each<[string, (fixture: AccessFixture) => Proof | Promise<Proof>, object]>([
  ['a user is removed who signed in', bySession, { auth: { bearer: AUTH.bearer } }],
  ['a user is removed', byPassword, { auth: { bearer: AUTH.bearer } }],
  ['a password is changed', bySession, { auth: { basic: [{ ...ADA, passwordHash: OTHER_HASH }] } }],
  ['a token is changed', byToken, { auth: { bearer: [{ ...READER_TOKEN, token: 'another-one-0000' }] } }],
  ['a user may not read any more', byPassword, { auth: { basic: [{ ...ADA, scopes: ['metrics'] }] } }],
])('an open stream ends within 15 s when %s', async (_what, prove, changed) => {
  await using fixture = await AccessFixture.start(ALL);
  const client = await listen(fixture, await prove(fixture));
  await passBeat(fixture);
  await client.hearComments(1);
  fixture.configure(changed);
  await passBeat(fixture);
  expect(await client.hearOut()).toBe('end');
  expect(client.comments).toBe(1);
});

/** Somebody guesses at ada's password for a minute, and has to wait as long as one ever does. */
async function strangersFail(fixture: AccessFixture): Promise<void> {
  for (let second = 0; second < 64; second += 1) {
    for (let tries = 0; tries < 6; tries += 1)
      await fixture.ask('/page', { headers: { Authorization: basic('ada', `x${second}-${tries}`) } });
    await fixture.clock.advance(SECOND);
  }
}

it('an open stream ends within 15 s when its user is removed while others fail in that name', async () => {
  await using fixture = await AccessFixture.start(ALL);
  const client = await listen(fixture, byPassword());
  await strangersFail(fixture);
  fixture.configure({ auth: { basic: [{ ...ADA, user: 'bob' }] } });
  await passBeat(fixture);
  // What there was to hear while she was there, and the end.
  expect([await client.hearOut(), client.comments]).toEqual(['end', 4]);
});

it('an open stream goes on while others fail in the name of its user', async () => {
  await using fixture = await AccessFixture.start(ALL);
  const client = await listen(fixture, byPassword());
  await strangersFail(fixture);
  await passBeat(fixture);
  await client.hearComments(5);
  client.close();
});

it('an open stream ends when its session is signed out, and that of another session goes on', async () => {
  await using fixture = await AccessFixture.start(ALL);
  const [proof, other] = [await bySession(fixture), await bySession(fixture)];
  const [client, stays] = [await listen(fixture, proof), await listen(fixture, other)];
  await fixture.ask('/logout', { method: 'POST', headers: { ...proof, Origin: fixture.url } });
  await passBeat(fixture);
  expect(await client.hearOut()).toBe('end');
  await stays.hearComments(1);
  stays.close();
});
