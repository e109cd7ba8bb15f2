import type { Text } from '../../core/message/advice.ts';

/** The vendor's page of error codes. */
export const ERROR_CODES: Text = {
  en: 'https://www.tencentcloud.com/document/product/436/46214',
  'zh-CN': 'https://www.tencentcloud.com/zh/document/api/436/46214',
};

/** The vendor's page of queues and their two states. */
export const QUEUES: Text = {
  en: 'https://www.tencentcloud.com/document/product/1045/72939',
  'zh-CN': 'https://cloud.tencent.com/document/product/436/54045',
};

/** The vendor's page of the list of batch jobs, with what a bucket needs for it. */
export const BATCH_JOBS: Text = {
  en: 'https://cloud.tencent.com/document/product/460/76894',
  'zh-CN': 'https://cloud.tencent.com/document/product/460/76894',
};
