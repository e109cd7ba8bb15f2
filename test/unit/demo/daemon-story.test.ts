import { describe, expect, it } from 'vitest';
import { narrateLogLine } from '../../../src/demo/daemon-story.ts';

const nameOf = (jobId: string) => `name of ${jobId}`;
const narrate = (fields: object) =>
  narrateLogLine(JSON.stringify({ level: 'info', ...fields }), nameOf)?.text;

describe('a line of the log, for a person', () => {
  it('names the job that moved and who is notified of it, by which rule', () => {
    const decisions = [
      { reason: 'state-changed', rule: 'pauses', receiver: 'oncall' },
      { reason: 'state-changed', rule: 'pauses', receiver: 'team' },
    ];
    expect(narrate({ msg: 'job transition', job_id: 'b1', from: 'Running', to: 'Pause', decisions })).toBe(
      'name of b1: Running -> Pause; rule pauses notifies oncall, team',
    );
  });

  it('shows a job that nobody hears of without naming a rule', () => {
    const decisions = [{ reason: 'no-rule-matched' }];
    expect(narrate({ msg: 'job transition', job_id: 'b1', to: 'Failed', decisions })).toBe(
      'name of b1: is new, Failed',
    );
  });

  it('passes over a poll without a change, and over lines that it does not know', () => {
    expect(narrate({ msg: 'poll complete', jobs: 9, transitions: 0 })).toBeUndefined();
    expect(narrate({ msg: 'listening', url: 'http://127.0.0.1:1' })).toBeUndefined();
    expect(narrate({ msg: 'poll complete', duration_ms: 7, jobs: 1, transitions: 1, notifications: 2 })).toBe(
      'poll in 7 ms: 1 job read, 1 changed, 2 messages to send',
    );
  });

  it('says when a message that was not taken is tried again, and that it was delivered in the end', () => {
    const times = { time: '2026-11-23T10:00:00.000Z', next_attempt_at: '2026-11-23T10:00:05.100Z' };
    expect(
      narrate({ msg: 'notification not delivered yet', attempt: 1, response: '421 busy', ...times }),
    ).toBe('attempt 1 to send the message failed: 421 busy; kept in the outbox, tried again in 5 s');
    expect(narrate({ msg: 'notification delivered', attempt: 2 })).toBe(
      'the message is delivered at attempt 2: nothing was lost',
    );
    expect(narrate({ msg: 'notification delivered', attempt: 1 })).toBeUndefined();
  });

  it('says why a poll failed', () => {
    expect(narrate({ msg: 'poll failed', err: { message: 'the service answered 503' } })).toContain(
      'the service answered 503',
    );
  });
});
