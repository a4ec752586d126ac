/** Tokens: forms and answers by their RFCs. Their parameters are read where they are verified (identity/token-form.ts, token-revocation.ts). */
import { clientCredentialsGrant, jwtBearerGrant } from '../../identity/token-form.ts'
import { limits } from '../../limits.ts'
import { type Contracts, code, jws, list, object, text, titled, truth, whole } from './contract.ts'
import { dossierId } from './ids.ts'

const access = object(
  { type: { const: 'case_access' }, purpose: text, legal_basis: text, actions: list(text) },
  { dossiers: list(dossierId.schema) },
)

export const tokens: Contracts = {
  'POST /oauth2/token': {
    ...{ id: 'issueToken', tag: 'tokens' },
    title: {
      vi: 'Lấy token cho một cán bộ, với mục đích, căn cứ và hồ sơ (RFC 7523, RFC 9396, RFC 8705)',
      en: 'A token for an officer, with purpose, legal basis and dossiers (RFC 7523, RFC 9396, RFC 8705)',
    },
    body: object(
      { grant_type: code([jwtBearerGrant, clientCredentialsGrant]), client_id: { ...text, maxLength: 256 } },
      {
        assertion: { ...jws, maxLength: limits.token.assertion_bytes_max },
        authorization_details: {
          ...text,
          maxLength: limits.token.authorization_details_bytes_max,
          contentMediaType: 'application/json',
          contentSchema: { type: 'array', items: access, minItems: 1, maxItems: 1 },
        },
      },
    ),
    answers: {
      200: {
        schema: object(
          { access_token: jws, token_type: { const: 'Bearer' }, expires_in: whole },
          { authorization_details: list(access) },
        ),
      },
    },
    refuses: [
      ...([
        'oauth-invalid-request',
        'oauth-unsupported-grant-type',
        'oauth-invalid-client',
        'oauth-invalid-grant',
      ] as const),
      ...(['oauth-invalid-authorization-details', 'oauth-locked-out', 'role-not-allowed'] as const),
      ...(['certificate-unregistered', 'replay-store-unavailable', 'token-key-distrusted'] as const),
    ],
  },
  'POST /oauth2/revoke': {
    ...{ id: 'revokeToken', tag: 'tokens' },
    title: {
      vi: 'Thu hồi một token, hoặc mọi token của một cán bộ hay hệ thống (RFC 7009)',
      en: 'Takes back a token, or all of an officer or a system (RFC 7009)',
    },
    body: {
      oneOf: [
        object({ token: text }, { token_type_hint: text }),
        object({ officer: text }, { agency: text }),
        object({ system: text }),
      ],
    },
    answers: { 200: { schema: { type: 'object' } } },
    refuses: ['oauth-invalid-request', 'role-not-allowed'],
  },
  'POST /oauth2/introspect': {
    ...{ id: 'introspectToken', tag: 'tokens' },
    title: { vi: 'Token còn hiệu lực không, cho ai (RFC 7662)', en: 'Whether a token stands, and for whom (RFC 7662)' },
    body: object({ token: text }, { token_type_hint: text }),
    answers: {
      200: {
        schema: object(
          { active: truth },
          {
            ...{
              token_type: text,
              iss: text,
              aud: text,
              sub: text,
              client_id: text,
              jti: text,
              iat: whole,
              exp: whole,
            },
            ...{ agency: text, clearance: text, tags: list(text), authorization_details: list(access) },
            cnf: { type: 'object', properties: { 'x5t#S256': titled('x5t#S256', text) } },
          },
        ),
      },
    },
    refuses: ['oauth-invalid-request', 'role-not-allowed'],
  },
}
