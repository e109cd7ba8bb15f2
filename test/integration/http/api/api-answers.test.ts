import { sql } from 'kysely';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { AccessFixture, AUTH, bearer } from '../../../support/http/access-fixture.ts';
import {
  apiDocument,
  operationsOf,
  undeclared,
  type ApiDocument,
} from '../../../support/http/api-document.ts';
import { settle } from '../../../support/outbox/outbox-fixture.ts';
import { EXAMPLES, fillApi } from '../../../support/http/filled-api.ts';
import { rawRequest } from '../../../support/http/raw-request.ts';
import { ServedWeb } from '../../../support/http/served-web.ts';
import { StoreFixture } from '../../../support/store/store-fixture.ts';

interface Ask {
  query?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** In place of that of the example. */
  path?: string;
}

/** Asks each operation in order for its example, or for what `change` makes of it. */
async function askEach(
  url: string,
  change: (name: string) => Ask = () => ({}),
): Promise<{ name: string; status: number; body: string; wrong: unknown[] }[]> {
  const document = await documentAt(url);
  const answers = [];
  for (const name of operationsOf(document).keys()) {
    const example = EXAMPLES[name];
    if (example === undefined) throw new Error(`say in EXAMPLES what to ask of ${name}`);
    const { path = example.path, query = '', headers, body = JSON.stringify(example.body) } = change(name);
    const answer = await rawRequest(`${url}/api/v1${path}${query}`, {
      method: name.split(' ')[0]?.toUpperCase() ?? '',
      headers: { ...(body && { 'Content-Type': 'application/json' }), ...headers },
      ...(body && { body }),
    });
    const { status } = answer;
    answers.push({ name, status, body: answer.body, wrong: undeclared(answer, name, document) });
  }
  return answers;
}

async function documentAt(url: string): Promise<ApiDocument> {
  return apiDocument.parse(JSON.parse((await rawRequest(`${url}/api/v1/openapi.json`)).body));
}

/** The path of what there is not. */
const nothing = (name: string) => name.replaceAll(/\{\w+\}/g, '99').replace(/^\w+ /, '');

const isList = (name: string) =>
  /^get \/(jobs|transitions|incidents|silences|notifications|targets|receivers)$/.test(name);

/** Each operation with its status and what the document does not say of the answer. */
const verdicts = (answers: Awaited<ReturnType<typeof askEach>>) =>
  answers.map(({ name, status, wrong }) => ({ name, status, wrong }));

const all = (answers: readonly { name: string }[], status: number) =>
  answers.map(({ name }) => ({ name, status, wrong: [] }));

/** Delivers the tests that wait, and lets the one who waits for their answers look again. */
async function deliverTests(fixture: StoreFixture): Promise<void> {
  const { rows } = await fixture.store.read((db) =>
    sql<{ id: number }>`
      SELECT outbox.id FROM outbox JOIN notification ON notification.id = outbox.notification
      WHERE state = 'pending' AND message ->> '$.kind' = 'test'`.execute(db),
  );
  for (const { id } of rows) await settle(fixture, id, 'sent');
  for (let looks = 0; looks < 20; looks += 1) await fixture.clock.advance(200);
}

async function startFilled() {
  const fixture = new StoreFixture();
  await fillApi(fixture);
  const { store, clock } = fixture;
  const web = await ServedWeb.start({ store, clock, wakeDelivery: () => void deliverTests(fixture) });
  return {
    web,
    fixture,
    async [Symbol.asyncDispose]() {
      await web[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

describe('the document says of each operation', () => {
  it('what it answers', async () => {
    await using filled = await startFilled();
    const answers = await askEach(filled.web.url);
    expect(verdicts(answers)).toEqual(
      answers.map(({ name }) => ({ name, status: name === 'post /silences' ? 201 : 200, wrong: [] })),
    );
    // What is empty proves nothing.
    expect(answers.filter(({ body }) => body.includes('"items":[]'))).toEqual([]);
  });

  it('the refusal of a parameter that it does not know', async () => {
    await using filled = await startFilled();
    const answers = await askEach(filled.web.url, () => ({ query: '?states=Failed' }));
    expect(verdicts(answers)).toEqual(all(answers, 400));
    for (const { body } of answers) expect(JSON.parse(body)).toMatchObject({ errors: [{ path: 'states' }] });
  });

  it('the answer to who has it already', async () => {
    await using filled = await startFilled();
    const reads = (await askEach(filled.web.url)).filter(
      ({ name }) => name.startsWith('get ') && name !== 'get /stream',
    );
    const answers = await askEach(filled.web.url, () => ({ headers: { 'If-None-Match': '*' } }));
    expect(answers.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(answers.filter(({ status }) => status === 304).map(({ name }) => name)).toEqual(
      reads.map(({ name }) => name),
    );
  });

  it('the refusal of what there is not', async () => {
    await using filled = await startFilled();
    const answers = await askEach(filled.web.url, (name) => ({ path: nothing(name) }));
    const ofOne = answers.filter(({ name }) => name.includes('{'));
    expect(verdicts(ofOne)).toEqual(all(ofOne, 404));
  });

  it.each([
    [413, { body: JSON.stringify({ comment: 'x'.repeat(20_000) }) }],
    [413, { body: JSON.stringify({ comment: 'x'.repeat(70_000) }) }],
    [415, { body: 'author=alice', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }],
    [400, { body: '{' }],
    [400, { body: '{"author":1,"matchers":1}' }],
  ])('that a body may be refused: %i', async (status, ask) => {
    await using filled = await startFilled();
    const document = operationsOf(await documentAt(filled.web.url));
    const takesBody = (name: string) => document.get(name)?.requestBody !== undefined;
    const asked = await askEach(filled.web.url, (name) => (takesBody(name) ? ask : {}));
    const answers = asked.filter(({ name }) => takesBody(name));
    expect(verdicts(answers)).toEqual(all(answers, status));
  });

  it('the refusal of a page that no list has', async () => {
    await using filled = await startFilled();
    const answers = await askEach(filled.web.url, (name) => (isList(name) ? { query: '?cursor=zzz' } : {}));
    const lists = answers.filter(({ name }) => isList(name));
    for (const { body } of lists)
      expect(JSON.parse(body)).toMatchObject({ title: 'the cursor is not valid' });
    expect(lists).toHaveLength(7);
    expect(verdicts(lists)).toEqual(all(lists, 400));
  });

  it('that who asks must prove who they are, and may have no right or tried too often', async () => {
    await using fixture = await AccessFixture.start({ auth: AUTH });
    const nobody = await askEach(fixture.url);
    expect(verdicts(nobody)).toEqual(all(nobody, 401));
    const scraper = await askEach(fixture.url, () => ({ headers: { Authorization: bearer('scraper') } }));
    expect(verdicts(scraper)).toEqual(all(scraper, 403));
    const guess = { Authorization: `Basic ${Buffer.from('reader:wrong').toString('base64')}` };
    await askEach(fixture.url, () => ({ headers: guess }));
    const guesser = await askEach(fixture.url, () => ({ headers: guess }));
    expect(verdicts(guesser)).toEqual(all(guesser, 429));
  });

  it('that the store may fail', async () => {
    await using filled = await startFilled();
    const other = new DatabaseSync(filled.fixture.path);
    for (const table of ['silence', 'job', 'transition', 'incident', 'outbox', 'target'])
      other.exec(`ALTER TABLE ${table} RENAME TO lost_${table}`);
    other.close();
    const answers = await askEach(filled.web.url);
    filled.web.errors.length = 0;
    expect(verdicts(answers)).toEqual(all(answers, 500));
  });
});
