import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND, type Duration } from '../../../src/platform/time.ts';
import { ChannelRun, messageOf, putInOutbox } from '../../support/contract/channel-run.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';
import { TestClock } from '../../support/test-clock.ts';
import { channelsOf } from '../../support/vendors/channels-of.ts';
import { startStandIn } from '../../support/vendors/stand-in.ts';
import { VENDORS } from '../../support/vendors/vendors.ts';

/** Each throttle of each vendor, and how long it asks us to wait. Left out of an answer: 5 s. */
const THROTTLES = VENDORS.flatMap((vendor) =>
  [vendor.throttled, vendor.throttledFor].flatMap((answers) =>
    Object.entries(answers).map(([code, { seconds = 5, ...answer }]) => ({
      name: `${vendor.title ?? vendor.name}, ${code}, ${seconds} s`,
      vendor,
      answer,
      pause: seconds * SECOND,
    })),
  ),
);
type Throttle = (typeof THROTTLES)[number];

/** Returns how 30 incidents at once are notified, so long after a message that was throttled, or taken. */
async function burst(
  { vendor, answer, pause }: Throttle,
  { after, isThrottled }: { after: Duration; isThrottled: boolean },
) {
  const clock = new TestClock(sampleMessage().createdAt);
  await using temporary = new TemporaryStore(clock);
  const { store } = temporary;
  const rules = vendor.rules();
  const throttle = isThrottled ? [{ ...answer, isThrottle: true as const }] : [];
  await using server = await startStandIn((request, now) => throttle.pop() ?? rules(request, now), clock);
  const channels = channelsOf(vendor, { base: server.url, clock });
  const put = (incident: string) =>
    putInOutbox(store, channels, messageOf(incident, { createdAt: clock.now() }));
  await put('alone');
  await using run = new ChannelRun(channels, { store, clock });
  await run.pass(SECOND);
  await run.pass(after, MINUTE);
  const begun = clock.now();
  for (let at = 0; at < 30; at += 1) await put(`incident-${at}-`);
  await run.pass(Math.max(0, pause - after));
  await run.pass(3 * MINUTE);
  const later = server.taken.filter(({ at }) => at >= begun);
  return {
    throttled: server.throttled.length,
    waiting: (await run.states()).filter((state) => state !== 'sent').length,
    notifiedAfter: later.map(({ at }) => Math.round((at - begun) / SECOND)),
  };
}

describe.each(THROTTLES)('30 incidents at once on $name', (throttle) => {
  const { vendor, pause } = throttle;
  const [channel] = channelsOf(vendor, { base: 'http://localhost' });
  const isForPeople = channel?.merge !== undefined;

  it('that come during one throttle are notified soon after it, and provoke no other', async () => {
    const { throttled, waiting, notifiedAfter } = await burst(throttle, { after: 0, isThrottled: true });
    expect({ throttled, waiting }).toEqual({ throttled: 1, waiting: 0 });
    expect(Math.max(...notifiedAfter)).toBeLessThanOrEqual(pause / SECOND + (isForPeople ? 60 : 110));
    // In a chat, what waited for the other side stands in as few messages as hold it.
    expect(notifiedAfter.length).toBeLessThanOrEqual(isForPeople ? 5 : 31);
  });

  it('are notified as if nothing had been throttled, three minutes after the pause', async () => {
    const after = pause + 3 * MINUTE;
    const throttled = await burst(throttle, { after, isThrottled: true });
    const usual = await burst(throttle, { after, isThrottled: false });
    expect(throttled.notifiedAfter).toHaveLength(usual.notifiedAfter.length);
    // The outbox looks each second.
    expect(
      Math.abs(Math.max(...throttled.notifiedAfter) - Math.max(...usual.notifiedAfter)),
    ).toBeLessThanOrEqual(1);
  });
});
