import { isUsualReason, notificationKindWord } from '../render/words/notification-kind-words.ts';
import { readFallback } from '../core/incident/message-fallback.ts';
import { formatDuration } from '../platform/time.ts';
import { holderWord, reasonWord } from '../render/words/reason-words.ts';
import { copyFates } from './delivery-text.ts';
import type { EntryOf, Hold, TimelineLine } from './timeline-entry.ts';
import type { TimelineWords } from './locale/en.ts';

/** Says what happened to an incident. */
export function eventLine(entry: EntryOf<'event'>, words: TimelineWords): TimelineLine {
  const { event, hold } = entry;
  const { kind } = event;
  const reason = reasonWord(event.reason, words.tag);
  const receiver = event.receiver ?? '';
  const detail = event.detail ?? '';
  switch (kind) {
    case 'opened':
      return { text: openedText(entry, words) };
    case 'notified':
      return notifiedLine(entry, words);
    case 'held':
      return { text: words.heldFor(receiver, holdText(hold, words)), until: hold.until };
    case 'dropped':
      return { text: words.dropped(receiver, reason) };
    case 'silenced':
      return { text: words.covered(holdText(hold, words)), until: hold.until };
    case 'acknowledged':
    case 'resent':
    case 'settled':
      return { text: words[kind](detail) };
    case 'escalated':
      return { text: words.escalated(receiver, reason) };
    case 'fell-back':
    case 'fallback-ended':
      return { text: fallbackText(event, words) };
    case 'closed':
      return { text: closedText(event.reason, detail, words) };
    case 'silence-ended':
      return { text: words.uncovered };
    case 'flapping':
      return { text: words.flapping };
  }
}

/** Says what holds something back, and who set that: `silenced by silence 3 (ada: upgrade)`. */
export function holdText({ reason, by, silence }: Hold, words: TimelineWords): string {
  const named = by?.startsWith(reason) === true ? by : reason;
  const holder = by === null || named === by ? '' : words.by(holderWord(by, words.tag));
  const held = `${holderWord(named, words.tag)}${holder}`;
  const whose = [silence?.author ?? '', silence?.comment ?? ''].filter((text) => text !== '');
  return whose.length === 0 ? held : words.note(held, whose.join(words.colon));
}

/** A condition has a reason of its own. Jobs have none but the rule. */
function openedText({ event, incident }: EntryOf<'event'>, words: TimelineWords): string {
  const opened = words.opened(incident.id, incident.rule);
  return event.reason === incident.rule ? opened : words.note(opened, reasonWord(event.reason, words.tag));
}

/** Names the kind of the message, and the reason where it is not the usual one. */
function notifiedLine({ event, notified }: EntryOf<'event'>, words: TimelineWords): TimelineLine {
  const { receiver, detail, reason } = event;
  const kind = notificationKindWord(detail ?? '', words.tag);
  const isUsual = isUsualReason(detail ?? '', reason);
  return {
    text: words.notified(receiver ?? '', isUsual ? kind : words.note(kind, reasonWord(reason, words.tag))),
    fate:
      notified === undefined
        ? words.pruned
        : words.list([notified.messageId, ...copyFates(notified.entries, words)]),
  };
}

/** `notified lead: oncall by wecom waited for 10 min`. */
function fallbackText({ receiver, reason, detail }: EntryOf<'event'>['event'], words: TimelineWords): string {
  const { fallback, units } = words;
  const { receiver: missed, channel, waited } = readFallback(detail ?? '');
  const isKnown = (key: string): key is keyof typeof fallback => Object.hasOwn(fallback, key);
  const why = isKnown(reason)
    ? fallback[reason](missed, channel, formatDuration(waited, units))
    : reasonWord(reason, words.tag);
  return words.notified(receiver ?? '', why);
}

function closedText(reason: string, by: string, words: TimelineWords): string {
  if (reason === 'manual' && by !== '') return words.closedBy(by);
  return new Map(Object.entries(words.closed)).get(reason) ?? reasonWord(reason, words.tag);
}
