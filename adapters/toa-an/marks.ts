/**
 * Handling marks: attributes `muc` (level) and `dau` (handling marks) of an element. A mark is understood wholly or not
 * at all. The system has no place for a state secret: whatever claims to be one is refused with its document.
 */
import type { Label } from '../../schemas/generated/types.ts'
import type { XmlAttribute, XmlElement } from '../codecs/xml.ts'
import { namedLike } from '../sdk/mark-names.ts'
import { AS_RECORD, levels, secretLevels, tags } from './codes.ts'
import manifest from './manifest.json' with { type: 'json' }

/** As the manifest declares it. */
export const unmarked = manifest.labelWhenUnmarked as Label

/** `label` is undefined where the mark of a person or a paper says that the record's holds. */
export interface Mark {
  readonly label: Label | undefined
  readonly understood: boolean
}

/** Whether a name, however written, is that of a mark. */
export const isMarkName = namedLike(['muc', 'dau', 'doMat', 'dauMat'])

const marksOf = ({ attributes }: XmlElement): readonly XmlAttribute[] =>
  attributes.filter(({ name }) => isMarkName(name))

/** Whether an element, or anything in it, has a mark or is named like one. */
export const bearsMark = (element: XmlElement): boolean =>
  isMarkName(element.name) || marksOf(element).length > 0 || element.children.some(bearsMark)

/** The mark of an element, undefined when it has none. What is not understood is `unmarked`, never passed over. */
export function readMark(element: XmlElement): Mark | undefined {
  const marks = marksOf(element)
  if (marks.length === 0) return undefined
  const value = (name: string): string | undefined => marks.find((a) => a.name === name && a.ns === '')?.value.trim()
  const level = value('muc')
  const handling = value('dau')
    ?.split(/\s+/)
    .filter((code) => code !== '')
  if (marks.length === 2 && level !== undefined && handling !== undefined) {
    if (level === AS_RECORD && handling.length === 0) return { label: undefined, understood: true }
    if (Object.hasOwn(levels, level) && handling.every((code) => Object.hasOwn(tags, code)))
      return {
        label: { level: levels[level]!, tags: [...new Set(handling.map((code) => tags[code]!))] },
        understood: true,
      }
  }
  return { label: unmarked, understood: false }
}

const secretOf = (text: string): Label['level'] | undefined => {
  const code = text.trim().toUpperCase()
  return Object.hasOwn(secretLevels, code) ? secretLevels[code] : undefined
}

/** The level of state secrets that the marks of an element claim, undefined when they claim none. */
export function claimedSecret(element: XmlElement): Label['level'] | undefined {
  const texts = [...marksOf(element).map(({ value }) => value), ...(isMarkName(element.name) ? [element.text] : [])]
  return texts.map(secretOf).find((level) => level !== undefined)
}

/** Elements that claim it, at any depth. */
export const secretsWithin = (element: XmlElement): readonly XmlElement[] => [
  ...(claimedSecret(element) === undefined ? [] : [element]),
  ...element.children.flatMap(secretsWithin),
]
