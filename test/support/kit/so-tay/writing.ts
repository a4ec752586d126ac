/** The notebook's form of a translation. */
import { withinBounds } from '../../../../adapters/codecs/written.ts'
import type {
  Manifest,
  NativeDocument,
  Outcome,
  Translation,
  WritingContext,
} from '../../../../adapters/sdk/adapter.ts'
import { asCode, asText } from '../../../../adapters/sdk/ways.ts'
import { type Taking, writing } from '../../../../adapters/sdk/writing.ts'
import { asWhen } from '../../../../adapters/sdk/writing-dates.ts'
import { codesOfLabel } from '../../../../adapters/sdk/writing-marks.ts'
import { kinds, levels, roles, stages, tags } from './codes.ts'
import manifest from './manifest.json' with { type: 'json' }

const forms = { record: { levels: Object.values(levels), tags: Object.values(tags) } }
const minute = asWhen('dd/MM/yyyy HH:mm')

/** The notebook's own number; those of other systems have no place. */
function numberOf(identifier: Taking): string | undefined {
  const own = { system: 'so-tay', type: 'SO_TIEP_NHAN', 'assigner/code': 'CA' }
  if (Object.entries(own).some(([path, value]) => identifier.value(path) !== value)) return undefined
  for (const path of ['system', 'type', 'assigner']) identifier.take(path, () => ({ value: '' }))
  return identifier.take('value', asText(100))
}

const personOf = (participant: Taking): object | undefined =>
  participant.rows([
    ['khoa', 'id', asText(64), 'required'],
    ['vai', 'role', asCode(roles), 'required'],
    ['ten', 'person/fullName', asText(200)],
    ['sinh', 'person/birth', asWhen('dd/MM/yyyy')],
  ])

export function write(translation: Translation, context: WritingContext): Outcome<NativeDocument> {
  const from = writing(translation, forms)
  const [number = context.reference] = from.each('facet/identifiers', 20, numberOf)
  const report = from.rows([
    ['loai', 'facet/report/kind', asCode(kinds), 'required'],
    ['buoc', 'facet/report/stage', asCode(stages), 'required'],
    ['nhan', 'facet/report/receivedAt', minute, 'required'],
    ['sua', 'updatedAt', minute, 'required'],
    ['tomTat', 'facet/report/summary', asText(4000)],
  ])
  if (report === undefined) from.refuse('facet/report', 'required-has-no-place', 'kind and stage of the notebook')
  const people = from.each('facet/participants', 200, personOf)
  const { level, tags: marks } = codesOfLabel(from.marks.record, levels, tags)
  const page = { so: number, ...report, mat: level, dau: marks, nguoi: people }
  const body = (): Uint8Array => new TextEncoder().encode(JSON.stringify(page, null, 2))
  return withinBounds(from.finish(manifest.native.mediaType, body), manifest.native as Manifest['native'])
}
