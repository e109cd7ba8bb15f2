import type { DeliveryHint } from '../../core/delivery-hint.ts';
import type { Language } from '../../core/message/message.ts';

/** Returns what an operator can do about a message that was not delivered, for logs, commands and pages. */
export function hintText(hint: DeliveryHint, language: Language = 'en'): string {
  return SENTENCES[language][hint];
}

const SENTENCES: Readonly<Record<Language, Readonly<Record<DeliveryHint, string>>>> = {
  en: {
    'check-address': 'Check smtp.host and smtp.port, and that a firewall lets the connection out.',
    'check-tls':
      'Check smtp.security and smtp.port (587 with starttls, 465 with tls) and that the certificate is valid for smtp.host.',
    'check-login': 'Check smtp.username and smtp.password; many providers want an app password.',
    'no-login-offered':
      'The server offers no login that fits here; check smtp.security, or leave out username and password.',
    'client-refused':
      'The server does not talk to this client; check smtp.host and smtp.port, and whether it allows our address.',
    'check-sender': 'The server refuses the sender; check smtp.from and what the login may send as.',
    'invalid-sender': 'Check that smtp.from is a mail address.',
    'relay-denied':
      'The server does not relay for us; check smtp.username and smtp.password, or let it relay for this machine.',
    blocked: 'The server blocks this machine or its mail; ask its operator for the rule that does so.',
    greylisted: 'The server lets new senders wait, and takes the message later.',
    'rate-limited': 'The server takes fewer messages than we send; lower smtp.maxPerMinute.',
    'mailbox-full': "The recipient's mailbox is full; it takes messages again when there is room.",
    'unknown-recipient': 'The server does not know this address; check it in receivers.',
    'needs-smtputf8':
      'The server does not speak SMTPUTF8, so it takes no address with other than ASCII before the @: give the receiver an ASCII address.',
    'sender-needs-smtputf8':
      'The server does not speak SMTPUTF8: write a smtp.from and smtp.envelopeFrom with ASCII before the @.',
    'too-large': 'The message is larger than the server takes; raise its limit.',
    'check-token-endpoint':
      'Check smtp.oauth2.tokenUrl or smtp.oauth2.tenant, and that a firewall lets the connection out.',
    'token-endpoint-tls':
      'Check smtp.oauth2.tokenUrl and the certificate there; NODE_EXTRA_CA_CERTS names a private authority.',
    'check-proxy':
      'Check proxy (proxyFile, HTTPS_PROXY, HTTP_PROXY), and that it lets us reach the token endpoint; NO_PROXY names hosts that need none.',
    'proxy-login':
      'The proxy wants a user and a password: write http://USER:PASSWORD@HOST:PORT into the file that proxyFile names, or into HTTPS_PROXY.',
    'authorize-again':
      'The refresh token has expired or was revoked: authorize Batchwatch again, and put the new one into smtp.oauth2.refreshTokenFile.',
    'check-client': 'Check smtp.oauth2.clientId and smtp.oauth2.clientSecret; client secrets expire.',
    'check-scope': 'Check smtp.oauth2.scope, and what the administrator granted the application.',
    'check-grant':
      'The provider does not give a token in this way; check whether smtp.oauth2 needs a refreshToken.',
    'no-token-login':
      'Check smtp.host, smtp.port and smtp.security; for a server that takes only passwords, set smtp.password in place of smtp.oauth2.',
    'smtp-login-disabled':
      'Let the administrator of Microsoft 365 allow authenticated SMTP for this mailbox.',
    'token-refused':
      'Check that smtp.username is the mailbox, and that the application may send as it (Google: scope https://mail.google.com/; Microsoft 365: SMTP.SendAsApp and a right to the mailbox).',
    'no-greeting':
      'No greeting came. A port that speaks TLS from the first byte (465) needs smtp.security: tls; starttls goes with 587.',
    'not-tls-from-start':
      'The port does not speak TLS from the first byte; set smtp.security: starttls (587), or smtp.port: 465.',
    'no-starttls':
      'The server offers no STARTTLS on this port; set smtp.security: tls where it is port 465, or let the server offer it.',
    'starttls-required': 'The server wants encryption; set smtp.security: starttls.',
    'unknown-authority':
      'No authority known here signed the certificate: name the file with that authority in smtp.caFile, or let the server send its whole chain.',
    'authority-not-in-ca-file':
      'No authority in smtp.caFile signed the certificate. That file takes the place of the public authorities: add the right one, or leave smtp.caFile out.',
    'certificate-dates':
      "The server's certificate is not valid today: renew it, or set this machine's clock.",
    'wrong-host-name': 'The certificate is for another name than smtp.host: write the name that it bears.',
    'weak-key':
      "The server's key or certificate is too weak: let it use RSA of 2048 bits or more, or ECDSA, signed with SHA-256.",
    'old-tls': 'The server speaks no TLS from version 1.2 on: update it.',
    'oauth2-only': 'The server takes no passwords, only OAuth2: set smtp.oauth2.',
    'no-password-login':
      'The server takes no plain password; let it offer PLAIN or LOGIN, or leave out username and password.',
    'login-needs-tls':
      'The server offers no login without encryption; set smtp.security: starttls, or leave out username and password.',
    'app-password':
      "The provider wants an app password (QQ, 163: an authorization code) in place of the account's.",
    'destination-gone':
      'The destination says that it is gone for good, so nothing more is offered there and its messages wait: change its url, or reload once it is back.',
    'check-signature':
      'The destination refuses the signature: check the secret of its robot, and the clock of this machine. Then send it again.',
    'check-keyword':
      'The robot takes only messages with its keyword: write it as keyword. Then send it again.',
    'check-our-address':
      'The robot does not take messages from our address: add it to the list of the robot. Then send it again.',
  },
  'zh-CN': {
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
};
