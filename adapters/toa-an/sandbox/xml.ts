/**
 * The little XML that the sandbox system writes by itself, so that nothing of the adapter's reading is shared with it.
 */
import type { Label, PartialDate } from '../../../schemas/generated/types.ts'
import type { Translation } from '../../sdk/adapter.ts'
import { nativeCode } from './codes.ts'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
export const escapeText = (text: string): string => text.replace(/[&<>"]/g, (c) => escapes[c] ?? c)

/** An element with content that is XML already; `attributes` is written text that begins with a space, or empty. */
export const element = (name: string, content: string, attributes = ''): string =>
  `<${name}${attributes}>${content}</${name}>`

/** An element with text, or nothing for undefined. */
export const plain = (name: string, value: string | undefined): string =>
  value === undefined ? '' : element(name, escapeText(value))

/** dd/MM/yyyy, MM/yyyy or yyyy, as the court's own file has dates. */
export const ownDate = (date: PartialDate): string => date.split('-').reverse().join('/')
/** dd/MM/yyyy HH:mm:ss, Vietnamese time without saying so. */
export const ownInstant = (instant: string): string => `${ownDate(instant.slice(0, 10))} ${instant.slice(11, 19)}`
/** yyyy/MM/dd, as edXML has dates. */
export const edxmlDate = (date: PartialDate): string => date.replaceAll('-', '/')

/** yyyy/MM/dd HH:mm:ss, as edXML has times, of an instant in Vietnamese time. */
export const edxmlTime = (instant: string): string => `${edxmlDate(instant.slice(0, 10))} ${instant.slice(11, 19)}`

/** Attributes for a label. Throws on one that this system has no marks for. */
export function markOf(label: Label): string {
  if (label.by !== undefined) throw new Error('the format has no place for a determiner')
  const tags = label.tags.map((tag) => nativeCode('tags', tag)).join(' ')
  return ` muc="${nativeCode('levels', label.level)}" dau="${tags}"`
}

/** A mark that says: as the record. */
export const AS_RECORD = ' muc="THS" dau=""'

/**
 * The labels and absences of a translation, taken one by one while it is written; what is left at the end was not
 * written.
 */
export interface Remarks {
  /** A field: its value with its own mark, or why it has none, or nothing. */
  field(name: string, path: string, value: string | undefined): string
  /** Attributes for the mark of an entity; empty when it has none. */
  mark(path: string): string
  left(): readonly string[]
}

/** The remarks of one translation, for writing it once. */
export function makeRemarks({ labels, absent }: Translation): Remarks {
  const labelAt = new Map(labels.map(({ path, label }) => [path, label]))
  const absentAt = new Map(absent.map(({ path, why }) => [path, why]))
  const mark = (path: string): string => {
    const label = labelAt.get(path)
    labelAt.delete(path)
    return label === undefined ? '' : markOf(label)
  }
  return {
    mark,
    field(name, path, value) {
      const why = absentAt.get(path)
      absentAt.delete(path)
      const attributes = mark(path)
      if (value !== undefined) return element(name, escapeText(value), attributes)
      if (why === undefined && attributes === '') return ''
      const reason = why === undefined ? '' : ` thieu="${nativeCode('absences', why)}"`
      return element(name, '', attributes + reason)
    },
    left: () => [...labelAt.keys(), ...absentAt.keys()],
  }
}
