import type { ErrorCodeTable } from '../../core/message/advice.ts';
import { ERROR_CODES } from './links.ts';

/** Codes about the service itself. */
export const SERVICE_CODES: ErrorCodeTable = {
  SlowDown: {
    means: { en: 'Too many requests were sent.', 'zh-CN': '请求过于频繁。' },
    action: {
      en: 'Lower the rate of whoever sends the most, or ask the vendor for a higher limit.',
      'zh-CN': '降低发送最多的一方的频率，或向厂商申请提高上限。',
    },
    link: ERROR_CODES,
  },
  InternalError: {
    means: { en: 'The service has a fault of its own.', 'zh-CN': '服务内部错误。' },
    action: {
      en: 'Submit the job again. If it fails again, ask the support of the vendor, with the job id and the request id.',
      'zh-CN': '重新提交任务。若再次失败，携带任务 ID 和请求 ID 联系厂商支持。',
    },
    link: ERROR_CODES,
  },
  ServiceUnavailable: {
    means: { en: 'The service is not available at the moment.', 'zh-CN': '服务暂时不可用。' },
    action: {
      en: 'Look at the status page of the vendor, wait, and submit the job again.',
      'zh-CN': '查看厂商的服务状态，稍候再重新提交任务。',
    },
    link: ERROR_CODES,
  },
  NotImplemented: {
    means: {
      en: 'The service does not offer this, or not in this region.',
      'zh-CN': '服务不提供此功能，或该地域不提供。',
    },
    action: {
      en: 'Ask the support of the vendor whether the region offers it; trying again does not help.',
      'zh-CN': '向厂商支持确认该地域是否提供；重试没有用。',
    },
    link: ERROR_CODES,
  },
};
