import { expect, it } from 'vitest';
import { signWebhook } from '../../../../src/channel/webhook/sign.ts';
import { Secret } from '../../../../src/platform/secret.ts';

it('a webhook is signed as the example of Standard Webhooks', () => {
  const message = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    sentAt: 1_614_265_330_999,
    body: '{"test": 2432232314}',
  };
  expect(signWebhook(message, [new Secret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')])).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});
