import { CHINESE_REASONS } from './zh-cn-reasons.ts';
import type { WordLists } from './en.ts';
import { faultText } from './zh-cn-faults.ts';

/** The lists in Chinese. */
export const CHINESE_LISTS: WordLists = {
  units: { d: '天', h: '小时', min: '分钟', s: '秒' },
  kinds: {
    opening: '新告警',
    update: '更新',
    reminder: '提醒',
    escalation: '升级',
    closing: '已恢复',
    baseline: '首次扫描',
    test: '测试',
    report: '报告',
  },
  hints: {
    'check-address': '请检查 smtp.host 和 smtp.port，并确认防火墙允许该连接。',
    'check-tls':
      '请检查 smtp.security 和 smtp.port（587 用 starttls，465 用 tls），并确认证书对 smtp.host 有效。',
    'check-login': '请检查 smtp.username 和 smtp.password；许多邮件服务商要求使用授权码。',
    'no-login-offered': '服务器不提供可用的登录方式；请检查 smtp.security，或去掉 username 和 password。',
    'client-refused': '服务器拒绝本客户端；请检查 smtp.host 和 smtp.port，以及服务器是否允许本机地址。',
    'check-sender': '服务器拒绝发件人；请检查 smtp.from，以及该账号可以用哪些地址发信。',
    'invalid-sender': '请检查 smtp.from 是否为邮件地址。',
    'relay-denied':
      '服务器不为本机转发邮件；请检查 smtp.username 和 smtp.password，或在服务器上允许本机转发。',
    blocked: '服务器拦截了本机或其邮件；请向服务器管理员询问是哪条规则。',
    greylisted: '服务器对新发件人启用了灰名单，稍后会接收该邮件。',
    'rate-limited': '发送速度超过服务器的限制；请调低 smtp.maxPerMinute。',
    'mailbox-full': '收件人邮箱已满；腾出空间后会继续投递。',
    'unknown-recipient': '服务器上没有该地址；请检查 receivers 中的地址。',
    'needs-smtputf8':
      '服务器不支持 SMTPUTF8，不接受 @ 之前含非 ASCII 字符的地址；请为该接收人改用 ASCII 地址。',
    'sender-needs-smtputf8':
      '服务器不支持 SMTPUTF8；smtp.from 和 smtp.envelopeFrom 的 @ 之前请只用 ASCII 字符。',
    'too-large': '邮件超过服务器允许的大小；请调高服务器的限制。',
    'check-token-endpoint': '请检查 smtp.oauth2.tokenUrl 或 smtp.oauth2.tenant，并确认防火墙允许该连接。',
    'token-endpoint-tls': '请检查 smtp.oauth2.tokenUrl 及其证书；私有 CA 请用 NODE_EXTRA_CA_CERTS 指定。',
    'check-proxy':
      '请检查 proxy（proxyFile、HTTPS_PROXY、HTTP_PROXY），并确认代理允许访问令牌端点；无需代理的主机请写入 NO_PROXY。',
    'proxy-login':
      '代理要求用户名和密码：请将 http://用户名:密码@主机:端口 写入 proxyFile 指定的文件，或写入 HTTPS_PROXY。',
    'authorize-again':
      '刷新令牌已过期或被撤销：请重新授权 Batchwatch，并将新令牌写入 smtp.oauth2.refreshTokenFile。',
    'check-client': '请检查 smtp.oauth2.clientId 和 smtp.oauth2.clientSecret；客户端密钥会过期。',
    'check-scope': '请检查 smtp.oauth2.scope，以及管理员授予该应用的权限。',
    'check-grant': '服务商不支持这种获取令牌的方式；请检查 smtp.oauth2 是否需要 refreshToken。',
    'no-token-login':
      '请检查 smtp.host、smtp.port 和 smtp.security；若服务器只接受密码，请用 smtp.password 代替 smtp.oauth2。',
    'smtp-login-disabled': '请让 Microsoft 365 管理员为该邮箱启用经过身份验证的 SMTP。',
    'token-refused':
      '请检查 smtp.username 是否为发信邮箱，以及该应用能否以此邮箱发信（Google：scope https://mail.google.com/；Microsoft 365：SMTP.SendAsApp 和邮箱权限）。',
    'no-greeting':
      '没有收到服务器的问候。从首字节起使用 TLS 的端口（465）需要 smtp.security: tls；starttls 用于 587。',
    'not-tls-from-start':
      '该端口并非从首字节起使用 TLS；请设置 smtp.security: starttls（587），或 smtp.port: 465。',
    'no-starttls':
      '服务器在该端口不提供 STARTTLS；若为 465 端口请设置 smtp.security: tls，否则请在服务器上启用。',
    'starttls-required': '服务器要求加密；请设置 smtp.security: starttls。',
    'unknown-authority':
      '证书不是由此处已知的机构签发：请在 smtp.caFile 中指定该机构的证书文件，或让服务器发送完整的证书链。',
    'authority-not-in-ca-file':
      '证书不是由 smtp.caFile 中的机构签发。该文件会取代公共机构：请加入正确的机构证书，或去掉 smtp.caFile。',
    'certificate-dates': '服务器证书目前不在有效期内：请更新证书，或校准本机时钟。',
    'wrong-host-name': '证书与 smtp.host 的名称不符：请填写证书上的名称。',
    'weak-key': '服务器的密钥或证书强度不足：请改用 2048 位以上的 RSA 或 ECDSA，并以 SHA-256 签名。',
    'old-tls': '服务器不支持 TLS 1.2 及以上版本：请升级服务器。',
    'oauth2-only': '服务器不接受密码，只接受 OAuth2：请设置 smtp.oauth2。',
    'no-password-login': '服务器不接受明文密码登录；请启用 PLAIN 或 LOGIN，或去掉 username 和 password。',
    'login-needs-tls':
      '服务器在未加密时不提供登录；请设置 smtp.security: starttls，或去掉 username 和 password。',
    'app-password': '该邮件服务商要求使用应用专用密码（QQ、163：授权码），而不是账号密码。',
    'destination-gone':
      '目标表示该地址已永久停用，因此不再向其投递，消息会一直等待：请修改其 url，或在其恢复后重新加载配置。',
    'check-signature': '目标拒绝了签名：请检查机器人的密钥以及本机时钟，然后重新发送。',
    'check-keyword': '机器人只接收包含其关键词的消息：请在 keyword 中填写，然后重新发送。',
    'check-our-address': '机器人不接收来自本机地址的消息：请将该地址加入机器人的白名单，然后重新发送。',
  },
  severity: (severity) => SEVERITIES[severity],
  zone: (timezone) => (BEIJING_TIME.has(timezone) ? '北京时间' : timezone),
  reason: (reason) => CHINESE_REASONS.get(reason) ?? reason,
  holder: (kind, name) => `${kind === 'silence' ? '静默' : '维护'} ${name}`,
  fault: faultText,
  enrichmentFault: ({ code, kind, action }) =>
    kind === 'right-missing' ? `${code}，请授予 ${action} 权限` : `${code}${ENRICHMENT_FAULTS[kind]}`,
  unknownCode: {
    spoken: '不在已知错误码表中；除错误信息外没有更多信息。',
    silent: '不在已知错误码表中；API 未给出更多信息。',
  },
  members: {
    added: ({ count, state, incident }) =>
      `${incident === undefined ? '' : `${incident} `}新增 ${count} 个${spaced(state)}任务`,
    left: (count, how) => `${count} 个任务${how}`,
    ended: {
      resumed: (state) => `已恢复（${state}）`,
      moved: (state) => `现为${spaced(state)}`.trimEnd(),
      superseded: (jobId) => `已被成功的新任务 ${jobId} 取代`,
      vanished: () => '已不再由 API 列出',
      outlived: () => '不再跟踪，未结束的时间已超过 followFor',
      'target-removed': () => '不再监视，目标已移除',
    },
    which: (sentence, named) => (named === '' ? sentence : `${sentence}：${named}`),
    list: (named, more) => `${named.join('、')}${more > 0 && named.length > 0 ? ' 等' : ''}`,
  },
  subject: {
    with: (title, extent) => `${title}，${extent}`,
    jobs: (count) => `${count} 个任务`,
    escalated: (subject) => `已升级：${subject}`,
    resolved: (subject) => `已恢复：${subject}`,
  },
};

const SEVERITIES = { critical: '严重', warning: '警告', info: '提示' } as const;

/** Names of the zone that all of China calls the same. */
const BEIJING_TIME: ReadonlySet<string> = new Set(['Asia/Shanghai', 'Asia/Chongqing', 'Asia/Harbin', 'PRC']);

const ENRICHMENT_FAULTS = {
  auth: '（密钥被拒绝）',
  throttled: '（请求过于频繁）',
  timeout: '（未及时应答）',
  network: '（无法连接）',
  server: '（服务端故障）',
  malformed: '（应答格式有误）',
  refused: '',
} as const;

/** A state of the API beside Chinese words stands between blanks. */
function spaced(state: string): string {
  return /^[\x21-\x7e]+$/.test(state) ? ` ${state} ` : state;
}
