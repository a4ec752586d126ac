/** A translation as Công an's service takes it: the message `HoSoDienTu` of the operation GuiHoSo, with the note of the handing over and one `HoSo`. */
import { envelopeOf } from '../codecs/soap.ts'
import { byTags, withinBounds } from '../codecs/written.ts'
import { encodeXml, tag, type XmlTag } from '../codecs/xml-encode.ts'
import type { NativeDocument, Outcome, Party, Translation, WritingContext } from '../sdk/adapter.ts'
import { circlesIn } from '../sdk/circles.ts'
import { asCode } from '../sdk/ways.ts'
import { writing } from '../sdk/writing.ts'
import { agencies } from './codes.ts'
import type { Struct } from './fields.ts'
import { DATA_NS, dossier, MESSAGE_NS } from './format.ts'
import * as leaf from './leaves.ts'
import { manifest } from './manifest.ts'
import { contentOf, type Writing } from './struct-writer.ts'
import { dl, markForms, markTag } from './written-marks.ts'

const { CapNhatLuc: _, ...fields } = dossier.fields
const facetOnly: Struct = { fields }

/** Keys that any system takes; others are given anew, and what refers to them follows. */
const KEY = /^[A-Za-z0-9._-]{1,64}$/

/** The lists of entities, with the first letters of their keys. */
const keyed = Object.values(fields).flatMap((field) => {
  if (!('list' in field) || field.unwritten) return []
  return Object.values(field.list).flatMap((item) =>
    'struct' in item && item.struct.keyed !== undefined ? [[field.shared, item.struct.keyed] as const] : [],
  )
})

/** Text in NFD, as the agency's system has it. */
const decomposed = ({ children, ...rest }: XmlTag): XmlTag => ({
  ...rest,
  children: children.map((child) => (typeof child === 'string' ? child.normalize('NFD') : decomposed(child))),
})

/** As adapters/sdk/adapter.ts says of `toNative`. An agency that the native list does not have refuses the document (`party-unknown`). */
export function toNative(translation: Translation, context: WritingContext): Outcome<NativeDocument> {
  const from = writing(translation, markForms)
  const keys = new Map<string, ReadonlyMap<string, string>>(
    keyed.map(([list, letters]) => [
      list,
      from.keys(list as Parameters<typeof from.keys>[0], KEY, (number) => `${letters}-${number}`),
    ]),
  )
  const { decisions = [] } = translation.facet
  const circles = new Map(['supersededBy', 'cancelledBy'].map((member) => [member, circlesIn(decisions, member)]))
  const ways: Writing = { from, keysOf: (list) => keys.get(list) ?? new Map(), circles, marked: new Set() }
  const updated = from.take('updatedAt', leaf.instant.write)
  const content = contentOf(ways, from.at('facet'), facetOnly)
  if (updated === undefined || content === undefined)
    from.refuse('facet/report', 'field-missing', 'all that the format requires of HoSo')
  for (const { by } of [translation.facet.label, ...translation.labels.map(({ label }) => label)])
    if ([by?.officer, by?.listItem].some((said) => said !== undefined && leaf.text(300).write(said).lost !== undefined))
      from.refuse('facet/label', 'label-has-no-mark', 'a determiner in characters of XML 1.0')
  const party = ({ code }: Party): string | undefined => asCode(agencies)(code).value
  const [sender, receiver] = [party(context.from), party(context.to)]
  if (sender === undefined || receiver === undefined)
    from.refuse('', 'party-unknown', 'sender and receiver of the native list of agencies')

  const message = () =>
    tag(
      'td:HoSoDienTu',
      [
        tag('td:PhieuChuyen', [
          tag('td:SoPhieu', context.reference),
          tag('td:BenGui', sender, { maDinhDanh: context.from.organId }),
          tag('td:BenNhan', receiver, { maDinhDanh: context.to.organId }),
          tag('td:ThoiDiemGui', context.at),
        ]),
        tag('td:HoSo', [
          tag(dl('MaHoSo'), context.reference),
          tag(dl('CapNhatLuc'), updated),
          markTag(from.marks.record),
          content,
        ]),
      ],
      { 'xmlns:td': MESSAGE_NS, 'xmlns:dl': DATA_NS },
    )
  let root: XmlTag | undefined
  const made = from.finish(`${manifest.native.mediaType}; charset=utf-8`, () => {
    root = envelopeOf(decomposed(message()))
    return encodeXml(root)
  })
  return root === undefined ? made : withinBounds(made, manifest.native, byTags(root, manifest.native))
}
