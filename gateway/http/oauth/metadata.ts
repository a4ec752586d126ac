import { clientCredentialsGrant, jwtBearerGrant } from '../../identity/token-form.ts'
import { tokenEndpointOf } from '../../identity/token-issuer.ts'
import { limits } from '../../limits.ts'
import { preparePublic } from '../../release/door.ts'
import type { Handler } from '../services.ts'

const byCertificate = ['tls_client_auth']

/** RFC 8414 §2, with RFC 7009, RFC 7662, RFC 8705 §3.3 and RFC 9396 §10. */
export const getMetadata: Handler = async (_request, { issuer }) =>
  preparePublic({
    issuer,
    token_endpoint: tokenEndpointOf(issuer),
    jwks_uri: `${issuer}/oauth2/jwks`,
    revocation_endpoint: `${issuer}/oauth2/revoke`,
    introspection_endpoint: `${issuer}/oauth2/introspect`,
    grant_types_supported: [jwtBearerGrant, clientCredentialsGrant],
    response_types_supported: [],
    token_endpoint_auth_methods_supported: byCertificate,
    revocation_endpoint_auth_methods_supported: byCertificate,
    introspection_endpoint_auth_methods_supported: byCertificate,
    tls_client_certificate_bound_access_tokens: true,
    authorization_details_types_supported: ['case_access'],
  })

/** A key that is not in a kept copy is asked for anew; one that was withdrawn may stay in it for half a token's life. */
const cache = { 'cache-control': `private, max-age=${limits.token.lifetime_s / 2}` }

/** RFC 7517 §5: the public halves of every key that verifies tokens, and of the one that signs answers. */
export const getJwks: Handler = async (_request, { tokenKeys, messageKey }) =>
  preparePublic({ keys: [...tokenKeys().jwks.keys, messageKey.jwk] }, 200, cache)
