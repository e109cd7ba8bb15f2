import type { VendorPages } from '../../core/message/vendor-pages.ts';

/** Tencent's pages on batch jobs. */
export const TENCENT_PAGES: VendorPages = {
  /** No page of one job is documented. From here lead Jobs and workflows > Batch data processing > Execution result. */
  console({ bucket, region }) {
    const query = new URLSearchParams({ bucket, region });
    return `https://console.cloud.tencent.com/ci/bucket?${query.toString()}`;
  },
  states: 'https://cloud.tencent.com/document/product/460/76894',
  queue: 'https://www.tencentcloud.com/document/api/1045/72940',
};
