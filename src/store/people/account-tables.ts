/**
 * What better-auth's tables are called here, and its fields in them: passed on with its options, as `user`, `session`, `account` and
 * `verification`, and to the passkey plugin as its `schema`. Its names are those of better-auth 1.7.
 */
const MADE = { createdAt: 'created_at', updatedAt: 'updated_at' } as const

export const ACCOUNT_TABLES = {
  user: {
    modelName: 'persons',
    fields: { emailVerified: 'email_verified', ...MADE },
    // Nobody gives themselves a role.
    additionalFields: { role: { type: 'string', required: false, defaultValue: 'reader', input: false } },
  },
  session: {
    modelName: 'sessions',
    fields: { userId: 'person_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...MADE },
  },
  account: {
    modelName: 'logins',
    fields: {
      userId: 'person_id', accountId: 'account_id', providerId: 'provider_id', accessToken: 'access_token', refreshToken: 'refresh_token', idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at', refreshTokenExpiresAt: 'refresh_token_expires_at', ...MADE,
    },
  },
  verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...MADE } },
} as const

export const PASSKEY_TABLE = {
  passkey: {
    modelName: 'passkeys',
    fields: { userId: 'person_id', publicKey: 'public_key', credentialID: 'credential_id', deviceType: 'device_type', backedUp: 'backed_up', createdAt: 'created_at' },
  },
} as const
