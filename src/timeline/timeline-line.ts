import { RATE_CAPPED } from '../core/incident/lifecycle.ts';
import { formatDuration, type Instant } from '../platform/time.ts';
import { joinedText, leftText } from '../render/words/member-words.ts';
import { reasonWord } from '../render/words/reason-words.ts';
import { attemptText, copyFates } from './delivery-text.ts';
import { eventLine, holdText } from './event-line.ts';
import { objectsText } from './objects-text.ts';
import type { EntryOf, TimelineEntry, TimelineLine, TransitionStory } from './timeline-entry.ts';
import type { TimelineWords } from './locale/en.ts';

export function timelineLine(entry: TimelineEntry, words: TimelineWords): TimelineLine {
  const { tag, list } = words;
  switch (entry.kind) {
    case 'observation':
      return { text: changesText(entry, words) };
    case 'transition':
      return { text: transitionText(entry.transition, words) };
    case 'objects':
      return { text: objectsText(entry.details, words) };
    case 'nobody':
      return { text: words.nobody };
    case 'decision':
      return decisionLine(entry, words);
    case 'event':
      return eventLine(entry, words);
    case 'joined':
      return { text: joinedText(entry, { state: entry.state, incident: entry.incident.id }, tag) };
    case 'left':
      return { text: leftText(entry, entry.end, tag) };
    case 'notification': {
      const { messageId, receiver, entries } = entry.notification;
      return { text: words.notification(messageId, receiver, list(copyFates(entries, words))) };
    }
    case 'rate-capped':
      return { text: words.rateCapped(list(entry.destinations), reasonWord(RATE_CAPPED, tag)) };
    case 'attempt':
      return { text: attemptText(entry, words) };
  }
}

/** Returns all of an entry in one line, for readers of nothing but the timeline. */
export function wholeLine(
  entry: TimelineEntry,
  words: TimelineWords,
  showTime: (at: Instant) => string,
): string {
  const { text, fate, until = null } = timelineLine(entry, words);
  const whole = fate === undefined ? text : words.list([text, fate]);
  return until === null ? whole : `${whole}${words.until}${showTime(until)}`;
}

function changesText({ changes, note }: EntryOf<'observation'>, words: TimelineWords): string {
  const changed = Object.entries(changes).map(([field, [before, after]]) =>
    words.changed(field, before, after),
  );
  return words.list(note === null ? changed : [words.notes[note], ...changed]);
}

function transitionText(transition: TransitionStory, words: TimelineWords): string {
  const { from_state: from, to_state: to, previous_since: previousSince, since, baseline } = transition;
  const lasted = previousSince === null ? undefined : formatDuration(since - previousSince, words.units);
  const moved = from === to ? words.seenAgain(to) : words.moved(from ?? '', to, lasted);
  const seen = from === null ? words.firstSeen(to) : moved;
  return `${seen}${baseline === 1 ? words.baseline : ''}${words.poll(transition.poll_id)}`;
}

function decisionLine({ decision, wait }: EntryOf<'decision'>, words: TimelineWords): TimelineLine {
  const { receiver, rule, outcome } = decision;
  const reason = reasonWord(decision.reason, words.tag);
  const text = words.decision({ isNotified: outcome === 'notify', receiver, rule, reason });
  if (wait === undefined) return { text };
  if (typeof wait === 'string') return { text: words.list([text, words.waits[wait]]) };
  return { text: words.list([text, words.held(holdText(wait, words))]), until: wait.until };
}
