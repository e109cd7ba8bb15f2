import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  apiDocument,
  operationsOf,
  references,
  type ApiDocument,
} from '../../../support/http/api-document.ts';
import { ServedWeb } from '../../../support/http/served-web.ts';
import { StoreFixture } from '../../../support/store/store-fixture.ts';

async function documentOf(web: ServedWeb): Promise<ApiDocument> {
  return apiDocument.parse((await web.api('/openapi.json')).json);
}

describe('the OpenAPI document', () => {
  it('says of each request what it is, under a tag that is known and used', async () => {
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
    const document = await documentOf(web);
    expect(document.openapi).toBe('3.1.0');
    const all = [...operationsOf(document)];
    const ids = all.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = document.tags.map(({ name }) => name);
    expect(
      all.filter(([, operation]) => !tags.includes(operation.tags[0] ?? '')).map(([name]) => name),
    ).toEqual([]);
    expect(tags.filter((tag) => !all.some(([, operation]) => operation.tags.includes(tag)))).toEqual([]);
  });

  it('names the address of the API by its own, wherever that is', async () => {
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
    const [server] = (await documentOf(web)).servers;
    expect(new URL(server?.url ?? '', 'https://ops.example.com/batch/api/v1/openapi.json').href).toBe(
      'https://ops.example.com/batch/api/v1',
    );
  });

  it('refers to nothing that is not there', async () => {
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
    const document = await documentOf(web);
    const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    const others = references(document).filter((reference) => !known.includes(reference));
    expect(others).toEqual(['webhook.schema.json']);
    for (const reference of others) expect((await web.api(`/${reference}`)).status).toBe(200);
  });

  it('names what programs of other people are sent, by the schema that lies in config', async () => {
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
    expect((await documentOf(web)).webhooks).toMatchObject({
      'webhook.schema.json': {
        post: {
          requestBody: { content: { 'application/json': { schema: { $ref: 'webhook.schema.json' } } } },
        },
      },
    });
    const shipped = readFileSync(new URL('../../../../config/webhook.schema.json', import.meta.url), 'utf8');
    expect((await web.api('/webhook.schema.json')).json).toEqual(JSON.parse(shipped));
  });

  it('declares each part of a path, required', async () => {
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
    for (const [name, { parameters }] of operationsOf(await documentOf(web))) {
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
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
    for (const [name, { responses, requestBody }] of operationsOf(await documentOf(web))) {
      const statuses = Object.keys(responses);
      const own = [
        ...(name.startsWith('post ') ? ['413'] : []),
        ...(requestBody === undefined ? [] : ['415']),
        ...(name.includes('{') ? ['404'] : []),
        ...(name.startsWith('get ') && name !== 'get /stream' ? ['304'] : []),
      ];
      expect([name, statuses]).toEqual([name, expect.arrayContaining([...ALWAYS, ...own])]);
      const problems = Object.entries(responses).filter(([status]) => status >= '400');
      for (const [status, { content = {} }] of problems)
        expect([name, status, Object.keys(content)]).toEqual([name, status, ['application/problem+json']]);
    }
  });
});

const ALWAYS = ['400', '401', '403', '429', '500', '503'];

describe('the page of the API', () => {
  it('shows each request in the document, with an example whose token is no argument', async () => {
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
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
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
    web.display = {
      ...web.display,
      language: 'zh-CN',
      publicUrl: 'https://ops.example.com/batch',
    };
    const page = await web.page('/api');
    expect(page).toContain('参数');
    expect(page).toContain('href="/batch/api/v1/openapi.json"');
    expect(page).toContain('https://ops.example.com/batch/api/v1/status');
  });
});
