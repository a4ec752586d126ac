/**
 * Every error that leaves the gateway, one row each: HTTP status, the party that must act, and both languages.
 * problem+json, GraphQL errors and exit codes all come from here. Texts name no record and repeat no input.
 */
export type Party = 'caller' | 'gateway' | 'source'

export interface Row {
  readonly status: number
  readonly party: Party
  readonly title: { readonly vi: string; readonly en: string }
  /** What to change. */
  readonly detail: { readonly vi: string; readonly en: string }
}

const row = (status: number, party: Party, vi: [string, string], en: [string, string]): Row => ({
  status,
  party,
  title: { vi: vi[0], en: en[0] },
  detail: { vi: vi[1], en: en[1] },
})

export const catalogue = {
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
    ['Yêu cầu mã không hợp lệ', 'Gửi đủ tham số, mỗi tham số một lần, dạng application/x-www-form-urlencoded.'],
    ['Token request not valid', 'Send each parameter once, form-encoded, with none missing.'],
  ),
  'oauth-unsupported-grant-type': row(
    400,
    'caller',
    ['Loại cấp quyền không được hỗ trợ', 'Dùng grant_type urn:ietf:params:oauth:grant-type:jwt-bearer.'],
    ['Grant type not supported', 'Use grant_type urn:ietf:params:oauth:grant-type:jwt-bearer.'],
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
      'Ký lại bằng khóa đã đăng ký của cơ quan: iss, sub, aud, jti, exp trong 5 phút, mỗi jti dùng một lần.',
    ],
    [
      'Officer assertion not valid',
      "Sign again with the agency's registered key: iss, sub, aud, jti, exp within 5 minutes, each jti once.",
    ],
  ),
  'oauth-invalid-authorization-details': row(
    400,
    'caller',
    [
      'authorization_details không hợp lệ',
      'Nêu đúng một phần tử case_access với purpose, legal_basis, actions và dossiers đã đăng ký cho cơ quan.',
    ],
    [
      'authorization_details not valid',
      'Give one case_access element whose purpose, legal_basis, actions and dossiers are allowed to the agency.',
    ],
  ),

  // The request itself
  'route-not-found': row(
    404,
    'caller',
    ['Không có địa chỉ này', 'Xem README để biết các địa chỉ của cổng.'],
    ['No such route', 'See the README for the routes of the gateway.'],
  ),
  'method-not-allowed': row(
    405,
    'caller',
    ['Phương thức không được phép', 'Dùng phương thức nêu trong Allow.'],
    ['Method not allowed', 'Use a method named in Allow.'],
  ),
  'not-acceptable': row(
    406,
    'caller',
    ['Không có dạng trả lời được yêu cầu', 'Gửi Accept là application/json hoặc application/graphql-response+json.'],
    ['Not acceptable', 'Send Accept: application/json or application/graphql-response+json.'],
  ),
  'media-type-unsupported': row(
    415,
    'caller',
    ['Kiểu nội dung không được hỗ trợ', 'Gửi đúng Content-Type, mã hóa UTF-8.'],
    ['Media type not supported', 'Send the Content-Type that this route takes, in UTF-8.'],
  ),
  'body-too-large': row(
    413,
    'caller',
    ['Nội dung quá lớn', 'Chia nhỏ yêu cầu.'],
    ['Body too large', 'Send a smaller request.'],
  ),
  'body-malformed': row(
    400,
    'caller',
    ['Nội dung không đọc được', 'Gửi JSON hợp lệ, mã hóa UTF-8.'],
    ['Body not readable', 'Send well-formed JSON in UTF-8.'],
  ),
  'request-malformed': row(
    400,
    'caller',
    ['Yêu cầu HTTP không hợp lệ', 'Kiểm tra dòng yêu cầu, tiêu đề và độ dài.'],
    ['HTTP request malformed', 'Check the request line, headers and lengths.'],
  ),
  'request-timeout': row(
    408,
    'caller',
    ['Yêu cầu gửi quá chậm', 'Gửi trọn yêu cầu nhanh hơn.'],
    ['Request too slow', 'Send the whole request sooner.'],
  ),
  'headers-too-large': row(
    431,
    'caller',
    ['Tiêu đề quá lớn', 'Bớt tiêu đề.'],
    ['Headers too large', 'Send fewer or shorter headers.'],
  ),
  'parameter-invalid': row(
    400,
    'caller',
    ['Tham số không hợp lệ', 'Xem tên và dạng tham số trong README.'],
    ['Parameter not valid', 'See the README for parameter names and forms.'],
  ),
  'cursor-invalid': row(
    400,
    'caller',
    ['Con trỏ trang không hợp lệ', 'Bắt đầu lại từ trang đầu với cùng bộ lọc.'],
    ['Cursor not valid', 'Start again from the first page with the same filter.'],
  ),
  'graphql-invalid': row(
    400,
    'caller',
    ['Truy vấn GraphQL không hợp lệ', 'Sửa truy vấn theo lược đồ của cổng.'],
    ['GraphQL query not valid', "Correct the query against the gateway's schema."],
  ),
  'graphql-too-complex': row(
    400,
    'caller',
    ['Truy vấn quá sâu hoặc quá rộng', 'Chia truy vấn thành nhiều truy vấn nhỏ.'],
    ['Query too deep or too wide', 'Split the query.'],
  ),
  'dossier-not-found': row(
    404,
    'caller',
    ['Không có hồ sơ này', 'Kiểm tra mã hồ sơ.'],
    ['No such dossier', 'Check the dossier id.'],
  ),

  // Deposits: what a system pushes (RFC 9421, RFC 9530), and what became of it
  'deposit-not-allowed': row(
    403,
    'caller',
    [
      'Hệ thống không được gửi tài liệu vào đây',
      'Dùng hệ thống đã đăng ký nguồn với cách truyền https-push; hệ thống khác được cổng hỏi hoặc gửi qua thư mục.',
    ],
    [
      'This system may not deposit here',
      'Use the system that is registered as a source with transport https-push; others are asked, or use their folder.',
    ],
  ),
  'signature-missing': row(
    401,
    'caller',
    ['Thiếu chữ ký thông điệp', 'Gửi Signature-Input và Signature (RFC 9421), nhãn sig1, ký bằng khóa đã đăng ký.'],
    ['No message signature', 'Send Signature-Input and Signature (RFC 9421), label sig1, made by the registered key.'],
  ),
  'signature-invalid': row(
    401,
    'caller',
    [
      'Chữ ký thông điệp không hợp lệ',
      'Ký lại đúng @method, @target-uri, content-type, content-digest với created, nonce, keyid, alg và tag lienthong-deposit.',
    ],
    [
      'Message signature not valid',
      'Sign exactly @method, @target-uri, content-type, content-digest with created, nonce, keyid, alg and tag lienthong-deposit.',
    ],
  ),
  'signature-expired': row(
    401,
    'caller',
    ['Chữ ký đã quá thời hạn', 'Ký lại thông điệp lúc gửi; kiểm tra đồng hồ của hệ thống.'],
    ['Message signature out of time', 'Sign the message anew when it is sent; check the clock of the system.'],
  ),
  'digest-mismatch': row(
    400,
    'caller',
    [
      'Nội dung không khớp Content-Digest',
      'Tính Content-Digest (RFC 9530, sha-256 hoặc sha-512) trên đúng các byte gửi đi.',
    ],
    [
      'Body does not match Content-Digest',
      'Compute Content-Digest (RFC 9530, sha-256 or sha-512) over exactly the bytes sent.',
    ],
  ),
  'document-rejected': row(
    422,
    'caller',
    [
      'Tài liệu không chuyển đổi được',
      'Tài liệu được cách ly, chưa có hiệu lực. Sửa những chỗ nêu trong findings rồi gửi lại.',
    ],
    [
      'Document could not be translated',
      'It is quarantined and has no effect. Correct the places in findings and send it again.',
    ],
  ),
  'state-secret-in-clear': row(
    422,
    'caller',
    [
      'Tài liệu chứa bí mật nhà nước ở dạng rõ',
      'Cổng từ chối và không giữ lại gì. Bí mật nhà nước chỉ đi qua kênh mật mã được phê duyệt; báo người phụ trách bảo mật.',
    ],
    [
      'State secret in clear',
      'It was refused and nothing of it is kept. State secrets pass only on an approved cipher channel; tell your security officer.',
    ],
  ),

  // The gateway
  'deposits-unavailable': row(
    503,
    'gateway',
    [
      'Chưa tiếp nhận được tài liệu',
      'Chưa có gì được tiếp nhận. Gửi lại đúng thông điệp đó sau; kết quả vẫn chỉ tính một lần.',
    ],
    ['Deposits unavailable', 'Nothing was taken. Send the same message again later; it counts once.'],
  ),
  'log-unavailable': row(
    503,
    'gateway',
    [
      'Nhật ký kiểm toán không ghi được',
      'Cổng không trả dữ liệu khi không ghi được nhật ký. Thử lại sau; báo đơn vị vận hành.',
    ],
    ['Audit log unavailable', 'Nothing is released without its record. Try again later; tell the operator.'],
  ),
  'index-unavailable': row(
    503,
    'gateway',
    ['Chỉ mục không truy cập được', 'Thử lại sau; báo đơn vị vận hành.'],
    ['Index unavailable', 'Try again later; tell the operator.'],
  ),
  'replay-store-unavailable': row(
    503,
    'gateway',
    ['Kho chống phát lại không truy cập được', 'Không cấp mã mới lúc này. Thử lại sau.'],
    ['Replay store unavailable', 'No new tokens are issued now. Try again later.'],
  ),
  draining: row(
    503,
    'gateway',
    ['Cổng đang dừng', 'Kết nối lại với nút khác hoặc thử lại sau.'],
    ['Gateway is shutting down', 'Connect to another node, or try again later.'],
  ),
  internal: row(
    500,
    'gateway',
    ['Lỗi của cổng', 'Báo đơn vị vận hành kèm mã instance.'],
    ['Gateway fault', 'Report the instance id to the operator.'],
  ),
} as const satisfies Record<string, Row>

export type ErrorCode = keyof typeof catalogue
