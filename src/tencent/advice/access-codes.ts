import type { ErrorCodeTable } from '../../core/message/advice.ts';
import { ERROR_CODES } from './links.ts';

/** Codes about keys, signatures and rights. */
export const ACCESS_CODES: ErrorCodeTable = {
  AccessDenied: {
    means: { en: 'The key or role has no right to do this.', 'zh-CN': '密钥或角色没有执行此操作的权限。' },
    action: {
      en: 'Read the message, which often holds the real reason. Compare the CAM policy of the key and the bucket policy with what was tried.',
      'zh-CN': '先看错误信息，其中往往写明真正原因。再对照所做操作检查密钥的 CAM 策略和存储桶策略。',
    },
    link: ERROR_CODES,
  },
  MissingAuthorization: {
    means: { en: 'The request was not signed.', 'zh-CN': '请求没有签名。' },
    action: {
      en: 'Look for a proxy that takes the Authorization header away.',
      'zh-CN': '检查是否有代理去掉了 Authorization 头。',
    },
    link: ERROR_CODES,
  },
  InvalidAuthorization: {
    means: { en: 'The signature has a wrong form.', 'zh-CN': '签名格式不正确。' },
    action: {
      en: 'Check secret id, secret key and token for stray blanks and for pairs that do not belong together.',
      'zh-CN': '检查 SecretId、SecretKey 和 Token 是否含多余空白，以及是否成对。',
    },
    link: ERROR_CODES,
  },
  SecretidNotExist: {
    means: {
      en: 'The secret id is unknown: deleted, disabled or mistyped.',
      'zh-CN': 'SecretId 不存在：已删除、已禁用或写错。',
    },
    action: {
      en: 'Look the key up in the CAM console. If it was rotated, put the new one in place.',
      'zh-CN': '在访问管理控制台查找该密钥。若已轮换，请换上新密钥。',
    },
    link: ERROR_CODES,
  },
  InvalidAccessKeyId: {
    means: {
      en: 'The secret id is unknown: deleted, disabled or mistyped.',
      'zh-CN': 'SecretId 不存在：已删除、已禁用或写错。',
    },
    action: {
      en: 'Look the key up in the CAM console. If it was rotated, put the new one in place.',
      'zh-CN': '在访问管理控制台查找该密钥。若已轮换，请换上新密钥。',
    },
  },
  SignatureExpired: {
    means: { en: 'The signature was no longer valid when it arrived.', 'zh-CN': '签名到达时已过期。' },
    action: {
      en: 'Check the clock of the machine that signed, and whether the request was held up on its way.',
      'zh-CN': '检查签名机器的时钟，以及请求是否在途中被延误。',
    },
    link: ERROR_CODES,
  },
  SignatureDoesNotMatch: {
    means: {
      en: 'The secret key does not belong to the secret id, or the request was changed on its way.',
      'zh-CN': 'SecretKey 与 SecretId 不匹配，或请求在途中被改动。',
    },
    action: {
      en: 'Check the pair of keys first, then any proxy on the way.',
      'zh-CN': '先检查密钥对，再检查途中的代理。',
    },
  },
  RequestTimeTooSkewed: {
    means: {
      en: 'The clock of the machine that signed is off by more than 15 minutes.',
      'zh-CN': '签名机器的时钟偏差超过 15 分钟。',
    },
    action: { en: 'Set the clock by NTP.', 'zh-CN': '通过 NTP 校准时钟。' },
  },
  ExpiredToken: {
    means: { en: 'The temporary key has ended.', 'zh-CN': '临时密钥已过期。' },
    action: {
      en: 'Fetch a new temporary key, and find out why it was not renewed in time.',
      'zh-CN': '获取新的临时密钥，并查明为何没有及时更新。',
    },
  },
};
