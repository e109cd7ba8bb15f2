import { describe, expect, it } from 'vitest';
import type { ListQuery } from '../../../../src/poll/port/job-source.ts';
import { faultOf, startSimulatedSource } from '../../../support/poll/simulated-source.ts';

const QUERY: ListQuery = { orderByTime: 'Asc', size: 100 };
const never = new AbortController().signal;

describe('a clock that is wrong', () => {
  it.each([
    ['an hour behind', 3_600_000],
    ['an hour ahead', -3_600_000],
    ['twenty minutes behind', 1_200_000],
    ['five minutes ahead', -300_000],
  ])('%s is corrected once, and the correction is remembered', async (_what, skew) => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.skew = skew;
    await fixture.source.list(QUERY, never);
    await fixture.source.list(QUERY, never);
    expect(fixture.cloud.requests.map(({ status }) => status === 200)).toEqual([false, true, true]);
    expect(fixture.seen.skews.at(-1)).toBe(-skew - 500);
  });

  it.each([
    ['Code', { code: 'RequestTimeTooSkewed' }],
    ['Message', { code: 'AccessDenied', message: 'RequestTimeTooSkewed' }],
    ['a phrase of the Message', { code: 'AccessDenied', message: 'Request has expired' }],
  ])('is known by %s', async (_where, error) => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.skew = 300_000;
    fixture.cloud.misbehave({ kind: 'error', status: 403, ...error });
    await fixture.source.list(QUERY, never);
    const [first, second] = fixture.cloud.requests.map(({ headers }) => signedFrom(headers.authorization));
    expect((second ?? 0) - (first ?? 0)).toBe(300);
  });

  it('is corrected once in a call only', async () => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.skew = 300_000;
    fixture.cloud.misbehave({ kind: 'error', status: 403, code: 'RequestTimeTooSkewed' }, { times: 5 });
    const fault = await faultOf(fixture, fixture.source.list(QUERY, never));
    expect(fault).toMatchObject({ reason: 'auth', code: 'RequestTimeTooSkewed' });
    expect(fixture.cloud.requests).toHaveLength(2);
  });

  it('is not chased when every answer shows another time', async () => {
    await using fixture = await startSimulatedSource();
    for (const date of ['Thu, 27 Jun 2024 08:00:00 GMT', 'Thu, 27 Jun 2024 09:00:00 GMT']) {
      const error = { kind: 'error', status: 403, code: 'RequestTimeTooSkewed', headers: { date } } as const;
      fixture.cloud.misbehave(error);
    }
    await faultOf(fixture, fixture.source.list(QUERY, never));
    expect(fixture.cloud.requests).toHaveLength(2);
  });

  it('that turns right again is followed', async () => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.skew = 3_600_000;
    await fixture.source.list(QUERY, never);
    fixture.cloud.skew = 0;
    await fixture.source.list(QUERY, never);
    expect(fixture.cloud.requests.map(({ status }) => status === 200)).toEqual([false, true, false, true]);
  });
});

function signedFrom(authorization: string | undefined): number {
  return Number(/q-sign-time=(\d+);/.exec(String(authorization))?.[1]);
}
