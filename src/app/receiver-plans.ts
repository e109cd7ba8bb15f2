import { CHANNELS } from '../channel/channels.ts';
import type { Config } from '../config/schema/schema.ts';
import { WATCHDOG } from '../core/incident/self-check.ts';
import type { PlannedRoute, ReceiverPlan } from '../core/message/receiver-plan.ts';
import type { MessageDisplay } from '../render/compose/display-message.ts';
import { receiversFromConfig } from './engine-from-config.ts';

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

function notifiersOf(receiver: string, { rules, expectations, watchdog, receivers }: Config): string[] {
  const named = [
    ...rules.map(({ name, receivers: own, owner, escalate }) => ({
      name,
      receivers: [
        ...own,
        ...Object.values(owner?.receivers ?? {}),
        ...escalate.flatMap((step) => step.receivers),
      ],
    })),
    ...expectations.map(({ name, receivers: own, escalate }) => ({
      name,
      receivers: [...own, ...escalate.flatMap((step) => step.receivers)],
    })),
    { name: WATCHDOG, receivers: watchdog.receivers ?? receivers.map(({ name }) => name) },
  ];
  return named.filter((one) => one.receivers.includes(receiver)).map(({ name }) => name);
}
