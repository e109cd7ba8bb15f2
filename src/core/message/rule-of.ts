import type { Message } from './message.ts';

/** Returns the rule, expectation or monitor that opened a message's incident. Empty where there is none. */
export function ruleOf({ story, jobs }: Message): string {
  // Messages that were stored before stories named it have it in their jobs.
  return story?.rule ?? jobs[0]?.rule ?? '';
}
