/** What the checks of gateway/app.ts want of a request, and what they refuse, as the API description tells it. */
import type { ErrorCode } from '../../errors/catalogue.ts'
import {
  attachmentProfile,
  depositProfile,
  requestProfile,
  type SignatureProfile,
  transferProfile,
} from '../../identity/message-signature.ts'
import { requireAcceptable } from '../graphql/request.ts'
import type { Step } from '../services.ts'
import { admitCertificate } from '../steps/admit-certificate.ts'
import { limitUploads, requireAttachmentHead } from '../steps/attachment.ts'
import { confirmAsker } from '../steps/confirm-asker.ts'
import { decodeForm, decodeJson } from '../steps/decode-body.ts'
import { limitActs } from '../steps/limit-acts.ts'
import { requireForm, requireJose, requireJson } from '../steps/media-type.ts'
import { requirePushChannel, requirePushedBody } from '../steps/push.ts'
import { limitOfficer, limitSystem } from '../steps/rate-limit.ts'
import { refuseWhenDraining } from '../steps/refuse-when-draining.ts'
import {
  requireAuditRole,
  requireExchangeRole,
  requireFollowerRole,
  requireHandlingRole,
} from '../steps/require-role.ts'
import { requireWitnessed } from '../steps/require-witnessed.ts'
import {
  readSignatureWish,
  requireFirstUse,
  requireSignedBody,
  verifyDepositSignature,
  verifyRequestSignature,
  verifyTransferSignature,
  verifyUploadSignature,
} from '../steps/signed-request.ts'
import { requireTransferBody, requireTransferHead } from '../steps/transfer.ts'
import { requireUtf8Query } from '../steps/utf8-query.ts'
import { verifyToken } from '../steps/verify-token.ts'
import { readEvidenceWish } from '../steps/want-evidence.ts'
import { requireWellFormed } from '../steps/well-formed.ts'
import type { RequestHeaderName } from './headers.ts'

export interface Wanted {
  readonly refuses: readonly ErrorCode[]
  readonly headers?: readonly RequestHeaderName[]
  /** Media type of the body. */
  readonly body?: string
  readonly bearer?: true
  readonly signed?: SignatureProfile
}

const refuses = (...codes: readonly ErrorCode[]): Wanted => ({ refuses: codes })
const takes = (body: string): Wanted => ({ body, refuses: ['media-type-unsupported'] })
const tokens = ['token-missing', 'token-invalid', 'token-expired', 'token-revoked', 'token-not-bound'] as const
const signatures = ['signature-missing', 'signature-invalid', 'signature-expired', 'certificate-unregistered'] as const
const signed = (signed: SignatureProfile, ...more: readonly ErrorCode[]): Wanted => ({
  signed,
  headers: ['Content-Digest', 'Signature-Input', 'Signature'],
  refuses: [...signatures, ...more],
})
const once = ['digest-mismatch', 'signature-replayed', 'replay-store-unavailable'] as const

export const wantedBy: ReadonlyMap<Step, Wanted> = new Map([
  [
    admitCertificate,
    refuses(
      ...([
        'certificate-missing',
        'certificate-expired',
        'certificate-not-yet-valid',
        'certificate-unknown-ca',
      ] as const),
      ...([
        'certificate-wrong-usage',
        'certificate-revoked',
        'certificate-unregistered',
        'certificate-ambiguous',
      ] as const),
      ...(['certificate-invalid', 'certificate-key-unregistered', 'crl-expired', 'connections-too-many'] as const),
    ),
  ],
  [requireWellFormed, refuses('request-malformed', 'headers-too-large')],
  [refuseWhenDraining, refuses('draining')],
  [limitSystem, refuses('rate-limited')],
  [requireWitnessed, refuses('log-unwitnessed')],
  [
    readSignatureWish,
    { headers: ['Accept-Signature'], refuses: ['accept-signature-unsupported', 'signature-invalid'] },
  ],
  [requireExchangeRole, refuses('role-not-allowed')],
  [requireFollowerRole, refuses('role-not-allowed')],
  [requireAuditRole, refuses('role-not-allowed')],
  [requireHandlingRole, refuses('role-not-allowed')],
  [requireForm, takes('application/x-www-form-urlencoded')],
  [requireJson, takes('application/json')],
  [requireJose, takes('application/jose')],
  [requireAcceptable, refuses('not-acceptable')],
  [verifyToken, { bearer: true, refuses: tokens }],
  [limitOfficer, refuses('rate-limited')],
  [requireUtf8Query, refuses('parameter-invalid')],
  [readEvidenceWish, { headers: ['Want-Evidence'], refuses: ['parameter-invalid'] }],
  [requirePushChannel, { ...takes('*/*'), refuses: ['deposit-not-allowed', 'media-type-unsupported'] }],
  [
    requireTransferHead,
    {
      ...{ body: '*/*', headers: ['Idempotency-Key'] },
      refuses: ['transfer-not-allowed', 'media-type-unsupported', 'parameter-invalid', 'idempotency-key-invalid'],
    },
  ],
  [
    requireAttachmentHead,
    {
      body: '*/*',
      refuses: ['transfer-not-allowed', 'media-type-unsupported', 'digest-mismatch', 'attachment-too-large'],
    },
  ],
  [verifyDepositSignature, signed(depositProfile, 'parameter-invalid')],
  [verifyTransferSignature, signed(transferProfile)],
  [verifyUploadSignature, signed(attachmentProfile, 'parameter-invalid')],
  [verifyRequestSignature, signed(requestProfile, 'parameter-invalid')],
  [limitActs, refuses('quarantine-acts-too-many', 'quarantine-busy')],
  [limitUploads, refuses('attachments-too-many', 'attachments-busy')],
  // The same once more as the checks before it.
  [confirmAsker, refuses()],
  [requireSignedBody, refuses(...once)],
  [decodeForm, refuses('body-malformed')],
  [decodeJson, refuses('body-malformed')],
  [requirePushedBody, refuses('body-too-large', ...once)],
  [requireTransferBody, refuses('body-too-large', ...once)],
  [requireFirstUse, refuses(...once)],
])

/** What any route can be refused for: by the server itself, and by the door when the log does not take the record of a refusal. */
export const always: readonly ErrorCode[] = ['request-timeout', 'internal', 'log-unavailable']
/** Where more than the log's own files or a public document is asked for: by the store, and by what is in force when the answer is to leave. */
export const ofStore: readonly ErrorCode[] = ['index-unavailable', 'policy-changed', 'record-pending']
/** Of a request with a body. */
export const ofBodies: readonly ErrorCode[] = ['body-too-large', 'body-malformed']
/** Of one with members or parameters that are read by their forms. */
export const ofForms: readonly ErrorCode[] = ['parameter-invalid']
