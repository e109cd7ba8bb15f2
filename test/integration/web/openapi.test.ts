import { describe, expect, it } from 'vitest';
import { addSilence } from '../../../src/store/silences.ts';
import { recordPoll } from '../../../src/store/targets.ts';
import { HOUR } from '../../../src/time.ts';
import { answerSchema, apiDocument, references, type ApiDocument } from '../../support/api-document.ts';
import { knownJob } from '../../support/known-job.ts';
import { openThread, putMessage, settle, TOLD_INCIDENT } from '../../support/outbox-scene.ts';
import { ServedWeb } from '../../support/served-web.ts';
import { StoreScene } from '../../support/store-scene.ts';

async function documentOf(web: ServedWeb): Promise<ApiDocument> {
  return apiDocument.parse((await web.api('/openapi.json')).json);
}

type Operation = NonNullable<ApiDocument['paths'][string]>[string];

function operations(document: ApiDocument): [name: string, operation: Operation][] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method} ${path}`,
      operation,
    ]),
  );
}

describe('the OpenAPI document', () => {
  it('says of each request what it is, under a tag that is known', async () => {
    await using scene = new StoreScene();
    await using web = await ServedWeb.start(scene);
    const document = await documentOf(web);
    expect(document.openapi).toBe('3.1.0');
    const all = operations(document);
    const ids = all.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = document.tags.map(({ name }) => name);
    expect(
      all.filter(([, operation]) => !tags.includes(operation.tags[0] ?? '')).map(([name]) => name),
    ).toEqual([]);
  });

  it('names the address of the API by its own, wherever that is', async () => {
    await using scene = new StoreScene();
    await using web = await ServedWeb.start(scene);
    const [server] = (await documentOf(web)).servers;
    expect(new URL(server?.url ?? '', 'https://ops.example.com/batch/api/v1/openapi.json').href).toBe(
      'https://ops.example.com/batch/api/v1',
    );
  });

  it('refers to nothing that is not there', async () => {
    await using scene = new StoreScene();
    await using web = await ServedWeb.start(scene);
    const document = await documentOf(web);
    const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect(references(document).filter((reference) => !known.includes(reference))).toEqual([]);
  });

  it('declares each part of a path, required', async () => {
    await using scene = new StoreScene();
    await using web = await ServedWeb.start(scene);
    for (const [name, { parameters }] of operations(await documentOf(web))) {
      const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, part]) => part);
      const declared = parameters.filter((parameter) => parameter.in === 'path');
      expect(
        declared.map((parameter) => parameter.name),
        name,
      ).toEqual(inPath);
      expect(
        declared.every(({ required }) => required),
        name,
      ).toBe(true);
    }
  });

  it('names the problems that each request may end in', async () => {
    await using scene = new StoreScene();
    await using web = await ServedWeb.start(scene);
    for (const [name, { responses }] of operations(await documentOf(web))) {
      const problems = Object.entries(responses).filter(([status]) => status.startsWith('4'));
      expect(problems, name).not.toEqual([]);
      for (const [, { content = {} }] of problems)
        expect(Object.keys(content), name).toEqual(['application/problem+json']);
    }
  });
});

/** Where each resource of the filled store stands. */
const EXAMPLES: Readonly<Record<string, string>> = {
  '/targets/{name}': '/targets/media',
  '/incidents/{id}': `/incidents/${TOLD_INCIDENT}`,
  '/silences/{id}': '/silences/1',
  '/jobs/{target}/{jobId}': '/jobs/media/b1',
};

describe('what the server answers', () => {
  it('to each GET is what the document says', async () => {
    await using scene = new StoreScene();
    await fill(scene);
    await using web = await ServedWeb.start(scene);
    const document = await documentOf(web);
    const seen: string[] = [];
    for (const [path, { get }] of Object.entries(document.paths)) {
      const schema = get?.responses['200']?.content?.['application/json']?.schema;
      if (schema === undefined) continue;
      const asked = path.includes('{') ? EXAMPLES[path] : path;
      if (asked === undefined) throw new Error(`say in EXAMPLES what ${path} is in the filled store`);
      const { status, json } = await web.api(asked);
      expect([path, status]).toEqual([path, 200]);
      const verdict = answerSchema(schema, document).safeParse(json);
      expect([path, verdict.error?.issues ?? []]).toEqual([path, []]);
      // What is empty proves nothing.
      if ('items' in json) expect([path, json['items']]).not.toEqual([path, []]);
      seen.push(path);
    }
    expect(seen).toEqual(
      expect.arrayContaining(['/status', '/targets', '/targets/{name}', '/notifications']),
    );
  });

  it('to a POST is, too, and so is a problem', async () => {
    await using scene = new StoreScene();
    await fill(scene);
    await using web = await ServedWeb.start(scene);
    const document = await documentOf(web);
    const responses = document.paths['/notifications/{id}/resend']?.['post']?.responses ?? {};
    for (const [id, status, type] of [
      [1, '200', 'application/json'],
      [2, '409', 'application/problem+json'],
      [99, '404', 'application/problem+json'],
      ['x', '400', 'application/problem+json'],
    ] as const) {
      const answer = await web.post(`/notifications/${id}/resend`);
      const schema = responses[status]?.content?.[type]?.schema;
      expect(String(answer.status)).toBe(status);
      expect(answerSchema(schema ?? {}, document).safeParse(answer.json).error?.issues).toBeUndefined();
    }
  });
});

describe('the page of the API', () => {
  it('tells of each request in the document, with an example whose token is no argument', async () => {
    await using scene = new StoreScene();
    await using web = await ServedWeb.start(scene);
    const page = await web.page('/api');
    const document = await documentOf(web);
    for (const [path, methods] of Object.entries(document.paths))
      for (const [method, { operationId }] of Object.entries(methods)) {
        expect(page).toContain(`<code>${method.toUpperCase()} ${path}</code>`);
        expect(page).toContain(`id="${operationId}"`);
      }
    expect(page).toContain('Authorization: Bearer $BATCHWATCH_TOKEN');
    expect(page).toContain('href="/api/v1/openapi.json"');
    expect(Buffer.byteLength(page)).toBeLessThan(100_000);
  });

  it('speaks Chinese, and links below a prefix', async () => {
    await using scene = new StoreScene();
    await using web = await ServedWeb.start(scene);
    web.manners = {
      ...web.manners,
      language: 'zh-CN',
      publicUrl: 'https://ops.example.com/batch',
    };
    const page = await web.page('/api');
    expect(page).toContain('参数');
    expect(page).toContain('href="/batch/api/v1/openapi.json"');
    expect(page).toContain('https://ops.example.com/batch/api/v1/status');
  });
});

/** Something of everything: a dead entry (1), a sent one (2), one that waits, an incident, a job, a failing target. */
async function fill(scene: StoreScene): Promise<void> {
  await scene.keep(knownJob({ state: 'Failed', code: 'AccessDenied', message: 'no' }), { decisions: [{}] });
  await scene.keep(knownJob({ jobId: 'open' }));
  const thread = await openThread(scene);
  const told = { thread, incident: TOLD_INCIDENT };
  const [dead = 0] = await putMessage(scene, told);
  await settle(scene, dead, 'dead');
  const [sent = 0] = await putMessage(scene, told);
  await settle(scene, sent, 'sent');
  await putMessage(scene);
  const fault = { reason: 'auth', code: 'AccessDenied', message: 'no', hint: 'Ask.' };
  const now = scene.clock.now();
  const silence = { from: now, until: now + HOUR, author: 'alice', comment: 'upgrade', createdAt: now };
  await scene.store.write(async (trx) => {
    await addSilence(trx, { ...silence, matchers: [{ key: 'target', glob: 'media' }] });
    await trx.updateTable('job').set({ created_at: 1 }).execute();
    await recordPoll(trx, { target: 'media', endedAt: 1, completeReadStartedAt: 1, clockSkew: 1_500 });
    await recordPoll(trx, { target: 'media', endedAt: 2, completeReadStartedAt: undefined, fault });
  });
}
