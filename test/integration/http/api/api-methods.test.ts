import { expect, it } from 'vitest';
import { AccessFixture, bearer } from '../../../support/http/access-fixture.ts';

it.each([
  ['DELETE', '/silences/1', 'GET, HEAD'],
  ['PUT', '/silences', 'GET, HEAD, POST'],
  ['GET', '/incidents/x/ack', 'POST'],
  ['OPTIONS', '/stream', 'GET, HEAD'],
])('%s %s is refused with what the resource takes: %s', async (method, path, allow) => {
  await using fixture = await AccessFixture.start();
  const answer = await fixture.ask(`/api/v1${path}`, {
    method,
    headers: { Authorization: bearer('writer') },
  });
  expect([answer.status, answer.headers.allow]).toEqual([405, allow]);
  expect(JSON.parse(answer.body)).toMatchObject({ status: 405, title: 'the resource takes other methods' });
  expect((await fixture.ask(`/api/v1${path}`, { method })).status).toBe(401);
});

it('what there is not is not found, whatever the method', async () => {
  await using fixture = await AccessFixture.start();
  const headers = { Authorization: bearer('writer') };
  for (const path of ['/silences/1/2', '/silence', '/'])
    expect((await fixture.ask(`/api/v1${path}`, { method: 'DELETE', headers })).status).toBe(404);
});

it('who may not ask does not learn what is wrong with the question', async () => {
  await using fixture = await AccessFixture.start();
  for (const [method, path] of [
    ['GET', '/jobs?states=x'],
    ['POST', '/silences?dry=1'],
  ] as const) {
    expect((await fixture.ask(`/api/v1${path}`, { method })).status).toBe(401);
    const headers = { Authorization: bearer('scraper') };
    expect((await fixture.ask(`/api/v1${path}`, { method, headers })).status).toBe(403);
  }
});
