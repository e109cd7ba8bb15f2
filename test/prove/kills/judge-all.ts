import { messageNumber } from '../../../src/core/message/message-number.ts';
import type { Instant } from '../../../src/platform/time.ts';
import type { CapturedMail } from '../../support/mail/smtp-sink.ts';
import { wrongAlerts } from '../channels/alerts.ts';
import { type Arrival, arrivalsOf, partsOf } from '../channels/arrival.ts';
import { type Due, judgeArrivals, keyOf, type Life } from '../channels/judge-arrivals.ts';
import { entriesIn } from '../channels/recorded.ts';
import { addressesBehind } from './alarms.ts';
import type { ProofFixture } from './life.ts';

export interface Judged {
  /** Messages that each destination over HTTP was to get, added up. */
  messages: number;
  repeats: number;
  /** Messages that came as a line of another one. */
  merged: number;
  /** The first that may not be. `undefined` when all is well. */
  fault: string | undefined;
}

/**
 * Judges every destination after the last life. The mails show which messages a receiver was to get, and the jobs in them
 * are compared elsewhere: a destination over HTTP must have got the same messages.
 * @param mayWait channels with a limit, for which some may wait on disk.
 */
export async function judgeAll(
  proof: ProofFixture,
  { lives, mayWait }: { lives: readonly Life[]; mayWait: readonly string[] },
): Promise<Judged> {
  const { fixture, standIns, store } = proof;
  const { mails } = fixture.smtp;
  const arrivals: readonly Arrival[] = [...arrivalsOf(mails), ...standIns.arrivals];
  const waiting = await entriesIn(store, "state IN ('pending', 'claimed')");
  const addresses = new Set(mails.flatMap(({ to }) => to));
  const places = [
    ...[...addresses].map((recipient) => ({ channel: 'email', recipient, addresses: [recipient] })),
    ...standIns.destinations.map(({ way, recipient }) => ({
      channel: way.vendor.name,
      recipient,
      addresses: addressesBehind(way),
    })),
  ];
  const judged = places.map((place) => {
    const numbers = dueTo(mails, place.addresses);
    const waits = [...numbers.keys()].filter(
      (number) => mayWait.includes(place.channel) && waiting.has(keyOf(place, number)),
    );
    const endings = [...numbers].filter(([, kind]) => kind === 'closing').map(([number]) => number);
    const due: Due = {
      ...place,
      numbers: new Set(numbers.keys()),
      endings: new Map(endings.map((number) => [partsOf(number).incident, number])),
      waiting: new Set(waits),
    };
    return { ...judgeArrivals(arrivals, lives, due), messages: place.channel === 'email' ? 0 : numbers.size };
  });
  const stuck = [...waiting].filter((entry) => !mayWait.some((channel) => entry.startsWith(`${channel} `)));
  const faults = [
    ...judged.flatMap((one) => one.faults),
    ...stuck.map((entry) => `not delivered in the end: ${entry}`),
    ...(await alertFaults(proof, lives.at(-1)?.startedAt ?? 0)),
  ];
  return { ...sumOf(judged), fault: faults[0] };
}

/** Names what is wrong with the alerts that the Alertmanagers hold. @param since the start of the last life. */
export async function alertFaults(
  { fixture, standIns, store }: ProofFixture,
  since: Instant,
): Promise<readonly string[]> {
  const faults = standIns.destinations.map(async ({ way, alerts }) => {
    if (alerts === undefined) return [];
    const numbers = dueTo(fixture.smtp.mails, addressesBehind(way));
    const notified = new Set([...numbers.keys()].map((number) => partsOf(number).incident));
    const wrong = await wrongAlerts(alerts, { store, notified, since });
    return wrong.map((fault) => `${way.name}: ${fault}`);
  });
  return (await Promise.all(faults)).flat();
}

/** Returns the numbers of the messages that these addresses were sent, with what each is: `opening`, `closing` and so on. */
function dueTo(mails: readonly CapturedMail[], addresses: readonly string[]): ReadonlyMap<string, unknown> {
  return new Map(
    mails
      .filter(({ to, acknowledged }) => acknowledged && to.some((address) => addresses.includes(address)))
      .map(({ messageId, headers }) => [messageNumber(messageId), headers.get('x-batchwatch-kind')]),
  );
}

function sumOf(all: readonly { messages: number; repeats: number; merged: number }[]) {
  const sum = { messages: 0, repeats: 0, merged: 0 };
  for (const { messages, repeats, merged } of all) {
    sum.messages += messages;
    sum.repeats += repeats;
    sum.merged += merged;
  }
  return sum;
}
