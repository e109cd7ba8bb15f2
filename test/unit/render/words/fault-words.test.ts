import { expect, it } from 'vitest';
import { faultWords } from '../../../../src/render/words/fault-words.ts';
import {
  garbledFailure,
  proxyConnectionFailure,
  refusedByProxy,
  silentProxyFailure,
} from '../../../../src/platform/http/http-failure.ts';
import { readHttpProxy, type HttpProxy } from '../../../../src/platform/http/http-proxy.ts';
import { networkFault, proxyFault } from '../../../../src/tencent/request/faults.ts';
import { endlessList } from '../../../../src/poll/read-pages.ts';
import { unreadableRows } from '../../../../src/poll/unreadable-rows.ts';

const proxy = proxyAt('proxy.example:3128');
const withLogin = proxyAt('user:word@proxy.example:3128');
const HOST = 'media-1250000000.ci.ap-beijing.myqcloud.com';

/** What the program says of its sources, by the parts that say it. */
const FAULTS: readonly { message: string; hint?: string | undefined }[] = [
  ...[
    proxyConnectionFailure(new Error('ECONNREFUSED'), proxy),
    garbledFailure(proxy),
    silentProxyFailure(proxy, 5_000),
    refusedByProxy(407, { proxy, host: HOST }),
    refusedByProxy(407, { proxy: withLogin, host: HOST }),
    refusedByProxy(403, { proxy, host: HOST }),
  ].map(proxyFault),
  ...['ENOTFOUND', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'EPIPE'].map((code) =>
    networkFault(Object.assign(new Error(code), { code }), HOST),
  ),
  unreadableRows(1),
  unreadableRows(7),
  endlessList(),
  { message: 'the metadata service answered 404' },
  { message: `the metadata service: no answer from metadata.tencentyun.com: ECONNREFUSED` },
  { message: 'the metadata service gave no key for role watcher' },
  { message: 'STS answered 503' },
  {
    message: 'no credentials file: looked for /root/.tccli/default.credential, /etc/tencentcloud/credentials',
    hint: 'Write secret_id and secret_key under [default] into ~/.tencentcloud/credentials.',
  },
  { message: '/etc/tencentcloud/credentials holds no complete key' },
  { message: '/etc/tencentcloud/credentials cannot be read (EACCES)' },
  { message: 'the token file /var/run/token cannot be read' },
  { message: 'the environment has no TENCENTCLOUD_SECRET_ID and no TENCENTCLOUD_SECRET_KEY' },
  { message: 'no key within 10000 ms' },
  {
    message: 'the credentials hold characters that no key of Tencent Cloud has',
    hint: 'Look for a stray blank, newline or letter beyond ASCII in the credentials.',
  },
];

it.each(FAULTS.flatMap(({ message, hint }) => (hint === undefined ? [message] : [message, hint])))(
  'has no English sentence left in Chinese: %s',
  (text) => {
    const chinese = faultWords(text, 'zh-CN');
    expect(chinese).toMatch(/\p{Script=Han}/u);
    expect(chinese.match(/\b[a-z]{2,} [a-z]{2,}\b/g)).toBeNull();
    expect(chinese).not.toMatch(/\p{Script=Han}[,:;()]/u);
  },
);

it('leaves a text alone that it does not know, and all of it in English', () => {
  expect(faultWords('something new', 'zh-CN')).toBe('something new');
  expect(faultWords('the metadata service answered 404', 'en')).toBe('the metadata service answered 404');
});

function proxyAt(text: string): HttpProxy {
  const read = readHttpProxy(text);
  if (read === undefined) throw new Error(`no proxy: ${text}`);
  return read;
}
