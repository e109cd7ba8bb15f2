import { SECOND, type Clock } from '../../../src/platform/time.ts';
import { sampleMessage } from '../mail/sample-message.ts';
import { type Reply, startScriptedServer } from '../network/scripted-server.ts';
import { TestClock } from '../test-clock.ts';
import { channelsOf } from '../vendors/channels-of.ts';
import { startStandIn } from '../vendors/stand-in.ts';
import type { VendorAnswer } from '../vendors/vendor-answer.ts';
import type { Vendor } from '../vendors/vendor.ts';
import { until } from './until.ts';
import type { ContractAnswer, ContractSubject, EchoSide, Offered } from './subject.ts';

/** A channel over HTTP, as the contract suite tries it. */
export function httpSubject(vendor: Vendor): ContractSubject {
  const { name, title = name, isIdempotent, without } = vendor;
  const answer = (reply: Reply): ContractAnswer => ({ offer: () => offer(vendor, reply) });
  const answers = (given: Readonly<Record<string, VendorAnswer & { seconds?: number }>>) =>
    Object.fromEntries(
      Object.entries(given).map(([says, { seconds = 0, ...reply }]) => [
        says,
        { ...answer(reply), pause: seconds * SECOND },
      ]),
    );
  return {
    channel: name,
    name: title,
    isIdempotent,
    without,
    answers: {
      accepted: answers({ accepted: vendor.accepted, ...vendor.alsoAccepted }),
      'refused for good': answers(vendor.refused),
      'throttled with Retry-After': answers(vendor.throttledFor),
      'throttled without Retry-After': answers(vendor.throttled),
      'unknown code': answers({
        ...vendor.unknown,
        '407': { status: 407, body: 'Proxy Authentication Required' },
        '302': { status: 302, headers: { location: '/' }, body: '' },
      }),
      '{}': answers({ '{}': { body: {} }, '[]': { body: [] }, 'cut JSON': { body: '{"errcode":0' } }),
      'HTML with 200': answers({ page: { body: '<!doctype html><title>Sign in to this Wi-Fi</title>' } }),
      empty: answers({ nothing: { body: '' } }),
      hang: { hang: answer('hang') },
      'reset after the request was written': { reset: answer('reset') },
    },
    channelsAt: (base, clock) => channelsOf(vendor, { base, clock }),
    async start(clock) {
      const standIn = await startStandIn(vendor.rules(), clock);
      return {
        address: standIn.url,
        channels: (receivers) =>
          channelsOf(vendor, { base: standIn.url, clock, ...(receivers !== undefined && { receivers }) }),
        arrived: () => standIn.taken,
        throttles: () => standIn.throttled.length,
        [Symbol.asyncDispose]: () => standIn[Symbol.asyncDispose](),
      };
    },
    startEcho: (clock) => startEcho(vendor, clock),
  };
}

/** Offers one message to a server that answers so. */
async function offer(vendor: Vendor, reply: Reply): Promise<Offered> {
  const message = sampleMessage();
  await using server = await startScriptedServer(() => reply);
  const clock = new TestClock(message.createdAt);
  const [channel] = channelsOf(vendor, { base: server.url, clock });
  if (channel === undefined) throw new Error('no channel');
  const { signal } = new AbortController();
  const sending = channel.send(message, channel.recipient ?? '', { signal });
  if (reply === 'hang') {
    await until(() => server.asked.length > 0);
    // A hang ends by the channel's own deadline.
    await clock.advance(20 * SECOND);
  }
  const verdict = await sending;
  await channel.close();
  return { verdict, arrived: server.asked.length };
}

/** A server that fails in several ways, one after the other, and sends back all that it gets. */
async function startEcho(vendor: Vendor, clock: Clock): Promise<EchoSide> {
  let echoed = '';
  let asked = 0;
  const statuses = [500, 200, 404];
  const server = await startScriptedServer(({ url, body, headers }) => {
    asked += 1;
    const status = statuses[asked % statuses.length] ?? 500;
    const answer = `${url} ${JSON.stringify(headers)} ${body}`;
    echoed += answer;
    return { status, body: answer };
  });
  return {
    channels: () => channelsOf(vendor, { base: server.url, clock }),
    echoed: () => echoed,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
