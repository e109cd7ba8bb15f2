import { DatabaseError } from 'pg';
import { expect, it } from 'vitest';
import { toStoreFault } from '../../../../src/store/postgres/postgres-fault.ts';
import type { StoreFaultCode } from '../../../../src/store/store-fault.ts';

/** What a server answers. */
function answered(code: string, message: string): DatabaseError {
  return Object.assign(new DatabaseError(message, message.length, 'error'), { code, severity: 'FATAL' });
}

it.each<[string, string, StoreFaultCode]>([
  ['08P01', '"trust" authentication failed', 'store-refused'],
  ['08P01', 'password authentication failed', 'store-refused'],
  ['08P01', 'no such user: nobody', 'store-refused'],
  ['08P01', 'no such database: nowhere', 'store-missing'],
  ['08P01', 'query_wait_timeout', 'store-unreachable'],
  ['08P01', 'server login has been failing, try again later', 'store-unreachable'],
  ['57P03', 'the database system is starting up', 'store-unreachable'],
  ['53300', 'sorry, too many clients already', 'store-full'],
])('%s “%s”, as PgBouncer or the server says it, is %s', (code, message, expected) => {
  expect(toStoreFault(answered(code, message), 'there').code).toBe(expected);
});

it.each(['57P03', '53300'])(
  'the hint of %s is true at the end of a start, too, which does not go on by itself',
  (code) => {
    expect(toStoreFault(answered(code, 'no'), 'there').hint).not.toContain('goes on by itself');
  },
);
