import type { DeliveryHint } from '../../../core/delivery-hint.ts';
import type { DeliveryFailureReason } from '../../../outbox/channel.ts';
import { BatchwatchError } from '../../../platform/errors.ts';

export type OAuth2FaultReason = Exclude<DeliveryFailureReason, 'permanent'>;

/** A login by OAuth2 failed: no access token could be had, or the mail server refused it. Holds no secret. */
export class OAuth2Fault extends BatchwatchError {
  declare readonly reason: OAuth2FaultReason;
  readonly advice: DeliveryHint | undefined;

  constructor(
    message: string,
    details: {
      reason: OAuth2FaultReason;
      advice?: DeliveryHint | undefined;
      cause?: unknown;
    },
  ) {
    const { reason, advice, cause } = details;
    super(message, { code: `oauth2-${reason}`, reason, retryable: true, cause });
    this.advice = advice;
  }
}
