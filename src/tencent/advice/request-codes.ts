import type { ErrorCodeTable } from '../../core/message/advice.ts';
import { ERROR_CODES } from './links.ts';

/** Codes about a request or a job description that the service does not take. */
export const REQUEST_CODES: ErrorCodeTable = {
  InvalidArgument: {
    means: { en: 'A parameter of the job or request is not valid.', 'zh-CN': '任务或请求的某个参数无效。' },
    action: {
      en: 'Read the message for the name of the parameter. Compare the job with the last one that worked.',
      'zh-CN': '从错误信息中找出参数名，与最近一次成功的任务对比。',
    },
    link: ERROR_CODES,
  },
  MissingContent: {
    means: { en: 'The request has no body.', 'zh-CN': '请求缺少包体。' },
    action: {
      en: 'Look at what submitted the job: it sent nothing, or a proxy dropped it.',
      'zh-CN': '检查提交任务的程序：没有发送内容，或被代理丢弃。',
    },
    link: ERROR_CODES,
  },
  InvalidContent: {
    means: {
      en: 'The body of the request is malformed, too large, or does not match its checksum.',
      'zh-CN': '请求包体格式不正确、过大，或与校验值不符。',
    },
    action: {
      en: 'Look at what submitted the job: is its XML whole, and is its length right?',
      'zh-CN': '检查提交任务的程序：XML 是否完整，长度是否正确？',
    },
    link: ERROR_CODES,
  },
  MissingContentLength: {
    means: { en: 'The request does not say how long it is.', 'zh-CN': '请求缺少 Content-Length。' },
    action: {
      en: 'Look at what submitted the job, or for a proxy that takes the header away.',
      'zh-CN': '检查提交任务的程序，或去掉该头的代理。',
    },
    link: ERROR_CODES,
  },
  InvalidHost: {
    means: {
      en: 'The host of the request is not the one of the bucket.',
      'zh-CN': '请求的 Host 与存储桶不符。',
    },
    action: {
      en: 'Check bucket, APPID and region in the address: BUCKET-APPID.ci.REGION.myqcloud.com.',
      'zh-CN': '检查地址中的存储桶、APPID 和地域：BUCKET-APPID.ci.REGION.myqcloud.com。',
    },
    link: ERROR_CODES,
  },
  InvalidUrl: {
    means: { en: 'The service has no such address.', 'zh-CN': '服务没有这个地址。' },
    action: {
      en: 'Check the URL in the job or request; keys with blanks or signs must be percent-encoded.',
      'zh-CN': '检查任务或请求中的 URL；含空格或特殊字符的对象键需要百分号编码。',
    },
    link: ERROR_CODES,
  },
  InvalidURI: {
    means: { en: 'The address of an object is not valid.', 'zh-CN': '对象地址无效。' },
    action: {
      en: 'Check the URL list of the job; keys with blanks or signs must be percent-encoded.',
      'zh-CN': '检查任务的 URL 列表；含空格或特殊字符的对象键需要百分号编码。',
    },
  },
  MethodNotAllowed: {
    means: { en: 'The address does not take this kind of request.', 'zh-CN': '该地址不支持此请求方法。' },
    action: {
      en: 'Look at what sent the request, and at the address it used.',
      'zh-CN': '检查发送请求的程序及其使用的地址。',
    },
  },
  PermanentRedirect: {
    means: { en: 'The resource has moved for good.', 'zh-CN': '资源已被永久移动。' },
    action: {
      en: 'Use the address of the region in which the bucket is.',
      'zh-CN': '使用存储桶所在地域的地址。',
    },
    link: ERROR_CODES,
  },
  TemporaryRedirect: {
    means: { en: 'The resource is elsewhere for a time.', 'zh-CN': '资源被临时移动。' },
    action: {
      en: 'Try again later; if it stays so, check region and address.',
      'zh-CN': '稍后重试；若持续出现，检查地域和地址。',
    },
    link: ERROR_CODES,
  },
  AuditingJobNotFound: {
    means: { en: 'The moderation job that was asked for does not exist.', 'zh-CN': '查询的审核任务不存在。' },
    action: {
      en: 'Check the id of the job, and the bucket it was asked of.',
      'zh-CN': '检查任务 ID 以及所查询的存储桶。',
    },
    link: ERROR_CODES,
  },
  RequestTimeout: {
    means: { en: 'The request did not arrive whole in time.', 'zh-CN': '请求未在时限内完整到达。' },
    action: {
      en: 'Try again; if it stays so, check the network between the sender and the service.',
      'zh-CN': '重试；若持续出现，检查发送方与服务之间的网络。',
    },
  },
};
