import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { withChannels } from '../../../../src/config/schema/receiver-schema.ts';

const mail = z.strictObject({ to: z.string() });
const file = z.strictObject({ path: z.string() });

/** What the schema says of a receiver: each problem with its path; empty when it is fine. */
function problemsOf(keys: z.ZodRawShape, receiver: object): string[] {
  const issues = withChannels(keys).safeParse({ name: 'oncall', ...receiver }).error?.issues ?? [];
  return issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('a receiver', () => {
  it.each([
    ['of the first channel', { mail: { to: 'a' } }, []],
    ['of the second channel', { file: { path: 'a' } }, []],
    ['without a channel', {}, [': needs a channel']],
    ['of two channels', { mail: { to: 'a' }, file: { path: 'a' } }, []],
  ])('%s, where there are two channels', (_what, receiver, problems) => {
    expect(problemsOf({ mail, file }, receiver)).toEqual(problems);
  });

  it('without its key is told which key is missing, where there is one channel', () => {
    expect(problemsOf({ mail }, {})).toEqual([expect.stringMatching(/^mail: /)]);
    expect(problemsOf({ mail }, { mail: { to: 'a' } })).toEqual([]);
  });
});
