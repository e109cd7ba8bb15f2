import type { IncidentStory, Message, MessageTest } from '../../core/message/message.ts';
import { envelope, type Sending } from './compose-message.ts';
import { displayMessage } from './display-message.ts';

/** A test that somebody asked for: its subject and its author. */
export interface TestWish {
  /** An id that is no incident's: nothing that the test does may touch a real one at the other side. */
  id: string;
  by: string;
  /** The message that the test repeats. Left out: it only proves that messages arrive. */
  repeats?: Message | undefined;
}

/**
 * Makes a test message. One that repeats another says the same, in the words of today's settings. It belongs to no
 * thread, and nobody can acknowledge by it: a click would count for the real incident.
 */
export function composeTest({ id, by, repeats }: TestWish, { defaults, receiver, now }: Sending): Message {
  const common = { ...envelope(id, defaults, receiver), kind: 'test' as const, createdAt: now };
  if (repeats === undefined) return { ...common, severity: 'info', jobs: [], counts: [], test: { by } };
  const {
    inReplyTo: _thread,
    incidents: _several,
    story,
    ...content
  } = displayMessage(repeats, defaults, defaults.errorCodes);
  const test: MessageTest = { by, of: { incident: repeats.incident, kind: repeats.kind } };
  return { ...content, ...common, ...(story !== undefined && { story: withoutLink(story) }), test };
}

function withoutLink({ acknowledgeUrl: _link, ...story }: IncidentStory): IncidentStory {
  return story;
}
