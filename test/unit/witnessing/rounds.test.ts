import t from 'tap'
import type { Quorum } from '../../../gateway/audit/witness-policy.ts'
import type { Asked, Asker } from '../../../gateway/witnessing/asker.ts'
import { createRounds } from '../../../gateway/witnessing/rounds.ts'
import { fakeTimers } from '../../support/fake-timers.ts'
import { memoryLog } from '../../support/memory-log.ts'

const quorum: Quorum = {
  kind: 'group',
  threshold: 2,
  members: ['a', 'b', 'c'].map((name) => ({ kind: 'witness', name })),
}

/** Three witnesses that answer when they are told to. */
function setUp() {
  const timers = fakeTimers()
  const log = memoryLog({ entries: ['0'] })
  const asked: string[] = []
  const waiting = new Map<string, (answer: Asked) => void>()
  const witnessed: string[] = []
  const sizeOf = (note: string) => note.split('\n')[1]
  const asker = (name: string): Asker => ({
    name,
    ask(note) {
      asked.push(`${name}${sizeOf(note)}`)
      return new Promise((resolve) => waiting.set(name, resolve))
    },
  })
  const rounds = createRounds({
    ...{ quorum, timers, interval_ms: 10_000, interval_ms_min: 1_000, published: log.published },
    askers: ['a', 'b', 'c'].map(asker),
    onQuorum: (note) => void witnessed.push(`${sizeOf(note)}:${note.split('\n').slice(5, -1).join('')}`),
    onAsked: () => {},
  })
  log.onPublished(rounds.news)
  const answer = async (name: string, state: 'cosigned' | 'failed' = 'cosigned') => {
    waiting.get(name)!(state === 'cosigned' ? { state, line: `${name}\n`, time_s: 1 } : { state, why: 'x' })
    await new Promise(setImmediate)
  }
  const taken = () => asked.splice(0).join(' ')
  return { timers, log, rounds, answer, taken, witnessed }
}

t.test('a round is one checkpoint; each further cosignature is added to the quorum', async (t) => {
  const { rounds, answer, taken, witnessed } = setUp()
  const begun = rounds.begin()
  t.equal(taken(), 'a1 b1 c1', 'all at once')
  await answer('b')
  t.strictSame(witnessed, [])
  await answer('a', 'failed')
  t.strictSame(witnessed, [], 'who failed is not counted')
  await answer('c')
  t.strictSame(witnessed, ['1:bc'])
  await begun
})

t.test('not more often than once a second, at least every ten, and the newest only', async (t) => {
  const { timers, log, rounds, answer, taken, witnessed } = setUp()
  void rounds.begin()
  for (const name of ['a', 'b', 'c']) await answer(name)
  t.strictSame(witnessed, ['1:ab', '1:abc'])
  taken()
  log.append('1')
  log.append('2')
  t.equal(taken(), '')
  timers.advance(999)
  t.equal(taken(), '')
  timers.advance(1)
  t.equal(taken(), 'a3 b3 c3')
  for (const name of ['a', 'b', 'c']) await answer(name)
  timers.advance(9_999)
  t.equal(taken(), '', 'nothing new')
  timers.advance(1)
  t.equal(taken(), 'a3 b3 c3', 'a sign of life')
  for (const name of ['a', 'b', 'c']) await answer(name)
  log.append('3')
  t.equal(taken(), '')
  timers.advance(1_000)
  t.equal(taken(), 'a4 b4 c4')
})

t.test('who is slow holds nobody up, and joins the newest round', async (t) => {
  const { timers, log, rounds, answer, taken, witnessed } = setUp()
  void rounds.begin()
  await answer('a')
  await answer('b')
  taken()
  log.append('1')
  timers.advance(1_000)
  t.equal(taken(), 'a2 b2', 'c has not answered yet')
  await answer('c')
  t.equal(taken(), 'c2')
  await answer('b')
  await answer('c')
  t.strictSame(witnessed, ['1:ab', '2:bc'], 'the late answer to the first is not mixed in')
})

t.test('a round without its quorum is waited for until nobody is left to answer', async (t) => {
  const { timers, log, rounds, answer, taken, witnessed } = setUp()
  void rounds.begin()
  await answer('a')
  taken()
  log.append('1')
  timers.advance(30_000)
  t.equal(taken(), '', 'else two slow ones might never meet')
  await answer('c', 'failed')
  t.equal(taken(), '')
  await answer('b', 'failed')
  t.equal(taken(), 'a2 b2 c2')
  t.strictSame(witnessed, [])
  const ended = rounds.end()
  for (const name of ['a', 'b', 'c']) await answer(name)
  await ended
  log.append('2')
  timers.advance(30_000)
  t.equal(taken(), '', 'no round after the end')
})
