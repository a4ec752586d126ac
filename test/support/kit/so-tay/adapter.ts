/** An honest adapter of a made-up notebook: what the planted defects of test/conformance/adapters/planted are put into. */
import { decodeJson, type JsonObject } from '../../../../adapters/codecs/json.ts'
import type { IndexEntry, NativeAnswer, Outcome, QueryAdapter, Translation } from '../../../../adapters/sdk/adapter.ts'
import type { Finding } from '../../../../adapters/sdk/finding.ts'
import { codeSystem } from '../../../../schemas/generated/codes.ts'
import * as codes from './codes.ts'
import manifest from './manifest.json' with { type: 'json' }
import { readLabel } from './marks.ts'
import { coded, date, findingAt, instant, oneOf, read, text } from './reading.ts'
import { write } from './writing.ts'

type Refusal = Extract<Outcome<never>, { readonly ok: false }>
const refused = (findings: readonly Finding[]): Refusal => ({ ok: false, findings: findings as Refusal['findings'] })
const rejects = (findings: readonly Finding[]): boolean => findings.some(({ effect }) => effect.startsWith('reject'))

function objectOf({ body }: NativeAnswer): Outcome<JsonObject> {
  const decoded = decodeJson(body, manifest.native)
  if (!decoded.ok) return decoded
  const { value } = decoded
  return value.type === 'object'
    ? { ok: true, value, findings: [] }
    : refused([findingAt(value, 'field-type', 'reject-document', 'object')])
}

const objectsIn = (object: JsonObject, name: string): readonly JsonObject[] => {
  const node = object.members.get(name)
  return node?.type === 'array' ? node.items.filter((item) => item.type === 'object').slice(0, 200) : []
}

function readPeople(findings: Finding[], page: JsonObject): Translation['facet']['participants'] {
  return objectsIn(page, 'nguoi').flatMap((one) => {
    const id = read(findings, one, 'khoa', text(64), 'degraded')
    const role = read(findings, one, 'vai', coded('participant-roles', codes.roles), 'degraded')
    const fullName = read(findings, one, 'ten', text(200), 'optional')
    const birth = read(findings, one, 'sinh', date, 'optional')
    if (id === undefined || role === undefined) return []
    return [{ id, role, person: { ...(fullName && { fullName }), ...(birth && { birth }) } }]
  })
}

function toShared(answer: NativeAnswer): Outcome<Translation> {
  const decoded = objectOf(answer)
  if (!decoded.ok) return decoded
  const page = decoded.value
  const findings: Finding[] = []
  const value = read(findings, page, 'so', text(100), 'reject-document')
  const kind = read(findings, page, 'loai', coded('kinds', codes.kinds), 'reject-document')
  const stage = read(findings, page, 'buoc', coded('stages', codes.stages), 'reject-document')
  const receivedAt = read(findings, page, 'nhan', instant, 'reject-document')
  const updatedAt = read(findings, page, 'sua', instant, 'reject-document')
  const summary = read(findings, page, 'tomTat', text(4000), 'optional')
  const participants = readPeople(findings, page)
  const label = readLabel(findings, page)
  if (!value || !kind || !stage || !receivedAt || !updatedAt || rejects(findings)) return refused(findings)
  const { system, version } = codeSystem('agencies')
  const facet: Translation['facet'] = {
    identifiers: [{ system: 'so-tay', type: 'SO_TIEP_NHAN', value, assigner: { system, code: 'CA', version } }],
    report: { kind, stage, receivedAt, ...(summary && { summary }) },
    ...(participants && { participants }),
    label,
  }
  return { ok: true, value: { facet, labels: [], absent: [], updatedAt }, findings }
}

function entryOf(findings: Finding[], row: JsonObject): IndexEntry | undefined {
  const nativeKey = read(findings, row, 'ma', text(200), 'reject-record')
  const value = read(findings, row, 'so', text(100), 'reject-record')
  const kind = read(findings, row, 'loai', oneOf(codes.kinds), 'reject-record')
  const stage = read(findings, row, 'buoc', oneOf(codes.stages), 'reject-record')
  const receivedAt = read(findings, row, 'nhan', instant, 'reject-record')
  const updatedAt = read(findings, row, 'sua', instant, 'reject-record')
  const sealed = read(findings, row, 'niemPhong', oneOf(codes.sealed), 'degraded') ?? true
  const label = readLabel(findings, row)
  if (!nativeKey || !value || !kind || !stage || !receivedAt || !updatedAt) return undefined
  const identifiers = [{ system: 'so-tay', type: 'SO_TIEP_NHAN', value, assigner: 'CA' }]
  return { nativeKey, identifiers, kind, stage, receivedAt, updatedAt, label, conceal: false, sealed, resolves: true }
}

export const adapter: QueryAdapter = {
  requests: {
    list: () => ({ method: 'GET', path: '/so' }),
    changes: (cursor) => ({ method: 'GET', path: `/so?tu=${encodeURIComponent(cursor)}` }),
    dossier: (nativeKey) => ({ method: 'GET', path: `/so/${encodeURIComponent(nativeKey)}` }),
  },
  toIndex(answer) {
    const decoded = objectOf(answer)
    if (!decoded.ok) return decoded
    const findings: Finding[] = []
    const rows = objectsIn(decoded.value, 'danhSach')
    return { ok: true, value: { entries: rows.flatMap((row) => entryOf(findings, row) ?? []) }, findings }
  },
  toShared,
  toNative: write,
}
