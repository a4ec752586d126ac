/** Errors of who calls: certificate, token, token endpoint. Part of the catalogue. */
import { type Row, row } from './row.ts'

export const identityRows = {
  // Who calls: the certificate
  'certificate-missing': row(
    401,
    'caller',
    ['Thiếu chứng thư', 'Gửi chứng thư máy khách do hệ thống đã đăng ký sở hữu trong bắt tay TLS.'],
    ['No certificate', 'Present the client certificate of a registered system in the TLS handshake.'],
  ),
  'certificate-expired': row(
    401,
    'caller',
    ['Chứng thư đã hết hạn', 'Xin cấp lại chứng thư rồi kết nối lại.'],
    ['Certificate expired', 'Renew the certificate and connect again.'],
  ),
  'certificate-not-yet-valid': row(
    401,
    'caller',
    ['Chứng thư chưa có hiệu lực', 'Chờ đến ngày hiệu lực hoặc kiểm tra đồng hồ của máy cấp chứng thư.'],
    ['Certificate not yet valid', 'Wait for its start of validity, or check the clock of the issuer.'],
  ),
  'certificate-unknown-ca': row(
    401,
    'caller',
    ['Chứng thư do tổ chức không được công nhận cấp', 'Dùng chứng thư do CA đã đăng ký với cổng cấp.'],
    ['Certificate from an unknown authority', 'Use a certificate issued by the CA registered with this gateway.'],
  ),
  'certificate-wrong-usage': row(
    401,
    'caller',
    ['Chứng thư không dùng được cho máy khách', 'Dùng chứng thư có extendedKeyUsage clientAuth.'],
    ['Certificate not for clients', 'Use a certificate with extendedKeyUsage clientAuth.'],
  ),
  'certificate-revoked': row(
    401,
    'caller',
    ['Chứng thư đã bị thu hồi', 'Liên hệ đơn vị cấp chứng thư của cơ quan mình.'],
    ['Certificate revoked', "Ask your agency's certificate issuer."],
  ),
  'certificate-unregistered': row(
    401,
    'caller',
    ['Hệ thống chưa đăng ký', 'Đăng ký hệ thống (URI trong chứng thư) với cơ quan vận hành cổng.'],
    ['System not registered', 'Register the system that the URI in the certificate names.'],
  ),
  'certificate-ambiguous': row(
    401,
    'caller',
    [
      'Chứng thư phải có đúng một URI hệ thống',
      'Xin cấp chứng thư có đúng một URI dạng urn:lienthong:<cơ quan>:<hệ thống>.',
    ],
    [
      'Certificate must name exactly one system',
      'Obtain a certificate with exactly one URI of the form urn:lienthong:<agency>:<system>.',
    ],
  ),
  'certificate-invalid': row(
    401,
    'caller',
    ['Chứng thư không hợp lệ', 'Kiểm tra chuỗi chứng thư và thuật toán ký.'],
    ['Certificate not valid', 'Check the chain and the signature algorithm of the certificate.'],
  ),
  'certificate-key-unregistered': row(
    401,
    'caller',
    [
      'Khóa của chứng thư chưa đăng ký',
      'Dùng chứng thư có khóa đã đăng ký, hoặc đăng ký khóa mới với cơ quan vận hành.',
    ],
    ['Key of the certificate not registered', 'Use the certificate with the registered key, or register the new key.'],
  ),
  'crl-expired': row(
    401,
    'gateway',
    [
      'Danh sách thu hồi đã hết hạn',
      'Cơ quan vận hành phải nạp danh sách thu hồi mới; mọi kết nối bị từ chối cho đến lúc đó.',
    ],
    [
      'Revocation list expired',
      'The operator must load a current revocation list; every connection is refused until then.',
    ],
  ),
  'connections-too-many': row(
    429,
    'caller',
    ['Hệ thống mở quá nhiều kết nối', 'Dùng lại kết nối đang mở (keep-alive) và đóng kết nối thừa.'],
    ['Too many connections of this system', 'Use open connections again (keep-alive) and close those not needed.'],
  ),

  // Who calls: the token
  'token-missing': row(
    401,
    'caller',
    ['Thiếu mã truy cập', 'Xin mã tại token endpoint và gửi trong Authorization: Bearer.'],
    ['No access token', 'Obtain a token at the token endpoint and send it as Authorization: Bearer.'],
  ),
  'token-invalid': row(
    401,
    'caller',
    ['Mã truy cập không hợp lệ', 'Xin mã mới tại token endpoint của cổng này.'],
    ['Access token not valid', "Obtain a new token at this gateway's token endpoint."],
  ),
  'token-expired': row(
    401,
    'caller',
    ['Mã truy cập đã hết hạn', 'Xin mã mới.'],
    ['Access token expired', 'Obtain a new token.'],
  ),
  'token-revoked': row(
    401,
    'caller',
    ['Mã truy cập đã bị thu hồi', 'Xin mã mới, nếu cán bộ còn được giao việc này.'],
    ['Access token revoked', 'Obtain a new token, if the officer is still charged with this.'],
  ),
  'token-not-bound': row(
    401,
    'caller',
    ['Mã truy cập không gắn với chứng thư này', 'Dùng mã trên kết nối của chính chứng thư đã xin mã.'],
    ['Token bound to another certificate', 'Use the token on a connection with the certificate it was issued to.'],
  ),
  'token-scope': row(
    403,
    'caller',
    ['Mã truy cập không gồm hồ sơ hoặc hành động này', 'Xin mã có authorization_details nêu đúng hành động và hồ sơ.'],
    ['Token does not cover this', 'Obtain a token whose authorization_details name this action and dossier.'],
  ),
  'role-not-allowed': row(
    403,
    'caller',
    ['Hệ thống không có vai trò này', 'Dùng hệ thống được đăng ký vai trò phù hợp.'],
    ['Role not allowed', 'Use a system that is registered with the role this needs.'],
  ),

  // Token endpoint (RFC 6749 §5.2, RFC 9396 §5): `error` stands in http/oauth/token.ts
  'oauth-invalid-request': row(
    400,
    'caller',
    [
      'Yêu cầu mã không hợp lệ',
      'Gửi đủ tham số, mỗi tham số một lần, dạng application/x-www-form-urlencoded; parameter nêu tham số thiếu, thừa hoặc quá dài.',
    ],
    [
      'Token request not valid',
      'Send each parameter once, form-encoded, with none missing; the one that is missing, too long or not for this request stands in parameter.',
    ],
  ),
  'oauth-unsupported-grant-type': row(
    400,
    'caller',
    ['Loại cấp quyền không được hỗ trợ', 'Dùng grant_type nêu trong /.well-known/oauth-authorization-server.'],
    ['Grant type not supported', 'Use a grant_type named in /.well-known/oauth-authorization-server.'],
  ),
  'oauth-invalid-client': row(
    401,
    'caller',
    ['client_id không khớp chứng thư', 'client_id phải là mã hệ thống trong chứng thư.'],
    ['client_id does not match the certificate', 'client_id must be the id of the system that the certificate names.'],
  ),
  'oauth-invalid-grant': row(
    400,
    'caller',
    [
      'Xác nhận cán bộ không hợp lệ',
      'Ký lại bằng khóa đã đăng ký của cơ quan: iss, sub, aud, clearance, iat, exp trong 5 phút, mỗi jti dùng một lần. Nếu chữ ký đúng, claim nêu chỗ sai; iat, exp sai thì kiểm tra đồng hồ.',
    ],
    [
      'Officer assertion not valid',
      'Sign again with a registered key of the agency; claim names what does not fit, if the signature holds. exp within 5 minutes of iat, each jti once; for iat and exp look at the clock.',
    ],
  ),
  'oauth-locked-out': row(
    429,
    'caller',
    [
      'Tạm khóa việc xin mã',
      'Quá nhiều xác nhận hoặc mã không hợp lệ. Sửa cách ký, rồi thử lại sau số giây nêu trong Retry-After.',
    ],
    [
      'Token requests are locked for a while',
      'Too many assertions or tokens were not valid. Correct the signing, then try again after Retry-After seconds.',
    ],
  ),
  'oauth-invalid-authorization-details': row(
    400,
    'caller',
    [
      'authorization_details không hợp lệ',
      'Nêu đúng một phần tử case_access với purpose, legal_basis, actions và dossiers đã đăng ký cho cơ quan; member nêu chỗ sai.',
    ],
    [
      'authorization_details not valid',
      'Give one case_access element whose purpose, legal_basis, actions and dossiers are allowed to the agency; member names what to correct.',
    ],
  ),
} as const satisfies Record<string, Row>
