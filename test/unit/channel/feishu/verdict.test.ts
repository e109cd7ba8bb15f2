import { expect, it } from 'vitest';
import { feishuVerdict } from '../../../../src/channel/feishu/verdict.ts';

it.each([
  [19_021, 'check-signature'],
  [19_022, 'check-our-address'],
  [19_024, 'check-keyword'],
])('Feishu refuses by its security settings: %i', (code, hint) => {
  const body = JSON.stringify({ code, msg: 'refused' });
  const verdict = feishuVerdict({ status: 200, headers: {}, body });
  expect(verdict).toEqual({ means: 'refused', why: 'destination', hint });
});
