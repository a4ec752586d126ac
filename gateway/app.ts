/** The gateway in two tables: which check guards which surface, in order, and which route leads to which handler. */
import type { TlsOptions } from 'node:tls'
import type { FastifyInstance } from 'fastify'
import { requireAcceptable } from './http/graphql/request.ts'
import { getCheckpoint, getEntries, getEpoch, getHashes } from './http/log/files.ts'
import { postIntrospection } from './http/oauth/introspect.ts'
import { getJwks, getMetadata } from './http/oauth/metadata.ts'
import { postRevocation } from './http/oauth/revoke.ts'
import { postToken } from './http/oauth/token.ts'
import type { Check, Phase } from './http/pipeline.ts'
import { getHealth, getReadiness, healthUrl } from './http/public/health.ts'
import { getKeyHistory } from './http/public/key-history.ts'
import { getDescription } from './http/public/openapi.ts'
import { getAttachment, postAttachment } from './http/rest/attachments.ts'
import { listClocks } from './http/rest/clocks.ts'
import { getDeposit, postDeposit } from './http/rest/deposits.ts'
import { getDirective, listDirectives, postDirective, postDirectiveAcknowledgement } from './http/rest/directives.ts'
import { getDossier, listDossiers } from './http/rest/dossiers.ts'
import { getInboxDocument, getInboxReceipt, listInbox, postAcknowledgement } from './http/rest/inbox.ts'
import { getLinks, postLink, postLinkUndo } from './http/rest/links.ts'
import { listNotices } from './http/rest/notices.ts'
import { postPush } from './http/rest/pushes.ts'
import {
  correctQuarantined,
  getQuarantined,
  listQuarantine,
  openQuarantined,
  postHandling,
} from './http/rest/quarantine.ts'
import { postRecall, postRecallAcknowledgement } from './http/rest/recalls.ts'
import { getReceipt } from './http/rest/receipts.ts'
import { getTransfer, listTransfers, postTransfer } from './http/rest/transfers.ts'
import { buildServer, type RequestLimits, type Route } from './http/server.ts'
import type { Services, Step, Surface } from './http/services.ts'
import { admitCertificate } from './http/steps/admit-certificate.ts'
import { limitUploads, requireAttachmentHead } from './http/steps/attachment.ts'
import { confirmAsker } from './http/steps/confirm-asker.ts'
import { decodeForm, decodeJson } from './http/steps/decode-body.ts'
import { limitActs } from './http/steps/limit-acts.ts'
import { requireForm, requireJose, requireJson } from './http/steps/media-type.ts'
import { requirePushChannel, requirePushedBody } from './http/steps/push.ts'
import { limitOfficer, limitSystem } from './http/steps/rate-limit.ts'
import { refuseWhenDraining } from './http/steps/refuse-when-draining.ts'
import {
  requireAuditRole,
  requireExchangeRole,
  requireFollowerRole,
  requireHandlingRole,
} from './http/steps/require-role.ts'
import { requireWitnessed } from './http/steps/require-witnessed.ts'
import {
  readSignatureWish,
  requireFirstUse,
  requireSignedBody,
  verifyDepositSignature,
  verifyRequestSignature,
  verifyTransferSignature,
  verifyUploadSignature,
} from './http/steps/signed-request.ts'
import { requireTransferBody, requireTransferHead } from './http/steps/transfer.ts'
import { requireUtf8Query } from './http/steps/utf8-query.ts'
import { verifyToken } from './http/steps/verify-token.ts'
import { readEvidenceWish } from './http/steps/want-evidence.ts'
import { requireWellFormed } from './http/steps/well-formed.ts'
import { limits } from './limits.ts'

// biome-ignore format: as the table
const surfaces = [
  'token', 'change', 'act', 'rest', 'graphql', 'deposit', 'transfer', 'attachment', 'receipt', 'inbox', 'acknowledging', 'recalling', 'hashes', 'entries', 'quarantine', 'handling', 'public', 'unrouted',
] as const satisfies readonly Surface[]

type Cells<Columns extends readonly unknown[]> = { [Index in keyof Columns]: boolean }
const check = (phase: Phase, step: Step, ...cells: Cells<typeof surfaces>): Check => ({
  phase,
  step,
  on: Object.fromEntries(surfaces.map((surface, index) => [surface, cells[index]])) as Check['on'],
})
const yes = true
const no = false

/**
 * Every request runs down its column. What follows the last check (coverage by the token, relation, policy, masks) needs to know what
 * is asked and is done where that is read: http/steps/cover.ts, release/. Recording is no row: nothing leaves without it (http/server.ts).
 */
// biome-ignore format: a table
export const pipeline: readonly Check[] = [
  //    when       what                     token   change  act     rest    graphql deposit transf. attach  receipt inbox   ack     recall  hashes  entries look    handle  public  unrouted
  check('headers', admitCertificate,        yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes),
  check('headers', requireWellFormed,       yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes),
  check('headers', refuseWhenDraining,      yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    no,     yes),
  check('headers', limitSystem,             yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes),
  check('headers', requireWitnessed,        yes,    no,     yes,    yes,    yes,    no,     no,     no,     no,     no,     no,     no,     no,     no,     yes,    yes,    no,     no),
  check('headers', readSignatureWish,       yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes,    yes),
  check('headers', requireExchangeRole,     no,     no,     yes,    yes,    yes,    yes,    yes,    yes,    no,     yes,    yes,    yes,    no,     no,     no,     no,     no,     no),
  check('headers', requireFollowerRole,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     yes,    no,     no,     no,     no,     no),
  check('headers', requireAuditRole,        no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     yes,    no,     no,     no,     no),
  check('headers', requireHandlingRole,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     yes,    yes,    no,     no),
  check('headers', requireForm,             yes,    yes,    no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no),
  check('headers', requireJson,             no,     no,     yes,    no,     yes,    no,     no,     no,     no,     no,     no,     yes,    no,     no,     no,     yes,    no,     no),
  check('headers', requireJose,             no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     yes,    no,     no,     no,     no,     no,     no,     no),
  check('headers', requireAcceptable,       no,     no,     no,     no,     yes,    no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no),
  check('headers', verifyToken,             no,     no,     yes,    yes,    yes,    no,     no,     no,     no,     no,     no,     no,     no,     no,     yes,    yes,    no,     no),
  check('headers', limitOfficer,            no,     no,     yes,    yes,    yes,    no,     no,     no,     no,     no,     no,     no,     no,     no,     yes,    yes,    no,     no),
  check('headers', requireUtf8Query,        no,     no,     no,     yes,    no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     yes,    no,     no,     no),
  check('headers', readEvidenceWish,        no,     no,     no,     yes,    yes,    no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no),
  check('headers', requirePushChannel,      no,     no,     no,     no,     no,     yes,    no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no),
  check('headers', requireTransferHead,     no,     no,     no,     no,     no,     no,     yes,    no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no),
  check('headers', requireAttachmentHead,   no,     no,     no,     no,     no,     no,     no,     yes,    no,     no,     no,     no,     no,     no,     no,     no,     no,     no),
  check('headers', verifyDepositSignature,  no,     no,     no,     no,     no,     yes,    no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no),
  check('headers', verifyTransferSignature, no,     no,     no,     no,     no,     no,     yes,    no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no),
  check('headers', verifyUploadSignature,   no,     no,     no,     no,     no,     no,     no,     yes,    no,     no,     no,     no,     no,     no,     no,     no,     no,     no),
  check('headers', verifyRequestSignature,  no,     yes,    yes,    no,     no,     no,     no,     no,     no,     no,     yes,    yes,    no,     no,     no,     yes,    no,     no),
  check('headers', limitActs,               no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     yes,    no,     no),
  check('headers', limitUploads,            no,     no,     no,     no,     no,     no,     no,     yes,    no,     no,     no,     no,     no,     no,     no,     no,     no,     no),
  check('body',    confirmAsker,            yes,    yes,    yes,    no,     no,     yes,    yes,    yes,    no,     no,     yes,    yes,    no,     no,     no,     yes,    no,     no),
  check('body',    requireSignedBody,       no,     yes,    yes,    no,     no,     no,     no,     no,     no,     no,     yes,    yes,    no,     no,     no,     yes,    no,     no),
  check('body',    decodeForm,              yes,    yes,    no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no),
  check('body',    decodeJson,              no,     no,     yes,    no,     yes,    no,     no,     no,     no,     no,     no,     yes,    no,     no,     no,     yes,    no,     no),
  check('body',    requirePushedBody,       no,     no,     no,     no,     no,     yes,    no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no),
  check('body',    requireTransferBody,     no,     no,     no,     no,     no,     no,     yes,    no,     no,     no,     no,     no,     no,     no,     no,     no,     no,     no),
  check('body',    requireFirstUse,         no,     yes,    yes,    no,     no,     no,     no,     no,     no,     no,     yes,    yes,    no,     no,     no,     yes,    no,     no),
]

// biome-ignore format: a table
export const routes: readonly Route[] = [
  { method: 'POST', url: '/oauth2/token',                             surface: 'token',    operation: 'token',         handler: postToken },
  { method: 'POST', url: '/oauth2/revoke',                            surface: 'change',   operation: 'token:revoke',  handler: postRevocation },
  { method: 'POST', url: '/oauth2/introspect',                        surface: 'token',    operation: 'token:introspect', handler: postIntrospection },
  { method: 'GET',  url: '/v1/dossiers',                              surface: 'rest',     operation: 'dossier:list',  handler: listDossiers },
  { method: 'GET',  url: '/v1/dossiers/:id',                          surface: 'rest',     operation: 'dossier:read',  handler: getDossier },
  { method: 'GET',  url: '/v1/dossiers/:id/links',                    surface: 'rest',     operation: 'link:list',     handler: getLinks },
  { method: 'POST', url: '/v1/links',                                 surface: 'act',      operation: 'dossier:link',  handler: postLink },
  { method: 'POST', url: '/v1/links/:id/undo',                        surface: 'act',      operation: 'link:undo',     handler: postLinkUndo },
  { method: 'POST', url: '/v1/deposits',                              surface: 'deposit',  operation: 'deposit',       handler: postDeposit },
  { method: 'GET',  url: '/v1/deposits/:event',                       surface: 'receipt',     operation: 'deposit:status',     handler: getDeposit },
  { method: 'POST', url: '/v1/attachments',                           surface: 'attachment',  operation: 'attachment:upload',  handler: postAttachment, streams: true },
  { method: 'POST', url: '/v1/transfers',                             surface: 'transfer',    operation: 'transfer',           handler: postTransfer },
  { method: 'GET',  url: '/v1/transfers',                             surface: 'inbox',       operation: 'transfer:list',      handler: listTransfers },
  { method: 'GET',  url: '/v1/transfers/:id',                         surface: 'receipt',     operation: 'transfer:status',    handler: getTransfer },
  { method: 'GET',  url: '/v1/clocks',                                surface: 'receipt',     operation: 'clocks:list',        handler: listClocks },
  { method: 'GET',  url: '/v1/notices',                               surface: 'inbox',       operation: 'notice:list',        handler: listNotices },
  { method: 'POST', url: '/v1/transfers/:id/recall',                  surface: 'recalling',   operation: 'transfer:recall',    handler: postRecall },
  { method: 'POST', url: '/v1/transfers/:id/push',                    surface: 'recalling',   operation: 'transfer:ask-push',  handler: postPush },
  { method: 'POST', url: '/v1/directives',                            surface: 'recalling',   operation: 'directive:give',     handler: postDirective, body_bytes_max: limits.directive.body_bytes_max },
  { method: 'GET',  url: '/v1/directives',                            surface: 'inbox',       operation: 'directive:list',     handler: listDirectives },
  { method: 'GET',  url: '/v1/directives/:id',                        surface: 'inbox',       operation: 'directive:read',     handler: getDirective },
  { method: 'POST', url: '/v1/directives/:id/acknowledgement',        surface: 'recalling',   operation: 'directive:acknowledge', handler: postDirectiveAcknowledgement },
  { method: 'GET',  url: '/v1/quarantine',                            surface: 'quarantine',  operation: 'quarantine:list',    handler: listQuarantine },
  { method: 'GET',  url: '/v1/quarantine/:id',                        surface: 'quarantine',  operation: 'quarantine:look',    handler: getQuarantined },
  { method: 'POST', url: '/v1/quarantine/:id/open',                   surface: 'handling',    operation: 'quarantine:open',    handler: openQuarantined },
  { method: 'POST', url: '/v1/quarantine/:id/correct',                surface: 'handling',    operation: 'quarantine:correct', handler: correctQuarantined, body_bytes_max: limits.quarantine.correction_body_bytes_max },
  { method: 'POST', url: '/v1/quarantine/:id/try',                    surface: 'handling',    operation: 'quarantine:try',     handler: postHandling('try') },
  { method: 'POST', url: '/v1/quarantine/:id/release',                surface: 'handling',    operation: 'quarantine:release', handler: postHandling('release') },
  { method: 'POST', url: '/v1/quarantine/:id/return',                 surface: 'handling',    operation: 'quarantine:return',  handler: postHandling('return') },
  { method: 'POST', url: '/v1/quarantine/:id/expire',                 surface: 'handling',    operation: 'quarantine:expire',  handler: postHandling('expire') },
  { method: 'GET',  url: '/v1/inbox',                                 surface: 'inbox',         operation: 'inbox:list',         handler: listInbox },
  { method: 'GET',  url: '/v1/inbox/:id',                             surface: 'inbox',         operation: 'inbox:fetch',        handler: getInboxDocument },
  { method: 'GET',  url: '/v1/inbox/:id/attachments/:number',         surface: 'inbox',         operation: 'inbox:attachment',   handler: getAttachment },
  { method: 'GET',  url: '/v1/inbox/:id/receipt',                     surface: 'inbox',         operation: 'inbox:receipt',      handler: getInboxReceipt },
  { method: 'POST', url: '/v1/inbox/:id/acknowledgement',             surface: 'acknowledging', operation: 'inbox:acknowledge',  handler: postAcknowledgement },
  { method: 'POST', url: '/v1/inbox/:id/recall-acknowledgement',      surface: 'recalling',     operation: 'inbox:recall-acknowledge', handler: postRecallAcknowledgement },
  { method: 'POST', url: '/graphql',                                  surface: 'graphql',  operation: 'graphql',       handler: 'graphql' },
  { method: 'GET',  url: '/v1/audit/receipts/:index',                 surface: 'receipt',  operation: 'receipt:read',  handler: getReceipt },
  { method: 'GET',  url: '/log/checkpoint',                           surface: 'hashes',   operation: 'log:follow',    handler: getCheckpoint },
  { method: 'GET',  url: '/log/tile/entries/*',                       surface: 'entries',  operation: 'log:read',      handler: getEntries },
  { method: 'GET',  url: '/log/epochs/*',                             surface: 'entries',  operation: 'log:read',      handler: getEpoch },
  { method: 'GET',  url: '/log/tile/*',                               surface: 'hashes',   operation: 'log:follow',    handler: getHashes },
  { method: 'GET',  url: healthUrl,                                   surface: 'public',   operation: 'public',        handler: getHealth },
  { method: 'GET',  url: '/readyz',                                   surface: 'public',   operation: 'public',        handler: getReadiness },
  { method: 'GET',  url: '/openapi.json',                             surface: 'public',   operation: 'public',        handler: getDescription },
  { method: 'GET',  url: '/.well-known/oauth-authorization-server',   surface: 'public',   operation: 'public',        handler: getMetadata },
  { method: 'GET',  url: '/.well-known/lienthong-keys',               surface: 'public',   operation: 'public',        handler: getKeyHistory },
  { method: 'GET',  url: '/oauth2/jwks',                              surface: 'public',   operation: 'public',        handler: getJwks },
]

/** The server with all its checks and routes, not listening yet. */
export const buildApp = (services: Services, tls: TlsOptions, bounds?: RequestLimits): Promise<FastifyInstance> =>
  buildServer({ tls, pipeline, routes, services, ...(bounds && { bounds }) })
