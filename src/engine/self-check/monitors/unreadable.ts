import type { Monitor } from './monitor.ts';

/** A target whose polls fail. Refused credentials do not pass by themselves: they are notified at once. */
export const unreadable: Monitor = {
  name: 'unreadable',
  find: ({ targets, watchdog, lasts, writer: { words, ...writer } }) =>
    targets.flatMap(({ name: target, failedPolls: polls, failingSince, fault }) => {
      if (polls === 0 || failingSince === undefined || fault === undefined) return [];
      const isRefused = fault.reason === 'auth';
      if (polls < watchdog.limits.unreadableAfter && !isRefused && !lasts(target)) return [];
      const text = { target, polls, since: writer.time(failingSince), fault: writer.fault(fault) };
      return isRefused
        ? { reason: 'credentials-refused', about: target, target, summary: words.credentialsRefused(text) }
        : { reason: 'target-unreadable', about: target, target, summary: words.unreadable(text) };
    }),
};
