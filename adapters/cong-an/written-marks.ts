/** Marks of a translation in the native form: `DauMat` of an element, `doMat` and `dauXuLy` of a single field. */
import type { Label } from '../../schemas/generated/types.ts'
import { tag, type XmlTag } from '../codecs/xml-encode.ts'
import type { Taking, Writer } from '../sdk/writing.ts'
import { codesOfLabel, type MarkForms, type SayableMarks } from '../sdk/writing-marks.ts'
import { agencies, levels, tags } from './codes.ts'
import type { Field, Struct } from './fields.ts'
import { dossier } from './format.ts'

/** An element of the data namespace. */
export const dl = (name: string): string => `dl:${name}`

const field: SayableMarks = { levels: ['CONG_KHAI', 'NOI_BO', 'HAN_CHE'], tags: Object.values(tags) }
const branch: SayableMarks = { ...field, by: true }

type Place = readonly [pointer: string, form: SayableMarks]

/** Places with a mark of their own. The fields of a flat block may have its mark, which says by whom. */
function placesIn({ fields }: Struct, path: string, flat = false): readonly Place[] {
  return Object.values(fields).flatMap((of): readonly Place[] => {
    const at = `${path}/${of.shared}`
    if ('discard' in of) return []
    if ('struct' in of) return of.flat ? placesIn(of.struct, path, true) : [[at, branch], ...placesIn(of.struct, at)]
    if (!('list' in of)) return [[at, flat ? branch : field]]
    if (of.unwritten) return []
    return [[at, branch], ...Object.values(of.list).flatMap((item) => placesOfItem(item, `${at}/*`))]
  })
}

const placesOfItem = (item: Field, at: string): readonly Place[] =>
  'struct' in item ? [[at, branch], ...placesIn(item.struct, at)] : [[at, field]]

const { CapNhatLuc: _, ...ofFacet } = dossier.fields

export const markForms: MarkForms = { record: branch, places: Object.fromEntries(placesIn({ fields: ofFacet }, '')) }

/** `DauMat`. */
export function markTag(label: Label): XmlTag {
  const codes = codesOfLabel(label, levels, tags)
  const by = label.by && [
    tag(dl('CoQuan'), agencyCode(label.by.agency.code)),
    ...texts({ CanBo: label.by.officer, ThoiDiem: label.by.at, MucDanhMuc: label.by.listItem }),
    ...texts({ BaoVeDenNgay: label.by.expiresOn }),
  ]
  return tag(dl('DauMat'), [
    tag(dl('DoMat'), codes.level),
    ...texts({ DauXuLy: codes.tags.join(' ') || undefined }),
    by && tag(dl('NguoiXacDinh'), by),
  ])
}

const agencyCode = (shared: string): string | undefined =>
  Object.entries(agencies).find(([, code]) => code === shared)?.[0]

const texts = (named: Readonly<Record<string, string | undefined>>): readonly XmlTag[] =>
  Object.entries(named).flatMap(([name, text]) => (text === undefined ? [] : [tag(dl(name), text)]))

/** The `DauMat` of an element, where its place bears a mark. */
export function markAt({ marks }: Writer, pointer: string): readonly XmlTag[] {
  const label = marks.at(pointer)
  return label === undefined ? [] : [markTag(label)]
}

/** The mark of a single field, which can't say by whom: that is told. */
export function attributesOf(from: Writer, pointer: string): Readonly<Record<string, string>> {
  const label = from.marks.at(pointer)
  if (label === undefined) return {}
  if (label.by !== undefined) from.inPart(pointer.slice(1), 'the mark of a single field is without its determiner')
  const { level, tags: codes } = codesOfLabel(label, levels, tags)
  return { doMat: level, ...(codes.length > 0 && { dauXuLy: codes.join(' ') }) }
}

/** One mark for the fields of a flat block that all bear the same, and then the pointers of those fields. */
export function blockOf(
  { marks }: Writer,
  at: Taking,
  { fields }: Struct,
): { readonly mark: readonly XmlTag[]; readonly members: ReadonlySet<string> } {
  const members = new Set(Object.values(fields).map(({ shared }) => at.pointerTo(shared)))
  const [first, ...others] = [...members].map((pointer) => marks.at(pointer))
  const alike = first !== undefined && others.every((other) => JSON.stringify(other) === JSON.stringify(first))
  return alike ? { mark: [markTag(first)], members } : { mark: [], members: new Set() }
}
