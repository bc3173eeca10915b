/** How better-auth's fields are called in the store's tables. */
export const USER_COLUMNS = { modelName: 'persons', fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' } }

export const SESSION_COLUMNS = {
  modelName: 'sessions',
  fields: { userId: 'person_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', createdAt: 'created_at', updatedAt: 'updated_at' },
}

export const ACCOUNT_COLUMNS = {
  modelName: 'logins',
  fields: {
    userId: 'person_id',
    accountId: 'account_id',
    providerId: 'provider_id',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
  },
}

export const VERIFICATION_COLUMNS = { modelName: 'verifications', fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' } }

export const PASSKEY_TABLE = {
  passkey: {
    modelName: 'passkeys',
    fields: { userId: 'person_id', publicKey: 'public_key', credentialID: 'credential_id', deviceType: 'device_type', backedUp: 'backed_up', createdAt: 'created_at' },
  },
}
