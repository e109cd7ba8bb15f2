import type { Secret } from '../../../platform/secret.ts';

/** The way to ask for an access token. Without a refresh token it is the client's own (RFC 6749, §4.4). */
export interface OAuth2Login {
  clientId: string;
  /** Public clients have none. */
  clientSecret?: Secret | undefined;
  refreshToken?: Secret | undefined;
  /** Of Microsoft 365: makes the address of the token endpoint, and the scope of the client's own token. */
  tenant?: string | undefined;
  /** Stands in place of the address that `tenant` makes. */
  tokenUrl?: string | undefined;
  scope?: string | undefined;
}

/** Returns the address that gives tokens. */
export function tokenUrlOf({ tokenUrl, tenant = 'common' }: OAuth2Login): URL {
  return new URL(tokenUrl ?? `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`);
}

/** The form that asks for a token (RFC 6749, §4.4.2 and §6). */
export function tokenForm(login: OAuth2Login, refreshToken: Secret | undefined): URLSearchParams {
  const { clientId, clientSecret, tenant } = login;
  const isOwnToken = refreshToken === undefined;
  const scope = login.scope ?? (isOwnToken && tenant !== undefined ? MICROSOFT_SCOPE : undefined);
  return new URLSearchParams({
    grant_type: isOwnToken ? 'client_credentials' : 'refresh_token',
    client_id: clientId,
    ...(clientSecret !== undefined && { client_secret: clientSecret.reveal() }),
    ...(refreshToken !== undefined && { refresh_token: refreshToken.reveal() }),
    ...(scope !== undefined && { scope }),
  });
}

/** All that the administrator granted the application, `SMTP.SendAsApp` among it. */
const MICROSOFT_SCOPE = 'https://outlook.office365.com/.default';
