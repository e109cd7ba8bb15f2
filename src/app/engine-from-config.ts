import type { MessageDefaults } from '../render/compose/compose-message.ts';
import type { Receiver } from '../core/receiver.ts';
import { CHANNELS } from '../channel/channels.ts';
import { calendarFromConfig } from './calendar-from-config.ts';
import { conditionPolicies } from './monitors-from-config.ts';
import type { Config } from '../config/schema/schema.ts';
import type { TargetConfig } from '../config/schema/target-schema.ts';
import type { Rule } from '../core/rule/rule.ts';
import { IncidentEngine } from '../engine/incident-engine.ts';
import type { Monitors } from '../engine/context/monitors.ts';
import { readDetails } from '../tencent/job/details.ts';
import type { PolledTarget } from '../poll/port/polled-target.ts';
import type { AcknowledgeLinks } from '../http/auth/acknowledge-links.ts';
import { errorCodes } from '../tencent/advice/error-codes.ts';

/** Joins what turns transitions into incidents, and incidents into messages. */
export function engineFromConfig(
  config: Config,
  {
    newId,
    links,
    monitors,
  }: {
    newId: () => string;
    links: Pick<AcknowledgeLinks, 'url'>;
    /** Left out where nobody polls. */
    monitors?: Monitors;
  },
): IncidentEngine {
  const { rules, server } = config;
  return new IncidentEngine(
    {
      rules: rules.map(ruleFromConfig),
      conditions: conditionPolicies(config),
      receivers: receiversFromConfig(config),
      defaults: messageDefaultsFromConfig(config),
      acknowledgeUrl: (incident, link) => links.url(server.publicUrl, { incident, ...link }),
      newIncident: newId,
      details: readDetails,
    },
    calendarFromConfig(config),
    monitors,
  );
}

/** RFC 2606 §2: it can be nobody's. */
const NO_DOMAIN = 'batchwatch.invalid';

/** The receivers, by name. */
export function receiversFromConfig({ receivers }: Config): ReadonlyMap<string, Receiver> {
  return new Map(receivers.map((receiver) => [receiver.name, toReceiver(receiver)]));
}

function toReceiver(receiver: Config['receivers'][number]): Receiver {
  const routes = CHANNELS.map((channel) => ({
    channel: channel.name,
    recipients: channel.recipients(receiver),
    severities: channel.severities(receiver),
    wantsEach: channel.wantsEach,
    hasLanes: channel.usualRate !== undefined,
  }));
  const { name, fallback } = receiver;
  return { name, fallback, routes: routes.filter(({ recipients }) => recipients.length > 0) };
}

/** The parts that every message has. */
export function messageDefaultsFromConfig(config: Config): MessageDefaults {
  const { timezone, language, server } = config;
  const [messageDomain = NO_DOMAIN] = CHANNELS.flatMap((channel) => channel.messageDomain(config) ?? []);
  const { publicUrl } = server;
  return { timezone, language, errorCodes: errorCodes(config.errorCodes), publicUrl, messageDomain };
}

/** A target as its poller knows it. */
export function targetFromConfig(target: TargetConfig, { rules }: Config): PolledTarget {
  return { ...target, rules: rules.map(ruleFromConfig) };
}

function ruleFromConfig(rule: Config['rules'][number]): Rule {
  const { groupBy, repeat, flapping, owner, tooLong, ...rest } = rule;
  return {
    ...rest,
    groupBy,
    repeat,
    flapping: flapping === 'off' ? undefined : flapping,
    owner: owner && { ...owner, receivers: new Map(Object.entries(owner.receivers)) },
    tooLong,
  };
}
