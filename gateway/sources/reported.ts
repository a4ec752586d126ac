/** Cuts findings down to what may be reported. */
import type { Finding } from '../../adapters/sdk/finding.ts'

/**
 * A finding as it is reported: no member that an adapter could put content in by mistake. `expected` is the gateway's own
 * alone, in words of the schema.
 */
export type ReportedFinding = Pick<
  Finding,
  'code' | 'effect' | 'pointer' | 'line' | 'column' | 'target' | 'expected'
> & {
  /** `type` is one of a closed list; `digest` as gateway/sources/found.ts makes it. */
  readonly found?: { readonly type: string; readonly length?: number; readonly digest?: string }
}

const effects: readonly string[] = ['reject-document', 'reject-record', 'degraded', 'note']
const pointer_length_max = 300

/** What adapters and codecs call what they find; another word might be content. */
const types: ReadonlySet<unknown> = new Set([
  ...['branch', 'list', 'text', 'number', 'boolean', 'none'],
  ...['object', 'array', 'string', 'inexact-number', 'null', 'element', 'cell', 'member'],
])

function foundOf({ code, found }: Finding): Pick<ReportedFinding, 'found'> {
  // Of a state secret not even the length is told.
  if (typeof found !== 'object' || found === null || code === 'state-secret-in-clear') return {}
  const { type, length } = found
  const isLength = Number.isSafeInteger(length) && length! >= 0
  return { found: { type: types.has(type) ? type : 'other', ...(isLength && { length: length! }) } }
}

/** Neither half a character nor NUL, which a database would not take. */
const text = (value: unknown) =>
  typeof value === 'string' ? value.slice(0, pointer_length_max).toWellFormed().replaceAll('\0', '\ufffd') : ''
const position = (value: unknown) => (Number.isSafeInteger(value) ? (value as number) : undefined)

/** At most `max` findings, state secrets first, then what rejects: code, effect, places, and type and length of what was found. Whether a pointer itself names content is the adapter's to avoid. */
export function reported(findings: readonly Finding[], max: number): ReportedFinding[] {
  const first = ({ code, effect }: Finding): number =>
    code === 'state-secret-in-clear' ? 0 : String(effect).startsWith('reject-') ? 1 : 2
  const sorted = findings.toSorted((a, b) => first(a) - first(b))
  return sorted.slice(0, max).map((finding) => {
    const { code, effect, pointer, line, column, target } = finding
    const at = { line: position(line), column: position(column) }
    return {
      code: /^[a-z][a-z0-9-]{0,59}$/.test(code) ? code : 'finding-invalid',
      effect: effects.includes(effect) ? effect : 'note',
      pointer: text(pointer),
      ...(at.line === undefined ? {} : { line: at.line }),
      ...(at.column === undefined ? {} : { column: at.column }),
      ...(target === undefined ? {} : { target: text(target) }),
      ...foundOf(finding),
    }
  })
}
