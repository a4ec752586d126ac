/** Whose petition is refused: its number and its time of change, nothing else of it. */
import type { JsonNode } from '../codecs/json.ts'
import type { RefusedRecord } from '../sdk/adapter.ts'
import { instant, type Leaf, text } from './leaves.ts'
import { member } from './reading.ts'

/** None when it has no number that can be read. */
export function refusedRecord(petition: JsonNode, secret: boolean): readonly RefusedRecord[] {
  if (petition.type !== 'object') return []
  const read = (name: string, leaf: Leaf): string | undefined => {
    const node = member(petition, name)
    return node === undefined ? undefined : (leaf(node).value as string | undefined)
  }
  const [nativeKey, updatedAt] = [read('maPhanAnh', text(64)), read('capNhatLuc', instant)]
  if (nativeKey === undefined) return []
  return [{ nativeKey, why: secret ? 'secret' : 'rejected', ...(updatedAt === undefined ? {} : { updatedAt }) }]
}
