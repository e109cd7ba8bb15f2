import { z } from 'zod';
import { readText } from '../../platform/read-text.ts';
import { displayMessage } from '../../render/compose/display-message.ts';
import type { ChannelContext, ChannelDefinition } from '../base/channel-definition.ts';
import { adviseEmail } from './advise.ts';
import { checkEmail } from './check.ts';
import { AccessTokens } from './oauth2/access-tokens.ts';
import { createRefreshTokenKeeper } from './oauth2/refresh-token-keeper.ts';
import { type EmailConfig, emailSchema, smtpSchema } from './schema.ts';
import { createEmailChannel } from './send.ts';
import { helloName, senderDomain } from './smtp/hello-name.ts';
import { toAsciiDomain } from './smtp/mail-address.ts';

/** Mail, by SMTP. */
export const email = {
  name: 'email',
  receiverKeys: { email: emailSchema },
  serverKeys: { smtp: z.exactOptional(smtpSchema).meta({ description: 'The mail server.' }) },
  usualRate: undefined,
  wantsEach: false,
  certificateFiles: [['smtp', 'caFile']],
  bodySchemas: [],
  probed: (language) =>
    language === 'zh-CN'
      ? { channel: '邮件服务器', recipient: (address) => `收件地址 ${address}` }
      : { channel: 'smtp', recipient: (address) => `smtp ${address}` },
  check: checkEmail,
  advise: adviseEmail,
  recipients: (receiver) => receiver.email?.to ?? [],
  display: (receiver) => receiver.email ?? {},
  severities: (receiver) => receiver.email?.severities,
  messageDomain({ smtp }) {
    const domain = smtp && senderDomain(smtp.from);
    return domain && toAsciiDomain(domain);
  },
  create,
} satisfies ChannelDefinition<EmailConfig>;

function create({ smtp, receivers }: EmailConfig, context: ChannelContext) {
  if (smtp === undefined) return [];
  const { clock, hostname, log, pages, proxies, errorCodes } = context;
  const blocks = new Map(receivers.map(({ name, email: block }) => [name, block]));
  const { caFile, oauth2: login, ...settings } = smtp;
  const keeper = login?.refreshToken && createRefreshTokenKeeper(context.store, log);
  return [
    createEmailChannel({
      ...settings,
      host: toAsciiDomain(smtp.host),
      hello: helloName(smtp, hostname),
      tlsCa: caFile === undefined ? undefined : readText(caFile),
      tokens: login && new AccessTokens({ login, clock, keeper, proxies }),
      clock,
      pages,
      display: (message) => displayMessage(message, blocks.get(message.receiver) ?? {}, errorCodes),
    }),
  ];
}
