import { CHANNELS } from '../channel/channels.ts';
import { namedIn } from '../config/advice/named-receivers.ts';
import type { Config } from '../config/schema/schema.ts';
import { WATCHDOG } from '../core/incident/self-check.ts';
import type { PlannedRoute, ReceiverPlan } from '../core/message/receiver-plan.ts';
import type { MessageDisplay } from '../render/compose/display-message.ts';
import { receiversFromConfig } from './engine-from-config.ts';
import { watchdogReceivers } from './monitors-from-config.ts';

/** Returns the receivers in the order of the configuration, with their ways and with all that notifies them. */
export function receiverPlans(config: Config): readonly ReceiverPlan[] {
  const receivers = receiversFromConfig(config);
  return config.receivers.flatMap((block) => {
    const receiver = receivers.get(block.name);
    if (receiver === undefined) return [];
    const routes = receiver.routes.map((route): PlannedRoute => {
      const definition = CHANNELS.find(({ name }) => name === route.channel);
      const display: MessageDisplay = definition?.display(block) ?? {};
      const { language = config.language, timezone = config.timezone } = display;
      return { ...route, language, timezone };
    });
    return [{ ...receiver, routes, rules: notifiersOf(block.name, config) }];
  });
}

/** Returns the names of the rules and expectations that name a receiver, and of the watchdog where it notifies it. */
function notifiersOf(receiver: string, config: Config): string[] {
  const naming = [...config.rules, ...config.expectations].filter((one) => namedIn(one).includes(receiver));
  const names = naming.map(({ name }) => name);
  return watchdogReceivers(config).includes(receiver) ? [...names, WATCHDOG] : names;
}
