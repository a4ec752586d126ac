/** The next batch of the writer thread: what belongs together is written together, and nothing waits for what does not come. */
import t from 'tap'
import { createForming, type Turn } from '../../../gateway/audit/forming.ts'
import { limits } from '../../../gateway/limits.ts'

const part = (id: number, more: boolean, bytes = 1): Turn => ({
  kind: 'append',
  id,
  count: 1,
  frames: new Uint8Array(bytes),
  reserved: false,
  more,
})
const runOf = ({ frames }: Turn) => ({ frames: Buffer.from(frames.buffer), leaves: [] })

/** What `turns` make, taken one after the other: after each whether it is to be written. */
function taken(...turns: readonly Turn[]) {
  const forming = createForming()
  const whole = turns.map((turn) => {
    forming.take(turn, runOf(turn))
    return forming.isWhole()
  })
  return { forming, whole }
}

t.test('the parts of one turn wait for its last one, of however many turns', async (t) => {
  const { forming, whole } = taken(part(1, true), part(2, true), part(3, false), part(4, true), part(5, false))
  t.same(whole, [false, false, true, false, true])
  t.same(
    forming.finish().map(({ id }) => id),
    [1, 2, 3, 4, 5],
    'in order',
  )
  t.notOk(forming.isWhole(), 'nothing is left')
  t.same(forming.finish(), [])
})

t.test('what is broken off, by a question that comes between, does not hold up what follows', async (t) => {
  const { forming } = taken(part(1, true))
  t.equal(forming.finish().length, 1)
  const last = part(2, false)
  forming.take(last, runOf(last))
  t.ok(forming.isWhole())
})

t.test('a full batch is written, whatever follows', async (t) => {
  const { batch_bytes_max, message_bytes_max, batch_entries_max, message_entries_max } = limits.log
  const parts = Math.floor(batch_bytes_max / message_bytes_max)
  const { whole } = taken(...Array.from({ length: parts }, (_, id) => part(id, true, message_bytes_max)))
  t.same(whole, [...Array(parts - 1).fill(false), true], 'by bytes')
  const many = { ...part(0, true), count: message_entries_max }
  const turns = Array.from({ length: batch_entries_max / message_entries_max }, () => many)
  t.same(taken(...turns).whole.indexOf(true), turns.length - 1, 'by entries')
})
