import { createHash, createHmac } from 'node:crypto';
import { MINUTE, type Instant } from '../../../src/platform/time.ts';
import { bareLinks, members, parsed } from './shown-text.ts';
import type { VendorReply, VendorRequest, VendorRules } from './stand-in.ts';

export interface TencentAlarmSettings {
  secretId: string;
  secretKey: string;
  policyId: string;
}

/** The message policies of an account in Tencent Cloud. It verifies TC3, with five minutes between the clocks. */
export function tencentPolicies({ secretId, secretKey, policyId }: TencentAlarmSettings): VendorRules {
  return (request, now) => {
    const { headers, body } = request;
    const authorization = headers.authorization ?? '';
    if (!authorization.includes(`Credential=${secretId}/`)) return failure('AuthFailure.SecretIdNotFound');
    if (Math.abs(Number(headers['x-tc-timestamp']) * 1_000 - now) > 5 * MINUTE)
      return failure('AuthFailure.SignatureExpire');
    if (!authorization.endsWith(`Signature=${signatureOf(request, secretKey)}`))
      return failure('AuthFailure.SignatureFailure');
    if (headers['x-tc-action'] !== 'SendCustomAlarmMsg' || headers['x-tc-version'] !== '2018-07-24')
      return failure('InvalidAction');
    const { Module: module, PolicyId: policy, Msg: text } = members(parsed(body));
    if (module !== 'monitor' || typeof text !== 'string' || text === '') return failure('InvalidParameter');
    if (policy !== policyId) return failure('InvalidParameterValue');
    return {
      body: { Response: { RequestId: REQUEST } },
      took: { text, links: bareLinks(text), mentions: [] },
    };
  };
}

const REQUEST = '3c140219-cfe9-470e-b241-907877d6fb03';

function failure(code: string): VendorReply {
  return { body: { Response: { Error: { Code: code, Message: code }, RequestId: REQUEST } } };
}

/** Signs the request as it came in, by the headers that it names (Tencent Cloud API 3.0, "Signature v3"). */
function signatureOf({ headers, body }: VendorRequest, secretKey: string): string {
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
  const timestamp = String(headers['x-tc-timestamp']);
  const date = dateOf(Number(timestamp) * 1_000);
  const signed = names.split(';').map((name) => `${name}:${String(headers[name]).trim().toLowerCase()}\n`);
  const canonical = `POST\n/\n\n${signed.join('')}\n${names}\n${sha256(body)}`;
  const toSign = `TC3-HMAC-SHA256\n${timestamp}\n${date}/monitor/tc3_request\n${sha256(canonical)}`;
  const ofDate = createHmac('sha256', `TC3${secretKey}`).update(date).digest();
  const ofService = createHmac('sha256', ofDate).update('monitor').digest();
  const ofRequest = createHmac('sha256', ofService).update('tc3_request').digest();
  return createHmac('sha256', ofRequest).update(toSign).digest('hex');
}

function dateOf(at: Instant): string {
  return Number.isFinite(at) ? new Date(at).toISOString().slice(0, 10) : '';
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
