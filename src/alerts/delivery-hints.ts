import type { Language } from './message.ts';

/** What an operator can do about a message that was not delivered, by what the other side said. */
export type DeliveryHint = keyof typeof HINTS;

/** The sentence of a hint, for logs, commands and pages. */
export function hintText(hint: DeliveryHint, language: Language = 'en'): string {
  return HINTS[hint][language];
}

/** Kept in the store by name: a name stays. */
const HINTS = {
  'check-address': {
    en: 'Check smtp.host and smtp.port, and that a firewall lets the connection out.',
    'zh-CN': '请检查 smtp.host 和 smtp.port，并确认防火墙允许该连接。',
  },
  'check-tls': {
    en: 'Check smtp.security and smtp.port (587 with starttls, 465 with tls) and that the certificate is valid for smtp.host.',
    'zh-CN':
      '请检查 smtp.security 和 smtp.port（587 用 starttls，465 用 tls），并确认证书对 smtp.host 有效。',
  },
  'check-login': {
    en: 'Check smtp.username and smtp.password; many providers want an app password.',
    'zh-CN': '请检查 smtp.username 和 smtp.password；许多邮件服务商要求使用授权码。',
  },
  'no-login-offered': {
    en: 'The server offers no login that fits here; check smtp.security, or leave out username and password.',
    'zh-CN': '服务器不提供可用的登录方式；请检查 smtp.security，或去掉 username 和 password。',
  },
  'client-refused': {
    en: 'The server does not talk to this client; check smtp.host and smtp.port, and whether it allows our address.',
    'zh-CN': '服务器拒绝本客户端；请检查 smtp.host 和 smtp.port，以及服务器是否允许本机地址。',
  },
  'check-sender': {
    en: 'The server refuses the sender; check smtp.from and what the login may send as.',
    'zh-CN': '服务器拒绝发件人；请检查 smtp.from，以及该账号可以用哪些地址发信。',
  },
  'invalid-sender': {
    en: 'Check that smtp.from is a mail address.',
    'zh-CN': '请检查 smtp.from 是否为邮件地址。',
  },
  'relay-denied': {
    en: 'The server does not relay for us; check smtp.username and smtp.password, or let it relay for this machine.',
    'zh-CN': '服务器不为本机转发邮件；请检查 smtp.username 和 smtp.password，或在服务器上允许本机转发。',
  },
  blocked: {
    en: 'The server blocks this machine or its mail; ask its operator for the rule that does so.',
    'zh-CN': '服务器拦截了本机或其邮件；请向服务器管理员询问是哪条规则。',
  },
  greylisted: {
    en: 'The server lets new senders wait, and takes the message later.',
    'zh-CN': '服务器对新发件人启用了灰名单，稍后会接收该邮件。',
  },
  'rate-limited': {
    en: 'The server takes fewer messages than we send; lower smtp.maxPerMinute.',
    'zh-CN': '发送速度超过服务器的限制；请调低 smtp.maxPerMinute。',
  },
  'mailbox-full': {
    en: "The recipient's mailbox is full; it takes messages again when there is room.",
    'zh-CN': '收件人邮箱已满；腾出空间后会继续投递。',
  },
  'unknown-recipient': {
    en: 'The server does not know this address; check it in receivers.',
    'zh-CN': '服务器上没有该地址；请检查 receivers 中的地址。',
  },
  'too-large': {
    en: 'The message is larger than the server takes; raise its limit.',
    'zh-CN': '邮件超过服务器允许的大小；请调高服务器的限制。',
  },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;
