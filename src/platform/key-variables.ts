/** Names of the token in use among Tencent's own tools and others; the first that is set counts. */
export const TOKEN_VARIABLES = [
  'TENCENTCLOUD_TOKEN',
  'TENCENTCLOUD_SECURITY_TOKEN',
  'TENCENTCLOUD_SESSION_TOKEN',
] as const;

/** The environment variables that `source: environment` reads a key from. */
export const KEY_VARIABLES = [
  'TENCENTCLOUD_SECRET_ID',
  'TENCENTCLOUD_SECRET_KEY',
  ...TOKEN_VARIABLES,
] as const;
