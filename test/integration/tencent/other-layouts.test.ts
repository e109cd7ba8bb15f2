import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ListQuery } from '../../../src/poll/port/job-source.ts';
import { faultOf, startSimulatedSource } from '../../support/poll/simulated-source.ts';

const QUERY: ListQuery = { orderByTime: 'Asc', size: 100 };
const never = new AbortController().signal;
const folder = new URL('../../fixtures/tencent/', import.meta.url);
const readFixture = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const job = (inner = '') => `<JobsDetail><JobId>b1</JobId><State>Pause</State>${inner}</JobsDetail>`;
const response = (inner: string) => `<Response>${inner}</Response>`;

async function answered(body: string, status = 200) {
  const fixture = await startSimulatedSource();
  fixture.cloud.misbehave({ kind: 'verbatim', body, status }, { times: Number.POSITIVE_INFINITY });
  return fixture;
}

describe('an answer with status 200 that is no list', () => {
  it.each([
    ['jobs under another name', readFixture('200-other-layout.xml')],
    ['an empty list under another name', response('<RequestId>r</RequestId><JobList/><NextToken/>')],
    ['a repeated leaf', response('<RequestId>r</RequestId><Id>b1</Id><Id>b2</Id>')],
    ['another root', `<ListResult>${job()}</ListResult>`],
    ['a root in lower case', `<response>${job()}</response>`],
    ['a root with a prefix', `<ci:Response>${job()}</ci:Response>`],
    [
      'rows with a prefix',
      response('<ci:JobsDetail><JobId>b1</JobId></ci:JobsDetail><RequestId>r</RequestId>'),
    ],
    ['rows in lower case', response('<jobsdetail><jobid>b1</jobid></jobsdetail><RequestId>r</RequestId>')],
    ['a response in a response', response(`${response(job())}<RequestId>r</RequestId>`)],
    ['nothing that is documented', response('<TotalCount>0</TotalCount>')],
    ['an empty response', '<Response/>'],
    ['an error in lower case', response('<error><code>InternalError</code></error><RequestId>r</RequestId>')],
    [
      'an empty list under a name that nobody foresaw',
      response('<RequestId>r</RequestId><Records/><NextToken/>'),
    ],
    ['a status of its own', response('<RequestId>r</RequestId><Status>500</Status>')],
    ['a success that is none', response('<RequestId>r</RequestId><Success>false</Success>')],
    ['data of another kind', response('<RequestId>r</RequestId><Data>none</Data><NextToken/>')],
    ['words beside a request id', response('Sign in first<RequestId>r</RequestId>')],
    ['words beside an empty token', response('<NextToken/>busy')],
    ['a message alone', response('<RequestId>r</RequestId><Message>denied</Message>')],
    ['a token with children', response('<NextToken><Value>2</Value></NextToken>')],
    ['two tokens', response(`${job()}<NextToken>1</NextToken><NextToken>2</NextToken>`)],
    ['well-formed HTML', '<html><body><p>Sign in</p></body></html>'],
    ['JSON', '{"Response":{"JobsDetail":[],"NextToken":""}}'],
    ['text', 'OK'],
    ['nothing', ''],
  ])('is malformed: %s', async (_what, body) => {
    await using fixture = await answered(body);
    const fault = await faultOf(fixture, fixture.source.list(QUERY, never));
    expect(fault).toMatchObject({ reason: 'malformed', code: 'answer-malformed' });
  });

  it.each([
    ['an error as a child', readFixture('200-response-with-error-child.xml'), 'server', 'InternalError'],
    ['an error of text', response('<Error>AccessDenied</Error>'), 'auth', 'AccessDenied'],
    ['an error without a code', response('<Error/><RequestId>r</RequestId>'), 'refused', 'Error'],
    [
      'an error beside jobs',
      response(`<Error><Code>SlowDown</Code></Error>${job()}`),
      'throttled',
      'SlowDown',
    ],
    ['a code as a child', response('<Code>AccessDenied</Code><Message>m</Message>'), 'auth', 'AccessDenied'],
    ['an error as the root', '<Error><Code>NoSuchBucket</Code></Error>', 'refused', 'NoSuchBucket'],
    ['an error in JSON', '{"code":"AccessDenied","message":"m"}', 'auth', 'AccessDenied'],
  ])('is a refusal with its own reason: %s', async (_what, body, reason, code) => {
    await using fixture = await answered(body);
    expect(await faultOf(fixture, fixture.source.list(QUERY, never))).toMatchObject({ reason, code });
  });

  it.each([201, 202, 204, 206])('is a fault under status %d', async (status) => {
    await using fixture = await answered(status === 204 ? '' : response(job()), status);
    expect(await faultOf(fixture, fixture.source.list(QUERY, never))).toMatchObject({
      code: `http-${status}`,
    });
  });
});

describe('an answer that is a list', () => {
  it.each([
    ['a request id alone', '<RequestId>r</RequestId>', 0],
    ['an empty token alone', '<NextToken/>', 0],
    ['an unknown leaf beside an empty list', '<RequestId>r</RequestId><TotalCount>0</TotalCount>', 0],
    ['ids that do not exist', '<RequestId>r</RequestId><NonExistJobIds>b1</NonExistJobIds>', 0],
    ['a code inside a job', job('<Code>Success</Code><Message/>'), 0],
    ['a code of success beside jobs', `<Code>Success</Code>${job()}`, 0],
    ['unknown nodes beside jobs', `${job()}<Page><Number>1</Number></Page><Extra>x</Extra>`, 0],
    ['a job of text', '<JobsDetail>text</JobsDetail>', 1],
    ['a job in lower case', '<JobsDetail><jobid>b1</jobid><state>Pause</state></JobsDetail>', 1],
    ['jobs under a second name', `${job()}<Paused><JobsDetail><JobId>b2</JobId></JobsDetail></Paused>`, 1],
  ])('is read: %s', async (_what, body, unreadable) => {
    await using fixture = await answered(response(body));
    const { jobs, skippedRows } = await fixture.source.list(QUERY, never);
    expect(skippedRows).toBe(unreadable);
    expect(jobs.length).toBe(body.includes('<State>') ? 1 : 0);
  });

  it('is read with a namespace that has no prefix', async () => {
    await using fixture = await answered(`<Response xmlns="urn:x">${job()}</Response>`);
    expect((await fixture.source.list(QUERY, never)).jobs).toHaveLength(1);
  });
});
