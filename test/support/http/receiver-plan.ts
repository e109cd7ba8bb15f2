import type { ReceiverPlan } from '../../../src/core/message/receiver-plan.ts';

/** A receiver by mail, as a configuration has it. */
export function receiverPlan(name: string): ReceiverPlan {
  const route = { channel: 'email', recipients: [`${name}@example.com`] };
  return {
    name,
    routes: [{ ...route, language: 'en', timezone: 'UTC' }],
    rules: ['failures', 'watchdog'],
  };
}
