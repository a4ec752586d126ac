/** An access token told to people, in both languages. Never the token itself: whoever reads the screen must not be able to use it. */
import type { CurrentClaims } from '../identity/token.ts'
import { timestamp } from '../telemetry/clock.ts'
import { shown } from './shown.ts'

/** What was found out about a token, each by itself. `undefined`: could not be found out. */
export interface Findings {
  /** Members as the token has them; nothing of them is verified unless `signed`. */
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Partial<CurrentClaims>
  /** By a key that the running gateway publishes. */
  readonly signed: boolean
  readonly ours: boolean
  readonly rightType: boolean
  readonly expired: boolean
  /** By the running gateway (RFC 7662). */
  readonly active: boolean | undefined
  /** Whether the given certificate is the one that it is bound to. */
  readonly certificateFits: boolean | undefined
}

const faults: readonly (readonly [wrong: (found: Findings) => boolean, text: string])[] = [
  [
    ({ signed }) => !signed,
    'chữ ký không phải của cổng này, hoặc khóa đã bị loại · not signed by a key of this gateway, or the key was withdrawn; get a new token',
  ],
  [({ rightType }) => !rightType, 'không phải mã truy cập (typ at+jwt, ES256) · no access token (typ at+jwt, ES256)'],
  [({ ours }) => !ours, 'do cổng khác cấp hoặc dành cho cổng khác · issued by, or meant for, another gateway'],
  [({ expired }) => expired, 'đã hết hạn, xin mã mới · expired; get a new one'],
  [
    ({ certificateFits }) => certificateFits === false,
    'không gắn với chứng thư này; dùng chứng thư đã xin mã · bound to another certificate; use the one it was issued to',
  ],
  [
    ({ signed, ours, rightType, expired, active }) => signed && ours && rightType && !expired && active === false,
    'đã bị thu hồi, hoặc sổ đăng ký của cơ quan đã đổi; xin mã mới · revoked, or the registry entry of the agency has changed; get a new one',
  ],
]

/** What keeps the token from being accepted, in both languages; empty when nothing that could be found out does. */
export const faultsOf = (found: Findings): string[] => faults.filter(([wrong]) => wrong(found)).map(([, text]) => text)

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const timeOf = (seconds: unknown): string =>
  Number.isSafeInteger(seconds) && Math.abs(Number(seconds)) < 1e11 ? timestamp(Number(seconds) * 1000) : shown(seconds)

/** The lines to print. */
export function explained(found: Findings): string[] {
  const { claims, header, signed, active, certificateFits } = found
  const access = (listOf(claims.authorization_details)[0] ?? {}) as Readonly<Record<string, unknown>>
  const row = (vi: string, en: string, value: string): string => `  ${`${vi} · ${en}`.padEnd(34)} ${value}`
  const wrong = faultsOf(found)
  const bound = shown(claims.cnf?.['x5t#S256'])
  const fits =
    certificateFits === undefined
      ? ''
      : certificateFits
        ? ' (khớp · fits --cert)'
        : ' (KHÔNG khớp · does NOT fit --cert)'
  return [
    signed
      ? 'chữ ký đúng của cổng đang chạy · signed by the running gateway'
      : 'CHƯA xác minh được: những gì dưới đây ai cũng có thể viết ra · NOT verified: anybody could have written what follows',
    row('cán bộ', 'officer', shown(claims.sub)),
    row('cơ quan', 'agency', shown(claims.agency)),
    row('hệ thống', 'system', shown(claims.client_id)),
    row('mức', 'clearance', shown(claims.clearance)),
    row('mục đích', 'purpose', shown(access.purpose)),
    row('căn cứ', 'legal basis', shown(access.legal_basis)),
    row('hành động', 'actions', listOf(access.actions).map(shown).join(', ')),
    row('hồ sơ', 'dossiers', listOf(access.dossiers).map(shown).join(', ') || '—'),
    row('cấp lúc', 'issued', timeOf(claims.iat)),
    row('hết hạn', 'expires', timeOf(claims.exp)),
    row('nơi cấp', 'issuer', shown((claims as { iss?: unknown }).iss)),
    row('mã số', 'jti', shown(claims.jti)),
    row('khóa', 'kid', shown(header.kid)),
    row('gắn với chứng thư', 'certificate', `${bound}${fits}`),
    row(
      'thu hồi',
      'revoked',
      active === undefined
        ? 'không hỏi được · could not be asked'
        : active
          ? 'không · no'
          : 'không còn hiệu lực · not active',
    ),
    ...(wrong.length > 0
      ? wrong.map((text) => `✗ ${text}`)
      : active
        ? ['✓ cổng sẽ nhận mã này · the gateway would accept this token']
        : ['? chưa thấy lỗi, nhưng chưa hỏi được cổng · no fault found, but the gateway could not be asked']),
  ]
}
