import { CHANNELS, type ChannelOfList } from '../../../channel/channels.ts';
import type { Config } from '../../../config/schema/schema.ts';
import type { TargetConfig } from '../../../config/schema/target-schema.ts';
import { cliWords } from '../../locale/cli-words.ts';

/** The questions of `--online` and `--store`. A probe bounds its own time. A fault of the other side is a result. */
export interface Probes {
  /** One signed request. */
  target(config: Config, target: TargetConfig): Promise<ProbeResult>;
  /** Reads the whole file of the store. */
  store(config: Config): Promise<ProbeResult>;
  /** Asks for each recipient, and sends nothing. Called only for channels that are configured. */
  channel(config: Config, channel: ChannelOfList): Promise<ChannelProbe>;
}

export interface ProbeResult {
  ok: boolean;
  /** False where nothing can be asked without a message. Left out: it was asked. */
  wasAsked?: false;
  /** The answer in one line, without secrets. */
  detail: string;
  hint?: string | undefined;
}

export interface ChannelProbe {
  /** The answer of the server for all recipients. `undefined` where each recipient has a server of its own. */
  server: ProbeResult | undefined;
  /** The answer for each recipient that was asked. */
  recipients: readonly (ProbeResult & { recipient: string })[];
}

export interface OnlineResult extends ProbeResult {
  /** `target media`, `smtp` or `smtp oncall@example.com`, for machines. */
  probe: string;
  /** The name of the probe for people. */
  probed: string;
}

/** Probes all at once, so that a hanging one holds up no other. The results come in the order of the file. */
export async function probeAll(
  config: Config,
  { probes, online, store }: { probes: Probes; online: boolean; store: boolean },
): Promise<readonly OnlineResult[]> {
  const words = cliWords(config.language).check;
  const kept = store ? [{ probe: 'store', probed: words.probed.store, ...(await probes.store(config)) }] : [];
  if (!online) return kept;
  const targets = config.targets.map(async (target) => [
    {
      probe: `target ${target.name}`,
      probed: words.probed.target(target.name),
      ...(await probes.target(config, target)),
    },
  ]);
  const channels = CHANNELS.filter((channel) => isConfigured(channel, config)).map((channel) =>
    probeChannel(config, channel, probes),
  );
  return [...kept, ...(await Promise.all([...targets, ...channels])).flat()];
}

function isConfigured(channel: ChannelOfList, config: Config): boolean {
  const hasServer = Object.keys(channel.serverKeys).some((key) => Object.hasOwn(config, key));
  return hasServer || config.receivers.some((receiver) => channel.recipients(receiver).length > 0);
}

async function probeChannel(config: Config, channel: ChannelOfList, probes: Probes): Promise<OnlineResult[]> {
  const { recipients, server } = await probes.channel(config, channel);
  const [names, words] = [channel.probed('en'), channel.probed(config.language)];
  return [
    ...(server === undefined ? [] : [{ probe: names.channel, probed: words.channel, ...server }]),
    ...recipients.map(({ recipient, ...asked }) => ({
      probe: names.recipient(recipient),
      probed: words.recipient(recipient),
      ...asked,
    })),
  ];
}
