/** Công an tỉnh An Giang: the SOAP query service of the investigation body (native format: format.ts, manifest.json). */
import type { Label, OpaquePart } from '../../schemas/generated/types.ts'
import type { NativeAnswer, NativeFacet, Outcome, QueryAdapter, Translation } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { joinLabels } from '../sdk/join-labels.ts'
import { delivery } from './delivery.ts'
import { DATA_NS, dossier } from './format.ts'
import { toIndex } from './listing.ts'
import { unmarked } from './manifest.ts'
import { marksAround, notUnderstood } from './marks.ts'
import { childOf, readMessage, rejected, request } from './message.ts'
import { makeNotes, note } from './notes.ts'
import { findCoveredInClear, placeOpaque } from './opaque.ts'
import { readStruct } from './reader.ts'
import { resolveReferences } from './references.ts'
import { toNative } from './writer.ts'

/** Pure translation, as adapters/sdk/adapter.ts asks. */
export const adapter = {
  requests: {
    list: (cursor) => request('TraCuuDanhSach', 'Trang', cursor),
    changes: (cursor) => request('LayThayDoi', 'TuMoc', cursor),
    dossier: (nativeKey) => request('LayHoSo', 'MaHoSo', nativeKey),
  },
  toIndex,
  toShared,
  toNative,
  delivery,
} satisfies QueryAdapter

function toShared(answer: NativeAnswer): Outcome<Translation | 'absent'> {
  const message = readMessage(answer, ['HoSoDienTu'])
  if (!message.ok) return message
  if (message.value === 'absent') return { ok: true, value: 'absent', findings: [] }
  const { element: outer } = message.value
  const element = childOf(outer, 'HoSo')
  const around = marksAround(message.value, ...(element ? [element] : []))
  if (around === 'secret') return rejected('state-secret-in-clear', 'marks of the dossier only', outer)
  if (element === undefined) return rejected('field-missing', 'one HoSo', outer)

  const notes = makeNotes(DATA_NS, unmarked)
  if (around) notUnderstood(notes, outer, outer.pointer, '/label')
  const read = readStruct(notes, element, dossier, '', 'reject-document')
  const { updatedAt, opaque, ...rest } = read?.value ?? {}
  const placed = placeOpaque(notes, element, (opaque ?? []) as OpaquePart[], (rest.reporters ?? []) as readonly Keyed[])
  findCoveredInClear(notes, element)
  resolveReferences(notes, rest)
  // Nothing else is said of a document that must not be kept.
  const [secret, ...secrets] = notes.secrets
  if (secret !== undefined) return { ok: false, findings: [secret, ...secrets] }
  if (read === undefined) {
    const weight = ({ effect }: Finding): number => (effect === 'reject-document' ? 0 : 1)
    const findings = notes.findings.toSorted((a, b) => weight(a) - weight(b))
    return { ok: false, findings: findings as [Finding, ...Finding[]] }
  }

  if (read.mark === undefined)
    note(notes, element, { code: 'mark-missing', effect: 'degraded', target: '/label', expected: 'DauMat' })
  const facet = {
    ...rest,
    ...(opaque === undefined ? {} : { opaque: placed }),
    label: around ? joinLabels(unmarked, read.mark?.label ?? unmarked) : (read.mark?.label ?? unmarked),
  } as unknown as NativeFacet
  const absent = new Map(notes.absent.map((entry) => [entry.path, entry]))
  return {
    ok: true,
    value: {
      facet,
      labels: joined(notes.labels),
      absent: [...absent.values()].sort(byPath),
      updatedAt: updatedAt as string,
    },
    findings: [...message.findings, ...notes.findings],
  }
}

type Keyed = { readonly id: string }

const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)

/** One label for each place: the higher level with all the tags. */
function joined(labels: Translation['labels']): Translation['labels'] {
  const places = new Map<string, Label>()
  for (const { path, label } of labels) {
    const before = places.get(path)
    places.set(path, before === undefined ? label : joinLabels(label, before))
  }
  return [...places].map(([path, label]) => ({ path, label })).sort(byPath)
}
