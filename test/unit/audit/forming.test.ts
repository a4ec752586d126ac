/** The next batch of the writer thread: what belongs together is written together, and nothing waits for what does not come. */
import t from 'tap'
import { createForming, type Turn } from '../../../gateway/audit/forming.ts'
import { limits } from '../../../gateway/limits.ts'

/** `more_in_ms`: of a part that others follow. */
const part = (id: number, more_in_ms?: number, bytes = 1): Turn => ({
  kind: 'append',
  id,
  count: 1,
  frames: new Uint8Array(bytes),
  reserved: false,
  ...(more_in_ms !== undefined && { more_in_ms }),
})
const runOf = ({ frames }: Turn) => ({ frames: Buffer.from(frames.buffer), leaves: [] })

/** What `turns` make, taken one after the other, where writing took `write_ms`: after each whether it is to be written. */
function taken(write_ms: number, ...turns: readonly Turn[]) {
  const forming = createForming()
  const due = turns.map((turn) => {
    forming.take(turn, runOf(turn))
    return forming.isDue(write_ms)
  })
  return { forming, due }
}

const slow_ms = Number.POSITIVE_INFINITY

t.test('on a slow disk the parts of one turn wait for its last one, of however many turns', async (t) => {
  const { forming, due } = taken(slow_ms, part(1, 1), part(2, 1), part(3), part(4, 1), part(5))
  t.same(due, [false, false, true, false, true])
  t.same(
    forming.finish().map(({ id }) => id),
    [1, 2, 3, 4, 5],
    'in order',
  )
  t.notOk(forming.isDue(0), 'nothing is left')
  t.same(forming.finish(), [])
})

t.test('what is broken off, by a question that comes between, does not hold up what follows', async (t) => {
  const { forming } = taken(slow_ms, part(1, 1))
  t.equal(forming.finish().length, 1)
  const last = part(2)
  forming.take(last, runOf(last))
  t.ok(forming.isDue(slow_ms))
})

t.test('a disk that is done by the time the rest has come waits for nothing', async (t) => {
  t.same(taken(6, part(1, 3)).due, [true], 'as long as the two parts take')
  t.same(taken(6.1, part(1, 3)).due, [false])
  t.same(taken(6, part(1, 2), part(2, 3)).due, [false, true], 'by the part that came last')
})

t.test('a full batch is written, whatever follows', async (t) => {
  const { batch_bytes_max, message_bytes_max, batch_entries_max, message_entries_max } = limits.log
  const parts = Math.floor(batch_bytes_max / message_bytes_max)
  const { due } = taken(slow_ms, ...Array.from({ length: parts }, (_, id) => part(id, 1, message_bytes_max)))
  t.same(due, [...Array(parts - 1).fill(false), true], 'by bytes')
  const many = { ...part(0, 1), count: message_entries_max }
  const turns = Array.from({ length: batch_entries_max / message_entries_max }, () => many)
  t.same(taken(slow_ms, ...turns).due.indexOf(true), turns.length - 1, 'by entries')
})
