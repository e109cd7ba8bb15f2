import type { EnrichmentFaultKind } from '../../core/job/enrichment-fault.ts';
import type { Language } from '../../core/message/message.ts';

/** A call that failed: the code of the answer, and the action that was asked for. */
interface EnrichmentFaultText {
  code: string;
  kind: EnrichmentFaultKind;
  action: string;
}

/** Says why a call failed, in each language: the code and its meaning, or the right that is missing. */
export const ENRICHMENT_FAULT: Readonly<Record<Language, (fault: EnrichmentFaultText) => string>> = {
  en: ({ code, kind, action }) =>
    kind === 'right-missing' ? `${code}; allow ${action}` : `${code}${ENGLISH[kind]}`,
  'zh-CN': ({ code, kind, action }) =>
    kind === 'right-missing' ? `${code}，请授予 ${action} 权限` : `${code}${CHINESE[kind]}`,
};

const ENGLISH = {
  auth: ' (the credentials were refused)',
  throttled: ' (too many requests)',
  timeout: ' (no answer in time)',
  network: ' (no connection)',
  server: ' (a fault of the service)',
  malformed: ' (malformed answer)',
  refused: '',
} as const;

const CHINESE = {
  auth: '（密钥被拒绝）',
  throttled: '（请求过于频繁）',
  timeout: '（未及时应答）',
  network: '（无法连接）',
  server: '（服务端故障）',
  malformed: '（应答格式有误）',
  refused: '',
} as const;
