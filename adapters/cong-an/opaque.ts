/** What an opaque part stands for: natively the key of a reporter, in shared form the place of that reporter. */
import type { OpaquePart } from '../../schemas/generated/types.ts'
import { attributeOf, type XmlElement } from '../codecs/xml.ts'
import { reporter as reporterFields } from './format-people.ts'
import { hasContent, type Notes, note, secretInClear } from './notes.ts'

const keyOf = (covers: string): string => covers.slice(covers.indexOf(':') + 1).trim()

/** The parts with `covers` as JSON Pointer into the facet; one whose reporter is not there is left out with a finding. */
export function placeOpaque(
  notes: Notes,
  dossier: XmlElement,
  parts: readonly OpaquePart[],
  reporters: readonly { readonly id: string }[],
): readonly OpaquePart[] {
  const places = new Map(reporters.map(({ id }, i) => [id, `/reporters/${i}`]))
  return parts.flatMap((part) => {
    const covers = places.get(keyOf(part.covers))
    if (covers !== undefined) return [{ ...part, covers }]
    const expected = 'a key of a NguoiToGiac'
    note(notes, dossier, { code: 'reference-unresolved', effect: 'reject-record', target: '/opaque', expected })
    notes.absent.push({ path: '/opaque', why: 'unknown' })
    return []
  })
}

/**
 * Notes whatever tells of a reporter in clear beside an opaque part for it, marked or not. It looks at the elements, so that
 * neither a broken part nor a broken reporter hides one.
 */
export function findCoveredInClear(notes: Notes, dossier: XmlElement): void {
  const children = (of: readonly XmlElement[], name: string): readonly XmlElement[] =>
    of.flatMap((e) => e.children).filter((c) => c.name === name && c.ns === notes.ns)
  const parts = children(children([dossier], 'DanhSachPhanMat'), 'PhanMat')
  const covered = new Set(children(parts, 'ThayCho').map(({ text }) => keyOf(text)))
  const reporters = children(children([dossier], 'DanhSachNguoiToGiac'), 'NguoiToGiac')
  const secret = reporters.filter((reporter) => covered.has(attributeOf(reporter, 'ma')?.trim() ?? ''))
  const open = ({ name, ns }: XmlElement): boolean => ns === notes.ns && reporterFields.fields[name]?.open === true
  const clear = secret.flatMap((of) => [
    ...(of.text.trim() === '' ? [] : [of]),
    ...of.children.filter((c) => hasContent(c) && !open(c)),
  ])
  for (const element of clear) secretInClear(notes, element, '/reporters')
}
