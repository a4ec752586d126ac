/** Proofs for the holders of receipts. */
import { timingSafeEqual } from 'node:crypto'
import { checkpointIn } from '../audit/checkpoint.ts'
import type { Log } from '../audit/log.ts'
import { formatProof } from '../audit/tlog-proof.ts'
import type { Standing } from './events.ts'

export interface Receipts {
  /**
   * The `.tlog-proof` of entry `index` for `system`, or undefined when that entry is another's, nobody's, or not there. Against the
   * published checkpoint, which witnesses have signed too once they have, or where that does not reach yet, the newest signed one. Rejects
   * with GatewayError `log-unavailable`.
   */
  proofFor(system: string, index: number): Promise<string | undefined>
}

/** `standing` tells whose an entry is. */
export function createReceipts(
  log: Pick<Log, 'ownedBy' | 'published' | 'checkpoint' | 'prove'>,
  { owner }: Standing,
): Receipts {
  return {
    async proofFor(system, index) {
      const owned = await log.ownedBy(index)
      if (owned?.owner === undefined || !owner) return undefined
      const [own, found] = [owner(owned.event, system), owned.owner].map((tag) => Buffer.from(tag))
      if (own!.length !== found!.length || !timingSafeEqual(own!, found!)) return undefined
      const published = log.published()
      const reaches = (checkpointIn(published)?.size ?? 0) > index
      const checkpoint = reaches ? published : log.checkpoint()
      const { hashes } = await log.prove(index, checkpointIn(checkpoint)!.size)
      return formatProof({ index, hashes, checkpoint, ...(owned.bytes && { extra: owned.bytes }) })
    },
  }
}
