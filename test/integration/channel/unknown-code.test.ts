import { describe, expect, it } from 'vitest';
import { adviceOn } from '../../../src/render/compose/advise.ts';
import { errorCodes } from '../../../src/tencent/advice/error-codes.ts';
import { messageOf } from '../../support/contract/channel-run.ts';
import { CONTRACT_SUBJECTS } from '../../support/contract/subjects.ts';
import { sampleJob } from '../../support/mail/sample-message.ts';
import { TestClock } from '../../support/test-clock.ts';

const SAID = 'Disk on fire';

/** Jobs that failed with a code that no table knows, and these words of the API. */
function messageAbout(count: number) {
  const jobs = Array.from({ length: count }, (_, at) =>
    sampleJob({ jobId: `j${at}`, code: 'Unheard', message: SAID }),
  );
  const advice = adviceOn(jobs, { errorCodes: errorCodes({}), language: 'en' });
  return messageOf('i1', { jobs, advice, counts: [{ state: 'Failed', count }] });
}

describe.each(CONTRACT_SUBJECTS)('$name', (subject) => {
  it.each([
    [1, 'once'],
    [3, 'at most once for each job'],
    [12, 'at most once for each job'],
  ])('says of %d jobs with an unknown code what the API said: %s', async (count) => {
    const message = messageAbout(count);
    const clock = new TestClock(message.createdAt);
    await using side = await subject.start(clock);
    const [channel] = side.channels();
    const { signal } = new AbortController();
    const verdict = await channel?.send(message, channel.recipient ?? 'oncall@example.com', { signal });
    await channel?.close();
    expect(verdict?.outcome).toBe('delivered');
    const text = side.arrived()[0]?.text ?? '';
    const times = text.split(SAID).length - 1;
    expect(times, text).toBeGreaterThanOrEqual(1);
    expect(times, text).toBeLessThanOrEqual(count);
  });
});
