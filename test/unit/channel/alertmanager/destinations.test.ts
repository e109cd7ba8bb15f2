import { expect, it } from 'vitest';
import { z } from 'zod';
import { alertmanager } from '../../../../src/channel/alertmanager/alertmanager.ts';

it('an Alertmanager that is named twice is one destination', () => {
  const schema = z.strictObject({ name: z.string(), ...alertmanager.receiverKeys });
  const urls = ['http://127.0.0.1:9093', 'http://127.0.0.1:9093'];
  const receiver = schema.parse({ name: 'oncall', alertmanager: { urls } });
  expect(alertmanager.recipients(receiver)).toHaveLength(1);
});
