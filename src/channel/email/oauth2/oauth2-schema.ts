import { z } from 'zod';
import { secret, text } from '../../../platform/values/field-types.ts';
import { tokenUrl } from '../../../platform/values/urls.ts';

/** Login by an access token (SASL XOAUTH2), for mail servers that take no passwords any more. */
export const oauth2Schema = z.strictObject({
  clientId: text().meta({ description: 'Id of the application at the provider.' }),
  clientSecret: z
    .exactOptional(secret())
    .meta({ description: 'Secret of the application; public clients have none.', secret: true }),
  refreshToken: z.exactOptional(secret()).meta({
    description:
      'What the mailbox granted the application. Left out, the application asks for a token of its own (client credentials).',
    secret: true,
  }),
  tenant: z.exactOptional(text(tenantProblem)).meta({
    description:
      'Tenant of Microsoft 365: its id, or one of its domains. Makes `tokenUrl`, and without a refresh token the scope of Exchange Online.',
  }),
  tokenUrl: z.exactOptional(tokenUrl()).meta({
    description:
      'Token endpoint of the provider; redirects are not followed. Google: `https://oauth2.googleapis.com/token`.',
    writtenAs: 'URL',
  }),
  scope: z.exactOptional(text()).meta({
    description: 'Scopes to ask for, with blanks between; left out, what the provider or `tenant` implies.',
  }),
});

function tenantProblem(value: string) {
  if (/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(value)) return undefined;
  return { message: 'is not a tenant', hint: 'write its id, or a domain such as example.onmicrosoft.com' };
}
