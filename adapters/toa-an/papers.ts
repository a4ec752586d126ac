/**
 * The papers of the file: what the court's list tells of an attachment, beside what the message tells and what is
 * attached.
 */
import type { Attached } from '../codecs/edxml-attachments.ts'
import { sha256 } from '../codecs/sha256.ts'
import { attributeOf, type XmlElement } from '../codecs/xml.ts'
import type { Translation } from '../sdk/adapter.ts'
import { attached } from './format.ts'
import type { Complete } from './lists.ts'
import { note, noteAbsent, type Reading, type Tree } from './reading.ts'

/**
 * Completes a paper by its attachment: name, declared type, words of the manifest and decoded size; never its content.
 */
export function paperOf(reading: Reading, papers: readonly Attached[]): Complete {
  return (item, at, path) => {
    const paper = papers.find(({ contentId }) => contentId === item.id)
    if (paper === undefined) {
      const expected = 'the ContentId of an attachment'
      note(reading, at, { code: 'reference-unresolved', effect: 'reject-record', target: path, expected })
      return undefined
    }
    const told = { title: paper.description, fileName: paper.name, mediaType: paper.contentType }
    const good = Object.entries(told).filter(([name, value]) => {
      if (value === undefined) return false
      const result = attached[name as keyof typeof attached](value)
      if (result.ok) return true
      const { code, expected } = result
      note({ ...reading, base: '' }, paper.element, { code, effect: 'degraded', target: `${path}/${name}`, expected })
      noteAbsent(reading, `${path}/${name}`, 'unknown')
      return false
    })
    return { ...item, ...Object.fromEntries(good), bytes: paper.content.byteLength }
  }
}

/** An attachment that the court's list does not know has no kind: it is not among the documents, and that is said. */
export function checkPapers(
  reading: Reading,
  root: XmlElement,
  papers: readonly Attached[],
  list: XmlElement | undefined,
): void {
  const listed = new Set(list?.children.map((c) => attributeOf(c, 'tep')?.trim()))
  for (const { contentId, element } of papers) {
    if (listed.has(contentId)) continue
    const finding = {
      code: 'reference-missing',
      effect: 'reject-record',
      target: '/documents',
      expected: 'a TaiLieu for it',
    } as const
    note({ ...reading, base: '' }, element, finding)
    noteAbsent(reading, '/documents', 'unknown')
  }
  if (list === undefined && papers.length > 0)
    note(reading, root, { code: 'field-missing', effect: 'degraded', target: '/documents', expected: 'DanhMucTaiLieu' })
}

/** Digests of the bytes that came along with the documents of the translation. */
export function digestsOf(
  documents: readonly Tree[],
  papers: readonly Attached[],
): NonNullable<Translation['digests']> {
  const contents = new Map(papers.map(({ contentId, content }) => [contentId, content]))
  return documents.flatMap(({ id }, i) => {
    const content = contents.get(id as string)
    return content === undefined ? [] : [{ path: `/documents/${i}`, sha256: sha256(content) }]
  })
}
