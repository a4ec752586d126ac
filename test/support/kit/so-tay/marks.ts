/** The marks of a page: what is missing or not understood makes it undetermined. */
import type { JsonObject } from '../../../../adapters/codecs/json.ts'
import type { Finding } from '../../../../adapters/sdk/finding.ts'
import type { Label } from '../../../../schemas/generated/types.ts'
import { levels, tags } from './codes.ts'
import manifest from './manifest.json' with { type: 'json' }
import { findingAt, oneOf, read } from './reading.ts'

const unmarked = manifest.labelWhenUnmarked as Label

export function readLabel(findings: Finding[], page: JsonObject): Label {
  const level = read(findings, page, 'mat', oneOf(levels), 'degraded')
  const node = page.members.get('dau')
  const items = node?.type === 'array' ? node.items : undefined
  const known = items?.map((item) =>
    item.type === 'string' && Object.hasOwn(tags, item.value) ? tags[item.value] : undefined,
  )
  if (known === undefined || known.includes(undefined))
    findings.push(findingAt(node ?? page, 'mark-unknown', 'degraded', 'codes of marks'))
  if (level === undefined || known === undefined || known.includes(undefined)) return unmarked
  const own = [...new Set(known as Label['tags'])]
  if (own.length < known.length) findings.push(findingAt(node!, 'mark-repeated', 'degraded', 'each mark once'))
  return { level, tags: own }
}
