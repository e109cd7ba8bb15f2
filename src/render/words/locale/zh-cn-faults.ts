import { FAULT_SENTENCES } from './zh-cn-fault-sentences.ts';
import { malformedText } from './zh-cn-malformed.ts';

/** Returns in Chinese what the program says of a fault. The words of the other side stay. */
export function faultText(text: string): string {
  const whole = FAULT_SENTENCES.get(text);
  if (whole !== undefined) return whole;
  for (const [pattern, write] of PATTERNS) {
    const match = pattern.exec(text);
    if (match !== null) return write(match.slice(1).map((part) => part ?? ''));
  }
  return text;
}

const PATTERNS: readonly (readonly [RegExp, (parts: readonly string[]) => string])[] = [
  [
    /^the service answered (\d+) (.*?)(?: \(sent as (.*?)\))?(?:: (.*))?$/su,
    ([status = '', code = '', sent = '', text = '']) =>
      `服务应答 ${status} ${code}${sent === '' ? '' : `（原为 ${sent}）`}${text === '' ? '' : `：${text}`}`,
  ],
  [/^the answer cannot be read: (.*)$/su, ([problem = '']) => `应答无法解析：${malformedText(problem)}`],
  [/^no answer from (.*?): (.*)$/su, ([host = '', error = '']) => `${host} 没有应答：${error}`],
  [/^no whole answer within (\d+) ms$/u, ([span = '']) => `${span} 毫秒内没有完整的应答`],
  [
    /^Grant the key the CAM action (\S+) on the resource (.*)\.$/u,
    ([action = '', resource = '']) => `请为密钥授予资源 ${resource} 上的 CAM 操作 ${action}。`,
  ],
  [/^STS refused: (.*)$/su, ([text = '']) => `STS 拒绝了请求：${text}`],
  [
    /^the metadata service gave no key for role (.*)$/su,
    ([role = '']) => `元数据服务没有给出角色 ${role} 的密钥`,
  ],
  [
    /^(the metadata service|STS) answered (\d+)$/u,
    ([who = '', status = '']) => `${serviceWord(who)}应答 ${status}`,
  ],
  [
    /^(the metadata service|STS): (.*)$/su,
    ([who = '', text = '']) => `${serviceWord(who).trimEnd()}：${faultText(text)}`,
  ],
  [/^no credentials file: looked for (.*)$/su, ([paths = '']) => `没有凭证文件，已查找：${paths}`],
  [/^(.*) holds no complete key$/su, ([path = '']) => `${path} 中没有完整的密钥`],
  [/^the token file (.*) cannot be read$/su, ([path = '']) => `无法读取令牌文件 ${path}`],
  [/^(.*) cannot be read \((.*)\)$/su, ([path = '', code = '']) => `无法读取 ${path}（${code}）`],
  [
    /^the environment has no (.*)$/su,
    ([names = '']) => `环境变量中没有 ${names.replaceAll(' and no ', '、')}`,
  ],
  [/^no key within (\d+) ms$/u, ([span = '']) => `${span} 毫秒内未取得密钥`],
  [
    /^(?:1 row of the list has|(\d+) rows of the list have) no JobId or no State$/u,
    ([rows = '']) => `列表中有 ${rows || '1'} 行缺少 JobId 或 State`,
  ],
  [/^the list did not end after (\d+) pages$/u, ([pages = '']) => `列表超过 ${pages} 页仍未结束`],
  [
    /^the proxy (\S+) cannot be reached: (.*)$/su,
    ([proxy = '', error = '']) => `无法连接代理 ${proxy}：${error}`,
  ],
  [
    /^the proxy (\S+) does not answer as an HTTP proxy does$/u,
    ([proxy = '']) => `代理 ${proxy} 的应答不符合 HTTP 代理`,
  ],
  [
    /^the proxy (\S+) opened no way within (\d+) ms$/u,
    ([proxy = '', span = '']) => `代理 ${proxy} 在 ${span} 毫秒内没有建立连接`,
  ],
  [
    /^the proxy (\S+) opens no way to (\S+): it answered (\d+)$/u,
    ([proxy = '', host = '', status = '']) => `代理 ${proxy} 拒绝连接 ${host}：应答 ${status}`,
  ],
  [/^the proxy (\S+) refuses the login \(407\)$/u, ([proxy = '']) => `代理 ${proxy} 拒绝了登录（407）`],
  [/^the proxy (\S+) wants a login \(407\)$/u, ([proxy = '']) => `代理 ${proxy} 要求登录（407）`],
  [
    /^Let the proxy allow (\S+), or name the host in NO_PROXY if it is reached without\.$/u,
    ([host = '']) => `请在代理上允许 ${host}；如果不经代理即可访问，请将其写入 NO_PROXY。`,
  ],
  [
    /^no daemon runs that has left its address in (.*)$/su,
    ([file = '']) => `没有在 ${file} 中留下地址的守护进程在运行`,
  ],
  [
    /^the daemon at (\S+) cannot be reached \((.*)\)$/su,
    ([daemon = '', reason = '']) => `无法连接位于 ${daemon} 的守护进程（${reason}）`,
  ],
  [/^target (.*) was not polled yet$/su, ([target = '']) => `目标 ${target} 尚未轮询`],
];

/** Names a service before a verb. A blank follows a name in Latin letters. */
function serviceWord(who: string): string {
  return who === 'STS' ? 'STS ' : '元数据服务';
}
