import type { ErrorCodeTable } from '../../core/message/advice.ts';
import { ERROR_CODES } from './links.ts';

/** Codes about what a job reads and writes: its objects and buckets. */
export const OBJECT_CODES: ErrorCodeTable = {
  ResourceNotFound: {
    means: { en: 'An input object does not exist.', 'zh-CN': '输入对象不存在。' },
    action: {
      en: 'Check the prefix, manifest or URL list of the job: was the object deleted, moved or renamed? Then submit a new job.',
      'zh-CN': '检查任务的前缀、清单或 URL 列表：对象是否已被删除、移动或改名？修正后重新提交任务。',
    },
    link: ERROR_CODES,
  },
  ResourceAccessDenied: {
    means: { en: 'CI has no right to read an input object.', 'zh-CN': '数据万象没有读取输入对象的权限。' },
    action: {
      en: 'Check that the service role CI_QCSRole is authorized and that no bucket policy denies it. Then submit a new job.',
      'zh-CN': '检查服务角色 CI_QCSRole 是否已授权，以及存储桶策略是否拒绝了该角色。修正后重新提交任务。',
    },
    link: ERROR_CODES,
  },
  ResourceDownloadFailed: {
    means: { en: 'An input object could not be downloaded.', 'zh-CN': '输入对象下载失败。' },
    action: {
      en: 'Try to download the object by hand: archived, empty and moved objects fail as well. If it works, submit the job again.',
      'zh-CN': '手动下载该对象试试：已归档、为空或已移走的对象也会失败。若可以下载，重新提交任务。',
    },
    link: ERROR_CODES,
  },
  ResourceNotSupported: {
    means: { en: 'The format of an input object is not supported.', 'zh-CN': '输入对象的格式不受支持。' },
    action: {
      en: 'Look at container and codec of the object. Take it out of the input, or convert it first; trying again does not help.',
      'zh-CN': '查看该对象的封装与编码格式。将其移出输入范围，或先转换格式；重试没有用。',
    },
    link: ERROR_CODES,
  },
  InvalidContentType: {
    means: {
      en: 'The content type of an object or request is not accepted.',
      'zh-CN': '对象或请求的内容类型不被接受。',
    },
    action: {
      en: 'Check the Content-Type with which the object was stored, and the format that the task expects.',
      'zh-CN': '检查对象存储时的 Content-Type，以及任务要求的格式。',
    },
  },
  WriteTargetBucketDenied: {
    means: {
      en: 'CI has no right to write to the output bucket.',
      'zh-CN': '数据万象没有写入输出存储桶的权限。',
    },
    action: {
      en: 'Check Output of the job (bucket and region), and that the service role CI_QCSRole may write there. Then submit a new job.',
      'zh-CN': '检查任务的 Output（存储桶和地域），并确认服务角色 CI_QCSRole 可以写入。修正后重新提交任务。',
    },
  },
  UnavailableForLegalReasons: {
    means: {
      en: 'The object or bucket is blocked for legal reasons.',
      'zh-CN': '对象或存储桶因合规原因被封禁。',
    },
    action: {
      en: 'Ask the support of the vendor, with the request id. Nothing else can lift the block.',
      'zh-CN': '携带请求 ID 联系厂商支持。只有厂商能解除封禁。',
    },
    link: ERROR_CODES,
  },
  NoSuchBucket: {
    means: { en: 'A bucket does not exist.', 'zh-CN': '存储桶不存在。' },
    action: {
      en: 'Check name, APPID and region of the bucket: was it deleted?',
      'zh-CN': '检查存储桶的名称、APPID 和地域：是否已被删除？',
    },
  },
  InvalidBucketName: {
    means: { en: 'The name of a bucket is not valid.', 'zh-CN': '存储桶名称无效。' },
    action: {
      en: 'Check the bucket in Input and Output of the job: its name ends in -APPID.',
      'zh-CN': '检查任务 Input 和 Output 中的存储桶：名称应以 -APPID 结尾。',
    },
  },
  InvalidRegionName: {
    means: { en: 'The name of a region is not valid.', 'zh-CN': '地域名称无效。' },
    action: {
      en: 'Check the region in Output of the job; short names look like ap-beijing.',
      'zh-CN': '检查任务 Output 中的地域；简称形如 ap-beijing。',
    },
  },
};
