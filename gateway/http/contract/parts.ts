/** What several answers have in common: the components of the API description beside those of the case schema. */
import { reasons } from '../../policy/reasons.ts'
import { doneCodes as directiveDone, kindCodes, reasonCodes } from '../../release/directives/kinds.ts'
import { doneCodes, recallCodes } from '../../release/transfers/recall-rows.ts'
import { transferStates } from '../../release/transfers/transfer.ts'
import type { JsonSchema } from '../forms.ts'
import { bothLanguages, code, jws, list, object, ref, text, time, truth, whole } from './contract.ts'
import { agencyId, attachmentNumber, directiveId, dossierId, eventId, itemId, linkId, transferId } from './ids.ts'

const event = eventId.schema
const agency = agencyId.schema
const transfer = transferId.schema
const dossier = dossierId.schema
const done = (codes: readonly string[]) => object({ code: code(codes), at: time }, { text })
const sourceState = object({ agency, state: code(['ok', 'timeout', 'failed', 'quarantined']), as_of: time })
const denied = object({ record: text, fields: list(text), reason: code(Object.keys(reasons)) })

export const stages = ['received', 'parsed', 'translated', 'routed', ...transferStates]

/** Members of everything that says whom a directive binds, and what came of it. */
const addressed = {
  required: { state: code(['open', 'acknowledged']), dueAt: time },
  optional: { overdueEvent: event, done: done(directiveDone) },
}
const directive = {
  required: { id: directiveId.schema, kind: code(kindCodes), title: bothLanguages, at: time },
  optional: { law: bothLanguages, determined: ref('Determined') },
}
const receivers = list(object({ agency, ...addressed.required }, { ...addressed.optional, transfer }))
const heldPart = object({
  place: attachmentNumber.schema,
  number: attachmentNumber.schema,
  mediaType: text,
  bytes: whole,
})

export const parts: Readonly<Record<string, JsonSchema>> = {
  LogReceipt: object({ origin: text, index: whole, leaf: text }),
  Meta: object(
    {
      withheld: list(denied),
      masked: list(denied),
      absent: list(object({ path: text, why: text })),
      sources: list(sourceState),
      policy_version: text,
    },
    { evidence: object({ key: text, records: list(object({ record: text, fields: list(text) })) }) },
  ),
  Finding: object(
    { code: text, effect: code(['reject-document', 'reject-record', 'degraded', 'note']), pointer: text },
    {
      ...{ line: whole, column: whole, target: text, expected: text },
      found: object({ type: text }, { length: whole, digest: text }),
    },
  ),
  DossierLink: object(
    {
      ...{ id: linkId.schema, state: code(['made', 'undone']), dossiers: list(dossier), source: agency },
      ...{ by: code(['identifier', 'act', 'acknowledgement']), madeAt: time },
    },
    { undoneAt: time },
  ),
  LegalLimit: object(
    {
      ...{ transfer, rule: text, owner: agency },
      state: code(['due', 'met', 'overdue', 'pending', 'stopped', 'unknown']),
    },
    {
      ...{ supervisor: agency, startedAt: text, due: text, endedAt: time, overdueEvent: event },
      endedBy: code(['stored', 'acknowledged', 'refused', 'recalled']),
      basis: object(
        { version: text, doubts: list(text) },
        {
          ...{ article: text, confidence: text, parameters: { type: 'object' } },
          limit: object({ amount: { type: 'number' }, unit: text }),
          calendar: code(['reviewed', 'general']),
        },
      ),
    },
  ),
  Withheld: object(
    { path: text, reason: code(Object.keys(reasons)) },
    { masked: truth, finding: text, says: bothLanguages },
  ),
  Missing: object({ path: text, code: text }, { article: bothLanguages, says: bothLanguages }),
  HeldAttachment: heldPart,
  Recall: object({ code: code(recallCodes), text, at: time }, { dueAt: time, done: done(doneCodes) }),
  PushDelivery: object({ attempts: whole }, { asked: whole, nativeKey: text, reason: text, nextAt: time }),
  DeadLetter: object({ reason: text, at: time }),
  Handed: object(
    {
      ...{ transfer, state: code(transferStates), receipt: jws, sender_key: text, audit: ref('LogReceipt') },
      ...{ withheld: list(ref('Withheld')), missing: list(ref('Missing')) },
    },
    { attachments: list(ref('HeldAttachment')) },
  ),
  DryRun: object({
    ...{ dry_run: { const: true }, kind: text },
    route: object({ purpose: text, legalBasis: text, relation: text, article: bothLanguages }),
    ...{ withheld: list(ref('Withheld')), missing: list(ref('Missing')) },
    places: list(
      object(
        { number: attachmentNumber.schema },
        {
          ...{ type: text, title: text, fileName: text, covers: text },
          ...{ reason: code(Object.keys(reasons)), finding: text, says: bothLanguages },
        },
      ),
    ),
  }),
  TransferStatus: object(
    {
      ...{ transfer, sender: agency, receiver: agency, kind: text, state: code(transferStates) },
      route: object({ purpose: text, legalBasis: text, relation: text }),
      ...{ content: code(['kept', 'erased']), receivedAt: time },
      stages: list(object({ stage: code(stages), at: time }, { agency, reason: text })),
      clocks: list(ref('LegalLimit')),
    },
    {
      ...{ madeBy: { const: 'gateway' }, attachmentsWithheld: truth, dossier, receipt: jws },
      acknowledgement: object(
        { outcome: code(['acknowledged', 'refused']), jws, at: time },
        { nativeKey: text, reason: object({ code: text }, { text }) },
      ),
      ...{ delivery: ref('PushDelivery'), recall: ref('Recall'), held: object({ reason: text, since: time }) },
      ...{ sender_key: text, withheld: list(ref('Withheld')), missing: list(ref('Missing')) },
      attachments: list(ref('HeldAttachment')),
    },
  ),
  SentItem: object(
    { id: transfer, receiver: agency, kind: text, state: code(transferStates), receivedAt: time },
    { madeBy: { const: 'gateway' }, deadLetter: ref('DeadLetter'), recall: ref('Recall') },
  ),
  InboxItem: object(
    {
      ...{ id: transfer, from: agency, kind: text, state: code(transferStates), receivedAt: time },
      ...{ mediaType: text, bytes: whole },
    },
    {
      ...{ deadLetter: ref('DeadLetter'), dossier, attachmentsWithheld: truth, recall: ref('Recall') },
      attachments: list(object({ number: attachmentNumber.schema, mediaType: text, bytes: whole })),
    },
  ),
  Notice: object(
    { dossier, receiver: agency, kind: text, state: code(['made', 'known', 'failed']), at: time },
    { reason: text, transfer },
  ),
  Determined: object({ agency: text, at: { ...text, format: 'date' }, listItem: text }, { officer: text }),
  GivenDirective: object(
    {
      ...directive.required,
      reason: object({ code: code(reasonCodes), text }),
      record: object({ system: text, type: text, value: text }),
      transfers: list(transfer),
      receivers,
    },
    { ...directive.optional, event, receipt: ref('LogReceipt') },
  ),
  ReceivedDirective: object(
    {
      ...directive.required,
      reason: object({ code: code(reasonCodes), text }),
      from: agency,
      about: object({ dossiers: list(dossier), transfers: list(transfer) }),
      answers: list(code(directiveDone)),
      ...addressed.required,
    },
    { ...directive.optional, corrected: list(transfer), ...addressed.optional },
  ),
  SupervisedDirective: object(
    {
      ...directive.required,
      reason: object({ code: code(reasonCodes) }),
      ...{ from: agency, dossiers: list(dossier), receivers },
    },
    { law: bothLanguages },
  ),
  QuarantineItem: object(
    {
      ...{ id: itemId.schema, agency, transport: text, reason: text, findings: list(ref('Finding')), event },
      state: code(['held', 'released', 'returned', 'expired', 'superseded', 'shredded']),
      kind: code(['deposits', 'facet', 'page', 'transfer']),
      ...{ receivedAt: time, age_s: whole, seen: whole, content: code(['kept', 'erased']), adapter: text },
    },
    { adapterNow: text },
  ),
  QuarantineAct: object(
    {
      act: code(['open', 'try', 'correct', 'release', 'return', 'expire', 'supersede', 'shred']),
      ...{ at: time, event },
    },
    {
      state: code(['released', 'returned', 'expired', 'superseded', 'shredded']),
      by: object({ agency, system: text, officer: text }),
      ...{ adapter: text, outcome: text, taken: whole, rejected: whole },
    },
  ),
  Handled: object({ item: ref('QuarantineItem'), receipt: ref('LogReceipt') }, { comparison: ref('Comparison') }),
  Comparison: object({
    before: object({ adapter: text, reason: text, findings: list(ref('Finding')) }),
    now: object({
      ...{ adapter: text, outcome: code(['taken', 'in-part', 'read', 'rejected', 'secret']) },
      ...{ reason: { type: ['string', 'null'] }, taken: whole, rejected: whole, findings: list(ref('Finding')) },
    }),
    ...{ went: list(ref('Finding')), came: list(ref('Finding')) },
  }),
}
