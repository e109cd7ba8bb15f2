import type { TryOutcome } from '../../../actions/try-receiver.ts';

/** The answers to a test that was not sent. Pages use their status. */
export const TRY_REFUSALS = {
  'unknown-receiver': {
    status: 404,
    title: 'no such receiver',
    detail: 'GET /api/v1/receivers lists those that are configured.',
  },
  'unknown-channel': {
    status: 422,
    title: 'the receiver has no such channel',
    detail: 'GET /api/v1/receivers lists the channels of each.',
  },
  'unknown-incident': {
    status: 422,
    title: 'no such incident',
    detail: 'GET /api/v1/incidents lists them. Give the whole id.',
  },
  'no-message': {
    status: 422,
    title: 'no message about the incident was written yet',
    detail: 'It is held, or notifies nobody. Its page says why.',
  },
  'too-many': {
    status: 429,
    title: 'others have just tested this receiver',
    detail: 'Wait a minute: tests must leave room for real messages.',
  },
} as const satisfies Readonly<Record<Extract<TryOutcome, string>, object>>;
