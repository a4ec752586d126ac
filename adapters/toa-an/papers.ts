/** The papers of the file: what the court's list tells of each, held to what is attached. */
import type { Attached } from '../codecs/edxml-attachments.ts'
import { sha256 } from '../codecs/sha256.ts'
import type { XmlElement } from '../codecs/xml.ts'
import type { Translation } from '../sdk/adapter.ts'
import { ATTACHED } from './format.ts'
import type { Complete } from './lists.ts'
import { note, noteAbsent, type Reading, type Tree } from './reading.ts'
import { paper } from './rows-people.ts'

const isAttached = ({ name, ns }: XmlElement, reading: Reading): boolean => name === ATTACHED && ns === reading.ns

/** What a paper and its attachment both say. */
const told = ({ name, contentType, content }: Attached) => ({
  fileName: name,
  mediaType: contentType,
  bytes: content.byteLength,
})

/** Papers with their attachments, by the places in `documents` that they came to. */
export interface Papers {
  readonly complete: Complete
  /** Attachments of the papers that were taken, by the id of the paper. */
  readonly taken: ReadonlyMap<string, Attached>
}

/**
 * Holds each paper that came along to its attachment: there is one, it belongs to no other paper, and the two do not
 * contradict each other. Never takes content.
 */
export function papersOf(reading: Reading, attachments: readonly Attached[]): Papers {
  const taken = new Map<string, Attached>()
  const complete: Complete = (item, at, path) => {
    const given = at.children.filter((child) => isAttached(child, reading))
    if (given.length === 0) return item
    const refuse = (code: string, expected: string, of = given[0]!): undefined =>
      note(reading, of, { code, effect: 'reject-record', target: path, expected }) as undefined
    const id = given[0]!.text.trim()
    const attachment = attachments.find(({ contentId }) => contentId === id)
    if (given.length > 1) return refuse('field-repeated', `one ${ATTACHED}`, given[1])
    if (given[0]!.children.length > 0) return refuse('value-invalid', 'text without elements')
    if (attachment === undefined) return refuse('reference-unresolved', 'the ContentId of an attachment')
    if ([...taken.values()].includes(attachment)) return refuse('reference-repeated', 'an attachment of its own')
    const contradicted = Object.entries(told(attachment)).find(
      ([name, value]) => item[name] !== undefined && item[name] !== value,
    )
    if (contradicted !== undefined) {
      const native = paper.find(([, shared]) => shared === contradicted[0])?.[0]
      const of = at.children.find(({ name, ns }) => name === native && ns === reading.ns) ?? at
      const [code, expected] = ['attachment-contradicted', 'what the attachment says']
      // Which of the three is wrong can't be told.
      note({ ...reading, base: '' }, attachment.element, { code, effect: 'reject-record', target: path, expected })
      refuse(code, expected, of)
      return refuse(code, expected)
    }
    taken.set(item.id as string, attachment)
    return item
  }
  return { complete, taken }
}

/** An attachment that the court's list does not know has no kind: it is not among the documents, and that is said. */
export function checkPapers(
  reading: Reading,
  root: XmlElement,
  papers: readonly Attached[],
  list: XmlElement | undefined,
): void {
  const listed = new Set(
    list?.children.flatMap((paper) => paper.children.filter((c) => isAttached(c, reading)).map((c) => c.text.trim())),
  )
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
export function digestsOf(documents: readonly Tree[], taken: Papers['taken']): NonNullable<Translation['digests']> {
  return documents.flatMap(({ id }, i) => {
    const attachment = taken.get(id as string)
    return attachment === undefined ? [] : [{ path: `/documents/${i}`, sha256: sha256(attachment.content) }]
  })
}
