/** What in a source's documents is not as its adapter knows the format: told once, the first time that it is seen. */
import type { FindingsReport } from './asked.ts'

/** By code and place in the format, never by value. `target`: JSON Pointer into the shared form. */
export interface FormatChange {
  readonly agency: string
  readonly adapter: string
  readonly code: string
  /** JSON Pointer into the native tree, positions as `*`. */
  readonly path: string
  readonly target?: string
}

/** A field that is new (also under another name), is missing, or has another form. */
const codes: ReadonlySet<string> = new Set([
  'field-unknown',
  'field-missing',
  'field-type',
  'field-repeated',
  'header-unexpected',
  'column-repeated',
  'cells-unexpected',
  'members-unexpected',
  'message-unexpected',
])

const generalised = (pointer: string): string => pointer.replace(/\/\d+(?=\/|$)/g, '/*')

/**
 * Gives of each report the changes that no earlier one had, by adapter version and place. Remembers at most `changes_max` since the start, and
 * tells no more after that.
 */
export function formatChanges(changes_max: number): (report: FindingsReport) => readonly FormatChange[] {
  const seen = new Set<string>()
  return ({ agency, adapter, findings }) =>
    findings.flatMap(({ code, pointer, target }) => {
      if (!codes.has(code) || seen.size >= changes_max) return []
      const change = {
        agency,
        adapter,
        code,
        path: generalised(pointer),
        ...(target === undefined ? {} : { target: generalised(target) }),
      }
      const key = JSON.stringify(change)
      if (seen.has(key)) return []
      seen.add(key)
      return [change]
    })
}
