/** What an opaque part stands for: natively the key of a reporter, in shared form the place of that reporter. */
import type { OpaquePart } from '../../schemas/generated/types.ts'
import { attributeOf, type XmlElement } from '../codecs/xml.ts'
import { hasContent, type Notes, note, secretInClear } from './notes.ts'

/**
 * The parts with `covers` as JSON Pointer into the facet; one whose reporter is not there is left out with a finding.
 * An identity that also stands in clear beside its opaque part is noted as a state secret in clear.
 */
export function placeOpaque(
  notes: Notes,
  dossier: XmlElement,
  parts: readonly OpaquePart[],
  reporters: readonly { readonly id: string }[],
): readonly OpaquePart[] {
  return parts.flatMap((part) => {
    const key = part.covers.slice(part.covers.indexOf(':') + 1)
    const at = reporters.findIndex(({ id }) => id === key)
    const clear = identitiesOf(notes, dossier, key).find(hasContent)
    if (clear !== undefined) secretInClear(notes, clear, `/reporters/${at}`)
    if (at >= 0) return [{ ...part, covers: `/reporters/${at}` }]
    note(notes, dossier, {
      code: 'reference-unresolved',
      effect: 'reject-record',
      target: '/opaque',
      expected: 'a key of a NguoiToGiac',
    })
    notes.absent.push({ path: '/opaque', why: 'unknown' })
    return []
  })
}

function identitiesOf(notes: Notes, dossier: XmlElement, key: string): readonly XmlElement[] {
  const children = (of: readonly XmlElement[], name: string): readonly XmlElement[] =>
    of.flatMap((e) => e.children).filter((c) => c.name === name && c.ns === notes.ns)
  const reporters = children(children([dossier], 'DanhSachNguoiToGiac'), 'NguoiToGiac')
  return children(
    reporters.filter((r) => attributeOf(r, 'ma')?.trim() === key),
    'NhanThan',
  )
}
