import { jwtBearerGrant } from '../../identity/token-form.ts'
import { tokenEndpointOf } from '../../identity/token-issuer.ts'
import { preparePublic } from '../../release/door.ts'
import type { Handler } from '../services.ts'

/** RFC 8414 §2, with RFC 8705 §3.3 and RFC 9396 §10. */
export const getMetadata: Handler = async (_request, { issuer }) =>
  preparePublic({
    issuer,
    token_endpoint: tokenEndpointOf(issuer),
    jwks_uri: `${issuer}/oauth2/jwks`,
    grant_types_supported: [jwtBearerGrant],
    response_types_supported: [],
    token_endpoint_auth_methods_supported: ['tls_client_auth'],
    tls_client_certificate_bound_access_tokens: true,
    authorization_details_types_supported: ['case_access'],
  })

/** RFC 7517 §5: public keys only. */
export const getJwks: Handler = async (_request, { tokenKeys }) => preparePublic(tokenKeys.jwks)
