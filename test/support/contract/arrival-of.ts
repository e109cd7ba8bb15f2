import type { Message } from '../../../src/core/message/message.ts';
import { TestClock } from '../test-clock.ts';
import type { Arrived, ContractSubject } from './subject.ts';

/** Sends a message to a side that is well, and returns it as its reader sees it. */
export async function arrivalOf(subject: ContractSubject, message: Message): Promise<Arrived> {
  const clock = new TestClock(message.createdAt);
  await using side = await subject.start(clock);
  const [channel] = side.channels();
  if (channel === undefined) throw new Error('no channel');
  const { signal } = new AbortController();
  const verdict = await channel.send(message, channel.recipient ?? 'oncall@example.com', { signal });
  await channel.close();
  if (verdict.outcome !== 'delivered') throw new Error(`not taken: ${verdict.response}`);
  const [arrived, ...more] = side.arrived();
  if (arrived === undefined || more.length > 0) throw new Error(`${more.length} arrived beside one`);
  return arrived;
}
