/** What the receiver of a transfer was given of which matter, by keyed MACs: whoever is told by the gateway is not told what it has. */
import type { Sql } from '../../store/pool.ts'
import { open, type Sealed } from '../sealed.ts'
import type { Vault } from '../vault.ts'
import type { Timing } from './clocks.ts'

export interface Given {
  /** Of all that the receiver is told, whatever its form and whenever it was told. */
  readonly content: Buffer
  /** Of the numbers of the matter. */
  readonly matter: readonly Buffer[]
}

interface Ends {
  readonly sender: string
  readonly receiver: string
}

/** `content`: sealed, all that the receiver is told as a text. */
export const givenBy = (
  vault: Vault,
  { sender, receiver }: Ends,
  { content, timing }: { readonly content: Sealed; readonly timing: Pick<Timing, 'matter'> },
): Given => ({
  content: vault.mac(Buffer.from(open<string>(content)), ['transfer-given', sender, receiver]),
  matter: timing.matter.map((number) => vault.mac(Buffer.from(number), ['transfer-matter', sender, receiver])),
})

/** Whether `given` is what the receiver was given last of its matter by that sender, whatever became of that since: what was called back is not sent again either. */
export async function isGivenLast(sql: Sql, { sender, receiver }: Ends, { content, matter }: Given): Promise<boolean> {
  const [row] = await sql.query<{ content: Buffer }>(
    `SELECT g.content FROM transfer_given g JOIN transfer t ON t.id = g.transfer
     WHERE g.matter && $3 AND t.sender = $1 AND t.receiver = $2 ORDER BY t.received_at DESC, t.id DESC LIMIT 1`,
    [sender, receiver, matter],
    'given-last',
  )
  return row?.content.equals(content) ?? false
}
