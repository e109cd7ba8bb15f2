import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../../src/platform/time.ts';
import {
  AccessFixture,
  AUTH,
  basic,
  bearer,
  HASH,
  OTHER_HASH,
  PASSWORD,
} from '../../../support/http/access-fixture.ts';

const ADA = { user: 'ada', passwordHash: HASH, scopes: ['read', 'write'] };
const ADA_ALONE = { auth: { basic: [ADA] } };

describe('who fails to sign in', () => {
  it('waits longer each time: five are free, then 1 s, 2 s, 4 s, up to a minute', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    for (let free = 0; free < 5; free += 1)
      expect((await fixture.signIn('ada', `x${free}`)).status).toBe(403);
    for (const [tries, pause] of [1, 2, 4, 8, 16, 32, 60, 60].entries()) {
      const limited = await fixture.signIn('ada');
      expect([limited.status, limited.headers['retry-after']]).toEqual([429, String(pause)]);
      await fixture.clock.advance(pause * SECOND - 1);
      expect((await fixture.signIn('ada', `y${tries}`)).status).toBe(429);
      await fixture.clock.advance(1);
      expect((await fixture.signIn('ada', `y${tries}`)).status).toBe(403);
    }
    await fixture.clock.advance(MINUTE);
    expect((await fixture.signIn('ada')).status).toBe(303);
  });

  it('is let in again after a quarter of an hour as if nothing had been', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    for (let free = 0; free < 5; free += 1) await fixture.signIn('ada', `x${free}`);
    await fixture.clock.advance(15 * MINUTE);
    for (let free = 0; free < 5; free += 1)
      expect((await fixture.signIn('ada', `x${free}`)).status).toBe(403);
  });

  it('is slowed by address over names, by requests as by the form, and reported by the API', async () => {
    await using fixture = await AccessFixture.start({ auth: AUTH });
    for (const name of ['reader', 'writer', 'a', 'b', 'c']) {
      const Authorization = `Basic ${Buffer.from(`${name}:wrong`).toString('base64')}`;
      expect((await fixture.ask('/api/v1/thing', { headers: { Authorization } })).status).toBe(401);
    }
    const Authorization = `Basic ${Buffer.from(`zoë:${PASSWORD}`).toString('base64')}`;
    const {
      status: answered,
      headers,
      body,
    } = await fixture.ask('/api/v1/thing', { headers: { Authorization } });
    expect([answered, headers['retry-after'], JSON.parse(body)]).toMatchObject([429, '1', { status: 429 }]);
    expect((await fixture.signIn('zoë')).status).toBe(429);
    expect((await fixture.ask('/page', { headers: { Authorization: bearer('reader') } })).status).toBe(200);
  });

  it('does not keep those out who are in', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    const { cookie } = await fixture.signIn('ada');
    for (let tries = 0; tries < 6; tries += 1) await fixture.signIn('ada', `x${tries}`);
    expect((await fixture.ask('/page', { headers: { Cookie: cookie } })).status).toBe(200);
  });

  it('gets no more tries by making many at once', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    const tries = Array.from({ length: 30 }, (_, index) => fixture.signIn('ada', `x${index}`));
    const counts = Object.groupBy(await Promise.all(tries), (answer) => String(answer.status));
    expect([counts['403']?.length, counts['429']?.length]).toEqual([5, 25]);
  });

  it('gets no more tries by one right password in between', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    for (const name of ['a', 'b', 'c', 'd']) expect((await fixture.signIn(name, 'x')).status).toBe(403);
    expect((await fixture.signIn('ada')).status).toBe(303);
    expect((await fixture.signIn('e', 'x')).status).toBe(403);
    expect((await fixture.signIn('f', 'x')).status).toBe(429);
  });

  it('at a name that is not there, with the password of another, has failed', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    for (let tries = 0; tries < 5; tries += 1) expect((await fixture.signIn('nobody')).status).toBe(403);
    expect((await fixture.signIn('nobody')).status).toBe(429);
  });

  it('cannot ask without end what is remembered while they wait', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    expect((await fixture.signIn('ada')).status).toBe(303);
    for (let tries = 0; tries < 205; tries += 1) await fixture.signIn('ada', `x${tries}`);
    expect((await fixture.signIn('ada')).status).toBe(429);
    await fixture.clock.advance(15 * MINUTE);
    expect((await fixture.signIn('ada')).status).toBe(303);
  });
});

const ask = async (fixture: AccessFixture, from = '127.0.0.1', password = PASSWORD) =>
  (
    await fixture.ask('/api/v1/thing', {
      headers: { Authorization: basic('ada', password) },
      localAddress: from,
    })
  ).status;
const strangersFail = async (fixture: AccessFixture, from: string) => {
  for (let tries = 0; tries < 30; tries += 1) await ask(fixture, from, `x${tries}`);
};

describe('whose password was right of late', () => {
  it.each(['127.0.0.1', '127.0.0.2'])('passes while strangers at %s fail in that name', async (elsewhere) => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    expect(await ask(fixture)).toBe(200);
    await strangersFail(fixture, elsewhere);
    expect(await ask(fixture, elsewhere, 'x')).toBe(429);
    expect(await ask(fixture)).toBe(200);
    expect((await fixture.signIn('ada')).status).toBe(303);
  });

  it('passes for as long as it is used, however long the others go on', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    expect(await ask(fixture)).toBe(200);
    for (let minutes = 0; minutes < 60; minutes += 10) {
      await strangersFail(fixture, '127.0.0.2');
      await fixture.clock.advance(10 * MINUTE - SECOND);
      for (let tries = 0; tries < 6; tries += 1) await ask(fixture, '127.0.0.2', `y${tries}`);
      expect(await ask(fixture, '127.0.0.3', 'x')).toBe(429);
      expect(await ask(fixture)).toBe(200);
      await fixture.clock.advance(SECOND);
    }
  });

  it('waits like others where it was not used for a quarter of an hour, or comes from elsewhere', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    expect(await ask(fixture)).toBe(200);
    await fixture.clock.advance(15 * MINUTE);
    await strangersFail(fixture, '127.0.0.2');
    expect(await ask(fixture)).toBe(429);
    expect(await ask(fixture, '127.0.0.3')).toBe(429);
  });

  it('does not pass when the user is gone or the password another one', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    expect(await ask(fixture)).toBe(200);
    await strangersFail(fixture, '127.0.0.2');
    fixture.configure({ auth: { basic: [{ ...ADA, passwordHash: OTHER_HASH }] } });
    expect(await ask(fixture)).toBe(429);
    fixture.configure({ auth: { basic: [{ ...ADA, user: 'eve' }] } });
    expect(await ask(fixture)).toBe(429);
    fixture.configure(ADA_ALONE);
    expect(await ask(fixture)).toBe(200);
  });
});
