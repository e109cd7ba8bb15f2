import { hintText } from '../../../render/words/delivery-hint-words.ts';
import type { Language } from '../../../core/message/message.ts';
import type { Config } from '../../../config/schema/schema.ts';
import { channelContext } from '../../../app/channels-from-config.ts';
import type { ChannelOfList } from '../../../channel/channels.ts';
import type { Channel, Failure, Verdict } from '../../../outbox/channel.ts';
import { visitStore } from '../../../store/open/open-store.ts';
import { StoreFault } from '../../../store/store-fault.ts';
import type { Store } from '../../../store/store.ts';
import type { Platform } from '../../../platform/platform.ts';
import { MINUTE } from '../../../platform/time.ts';
import type { ChannelProbe, ProbeResult } from './probe-all.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { cliWords } from '../../locale/cli-words.ts';

/** Asks a channel as far as it can be asked without a message. Each configured recipient is asked about once. */
export async function probeChannel(
  config: Config,
  channel: ChannelOfList,
  { terminal, platform }: { terminal: Terminal; platform: Platform },
): Promise<ChannelProbe> {
  const { language, receivers } = config;
  let store: Promise<Store | undefined> | undefined;
  const visit = () => (store ??= visitIfThere(config, terminal));
  try {
    const made = channel.create(config, channelContext(config, platform, visit));
    const recipients = [...new Set(receivers.flatMap((receiver) => channel.recipients(receiver)))];
    const [first, ...others] = made;
    if (first === undefined) throw new Error(`channel ${channel.name} is not configured`);
    if (first.recipient === undefined) return await askServer(first, recipients, language);
    const destinations = await Promise.all([first, ...others].map((one) => askDestination(one, language)));
    return { server: undefined, recipients: destinations };
  } finally {
    await (await store)?.close();
  }
}

/** Asks a server about itself and all recipients. */
async function askServer(
  channel: Channel,
  asked: readonly string[],
  language: Language,
): Promise<ChannelProbe> {
  const { recipients, ...verdict } = await channel.verify(AbortSignal.timeout(MINUTE), asked);
  return {
    server: toServerResult(verdict, language),
    recipients: recipients.map(({ recipient, verdict: own }) => ({ recipient, ...toResult(own, language) })),
  };
}

/** Asks one of several destinations about itself. */
async function askDestination(
  channel: Channel,
  language: Language,
): Promise<ProbeResult & { recipient: string }> {
  const { recipient = '' } = channel;
  const { wasAsked, ...verdict } = await channel.verify(AbortSignal.timeout(MINUTE));
  if (wasAsked ?? true) return { recipient, ...toServerResult(verdict, language) };
  return { recipient, ok: true, wasAsked: false, detail: cliWords(language).check.notAsked };
}

function toServerResult(verdict: Verdict, language: Language): ProbeResult {
  if (verdict.outcome === 'delivered') return { ok: true, detail: verdict.response };
  return { ok: false, detail: `${verdict.reason}: ${verdict.response}`, hint: textOf(verdict, language) };
}

/** Opens the store, where the daemon may have kept something newer than the configuration has. */
async function visitIfThere({ storage }: Config, { clock }: Terminal): Promise<Store | undefined> {
  try {
    return await visitStore(storage, clock);
  } catch (error) {
    if (error instanceof StoreFault) return undefined;
    throw error;
  }
}

/** Reads the verdict on one address. A server that lets new senders wait has no fault. */
function toResult(verdict: Verdict, language: Language): ProbeResult {
  const words = cliWords(language).check.recipient;
  if (verdict.outcome === 'delivered') return { ok: true, detail: words.taken(verdict.response) };
  const standing = standingOf(verdict);
  return {
    ok: standing === 'later',
    detail: words[standing](verdict.response),
    hint: textOf(verdict, language),
  };
}

function standingOf({
  outcome,
  concern,
  hint,
}: Failure): 'refused' | 'later' | 'notNow' | 'notByAddress' | 'unsure' {
  if (outcome === 'permanent') return 'refused';
  if (hint === 'greylisted') return 'later';
  switch (concern) {
    case 'recipient':
      return 'notNow';
    case 'us':
    case 'channel':
      return 'notByAddress';
    case 'message':
    case 'unsure':
    case 'delay':
    case 'unanswered':
      return 'unsure';
  }
}

function textOf({ hint }: Failure, language: Language): string | undefined {
  return hint && hintText(hint, language);
}
