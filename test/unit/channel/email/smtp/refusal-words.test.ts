import { describe, expect, it } from 'vitest';
import { refusalSubject } from '../../../../../src/channel/email/smtp/refusal-words.ts';

describe('the words of a refusal', () => {
  // By a pattern that takes time square to the text, each of these takes hours.
  it.each(['over', 'exceed', 'reach', 'limit', 'rate ', 'user ', 'mailbox ', 'message ', 'x'])(
    'are read in time linear to their length: %s',
    (word) => {
      expect(refusalSubject(word.repeat(300_000))?.subject).not.toBe('recipient');
    },
  );

  it.each([
    ['quota exceeded for this mailbox', 'mailbox'],
    ['you have exceeded your hourly sending limit', 'rate'],
    ['message exceeds the maximum message size', 'message'],
  ])('are known as before: %s', (words, subject) => {
    expect(refusalSubject(words)?.subject).toBe(subject);
  });
});
