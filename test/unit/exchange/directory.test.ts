/** The drop folder from both ends: every file has one effect and one acknowledgement, whatever its sender or the disk do. */
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { startDirectory } from '../../../gateway/exchange/directory.ts'
import { settle } from '../../../gateway/exchange/file-deposit.ts'
import { prepareFolder } from '../../../gateway/exchange/folder.ts'
import { createLooker } from '../../../gateway/exchange/looking.ts'
import { type Drop, drop, listing } from '../../support/drop.ts'
import { until } from '../../support/until.ts'

const event = (letter: string) => `ev-${letter.repeat(26)}`
const put = ({ folder }: Drop, name: string, text: string) => {
  writeFileSync(join(folder.in, `.${name}`), text)
  renameSync(join(folder.in, `.${name}`), join(folder.in, name))
}

async function running(t: Test, made: Drop) {
  await prepareFolder(made.folder)
  const directory = startDirectory(made.options)
  t.teardown(() => directory.stop())
  return { ...made, directory }
}

/** A claimed file, with what a look saw of it. */
async function claimed(made: Drop, name: string, text: string, of = event('a')) {
  await prepareFolder(made.folder)
  const path = join(made.folder.work, `${of}.${name}`)
  writeFileSync(path, text)
  const { present } = await createLooker(made.folder.work, () => 'deposit', 100).look()
  return { claim: { event: of, file: name }, seen: present.get(`${of}.${name}`)!, path }
}

t.test('a file is taken, acknowledged and removed', async (t) => {
  const { folder, deposits, acknowledged, states, ...made } = await running(t, drop(t))
  put({ folder, deposits, acknowledged, states, ...made }, 'a.csv', 'một;hai\r\n')
  const told = await until(() => acknowledged('a.csv'))
  t.same(
    deposits.taken.map(({ text }) => text),
    ['một;hai\r\n'],
  )
  t.match(told, { file: 'a.csv', event: deposits.taken[0]?.event, state: 'accepted', taken: 1, rejected: [] })
  t.match(told.receipt, { origin: 'gateway.test/log', index: 1 })
  await until(() => listing(folder).length === 1)
  t.same(listing(folder), ['ack/a.csv.json'])
  t.same(states, ['ok'])
  for (const path of Object.values(folder)) t.equal(statSync(path).mode & 0o777, 0o700)
})

t.test('the same bytes under another name, and another file under the same name', async (t) => {
  const made = await running(t, drop(t))
  put(made, 'a.csv', 'one')
  const first = await until(() => made.acknowledged('a.csv'))
  put(made, 'b.csv', 'one')
  t.match(await until(() => made.acknowledged('b.csv')), {
    state: 'duplicate',
    receipt: first.receipt,
    event: first.event,
  })
  put(made, 'a.csv', 'one')
  t.match(
    await until(() => (made.acknowledged('a.csv')?.state === 'duplicate' ? made.acknowledged('a.csv') : undefined)),
    {
      receipt: first.receipt,
    },
  )
  put(made, 'a.csv', 'two')
  await until(() => made.acknowledged('a.csv')?.receipt.index === 2)
  t.match(made.acknowledged('a.csv'), { state: 'accepted', event: made.deposits.taken[1]?.event })
  t.match(made.acknowledged(`a.csv.${first.event}`), { receipt: first.receipt }, 'what was still unread is kept')
  t.equal(made.deposits.taken.length, 2)
})

t.test('what is no plain file stays where it is, is never opened, and is told', async (t) => {
  const made = drop(t)
  const odds: number[] = []
  const { folder, deposits } = made
  await prepareFolder(folder)
  mkdirSync(join(folder.in, 'd.csv'))
  symlinkSync('/etc/hostname', join(folder.in, 's.csv'))
  writeFileSync(join(folder.in, 'tên.csv'), 'x')
  writeFileSync(join(folder.in, 'a.part'), 'x')
  const directory = startDirectory({ ...made.options, report: (_state, odd) => odds.push(odd) })
  t.teardown(() => directory.stop())
  put(made, 'z.csv', 'good')
  await until(() => made.acknowledged('z.csv'))
  t.same(
    deposits.taken.map(({ text }) => text),
    ['good'],
  )
  t.same(readdirSync(folder.in).sort(), ['a.part', 'd.csv', 's.csv', 'tên.csv'].sort())
  t.same(odds, [3])
})

t.test('too large: not looked at, recorded, acknowledged as refused, and kept', async (t) => {
  const recorded: string[] = []
  const made = await running(
    t,
    drop(t, {
      recordTooLarge: async (agency, of) => {
        recorded.push(`${agency} ${of}`)
        return { origin: 'o', index: 7, leaf: 'l' }
      },
    }),
  )
  put(made, 'a.csv', 'x'.repeat(1001))
  const told = await until(() => made.acknowledged('a.csv'))
  t.match(told, {
    state: 'refused',
    taken: 0,
    rejected: [{ code: 'document-too-large', effect: 'reject-document' }],
    receipt: { index: 7 },
  })
  await until(() => listing(made.folder).includes('refused/ev.a.csv'))
  t.same(listing(made.folder), ['ack/a.csv.json', 'refused/ev.a.csv'])
  t.equal(readFileSync(join(made.root, told.kept!), 'utf8').length, 1001)
  t.same(recorded, [`thanh-tra ${told.event}`])
  t.same(made.deposits.taken, [])
  put(made, 'b.csv', 'x'.repeat(1000))
  t.match(await until(() => made.acknowledged('b.csv')), { state: 'accepted' }, 'as large as may be')
})

t.test('too large, and the acknowledgement can’t be written: recorded once, however often it is tried', async (t) => {
  let recorded = 0
  let tries = 0
  const made = drop(t, {
    recordTooLarge: async () => ({ origin: 'o', index: ++recorded, leaf: 'l' }),
  })
  await prepareFolder(made.folder)
  const inTheWay = join(made.folder.ack, 'a.csv.json')
  mkdirSync(join(inTheWay, 'x'), { recursive: true })
  made.deposits.before = () => {
    tries++
    return { state: 'unavailable', reason: 'log-unavailable' }
  }
  const directory = startDirectory(made.options)
  t.teardown(() => directory.stop())
  put(made, 'a.csv', 'x'.repeat(1001))
  await until(() => recorded > 0)
  put(made, 'b.csv', 'one')
  await until(() => tries > 5)
  rmSync(inTheWay, { recursive: true })
  t.match(await until(() => made.acknowledged('a.csv')), { state: 'refused', receipt: { index: 1 } })
  t.equal(recorded, 1)
})

t.test('what became of it is told as it is, by codes and places', async (t) => {
  const made = await running(t, drop(t))
  const receipt = { origin: 'o', index: 3, leaf: 'l' }
  const finding = {
    code: 'field-missing',
    effect: 'reject-record',
    pointer: '/3/ma',
    line: 4,
    column: 2,
    target: '/x',
  } as const
  for (const state of ['quarantined', 'refused'] as const) {
    made.deposits.before = ({ event }) => ({ state, reason: 'r', event, taken: 0, rejected: [finding], receipt })
    put(made, `${state}.csv`, state)
    const { target: _, ...place } = finding
    t.match(await until(() => made.acknowledged(`${state}.csv`)), { state, taken: 0, rejected: [place], receipt })
    t.notMatch(readFileSync(join(made.folder.ack, `${state}.csv.json`), 'utf8'), /target/)
  }
  await until(() => listing(made.folder).length === 2)
  t.same(
    listing(made.folder).filter((name) => !name.startsWith('ack/')),
    [],
    'nothing of a refused one is kept',
  )
})

t.test('while nothing can be taken the file stays, and is taken when it can be', async (t) => {
  const made = await running(t, drop(t))
  let tries = 0
  made.deposits.before = () => (++tries <= 5 ? { state: 'unavailable', reason: 'log-unavailable' } : undefined)
  put(made, 'a.csv', 'one')
  await until(() => tries >= 2)
  t.equal(made.acknowledged('a.csv'), undefined)
  t.match(await until(() => made.acknowledged('a.csv')), { state: 'accepted' })
  t.equal(made.deposits.taken.length, 1)
  await until(() => made.directory.state() === 'ok')
  t.equal(made.states.filter((state) => state === 'unavailable').length, 1, 'told once')
  t.same(made.states.slice(-2), ['unavailable', 'ok'])
})

t.test('an acknowledgement that can not be written is tried again; the file stays until it is', async (t) => {
  const made = await running(t, drop(t))
  const inTheWay = join(made.folder.ack, 'a.csv.json')
  mkdirSync(join(inTheWay, 'x'), { recursive: true })
  put(made, 'a.csv', 'one')
  put(made, 'b.csv', 'two')
  t.match(await until(() => made.acknowledged('b.csv')), { state: 'accepted' }, 'the others go on')
  await until(() => made.directory.state() === 'not-acknowledged')
  t.ok(listing(made.folder).includes('work/ev.a.csv'))
  rmSync(inTheWay, { recursive: true })
  t.match(await until(() => made.acknowledged('a.csv')), {
    state: 'accepted',
    event: made.deposits.taken.find(({ text }) => text === 'one')?.event,
  })
  t.equal(made.deposits.taken.length, 2, 'one effect')
  await until(() => made.directory.state() === 'ok')
})

t.test('a folder that can not be had does not end the loop', async (t) => {
  const made = drop(t)
  writeFileSync(made.root, '')
  const directory = startDirectory(made.options)
  t.teardown(() => directory.stop())
  await until(() => directory.state() === 'folder-unusable')
  rmSync(made.root)
  await until(() => directory.state() === 'ok')
  put(made, 'a.csv', 'one')
  await until(() => made.acknowledged('a.csv'))
  rmSync(made.folder.in, { recursive: true })
  await until(() => made.states.filter((state) => state === 'folder-unusable').length === 2)
  await until(() => directory.state() === 'ok')
  put(made, 'b.csv', 'two')
  t.match(await until(() => made.acknowledged('b.csv')), { state: 'accepted' })
})

t.test('written to while it is taken: not acknowledged, and looked at anew as another delivery', async (t) => {
  const made = drop(t)
  const { claim, seen, path } = await claimed(made, 'a.csv', 'half')
  made.deposits.before = () => {
    made.deposits.before = () => undefined
    appendFileSync(path, ' and half')
    return undefined
  }
  t.same(await settle(made.options, claim, seen), { state: 'waiting' })
  t.same(listing(made.folder), ['work/ev.a.csv'])
  t.not(readdirSync(made.folder.work)[0], `${claim.event}.a.csv`)
  const directory = startDirectory(made.options)
  t.teardown(() => directory.stop())
  await until(() => made.acknowledged('a.csv'))
  t.same(
    made.deposits.taken.map(({ text }) => text),
    ['half', 'half and half'],
  )
  t.match(made.acknowledged('a.csv'), { event: made.deposits.taken[1]?.event })
})

t.test('after a crash each file is gone on with where it was', async (t) => {
  const made = drop(t)
  await prepareFolder(made.folder)
  const work = (of: string, name: string, text: string) => writeFileSync(join(made.folder.work, `${of}.${name}`), text)
  work(event('a'), 'claimed.csv', 'claimed')
  work(event('b'), 'taken.csv', 'taken')
  await made.deposits.take({ event: event('b'), document: Buffer.from('taken') } as never)
  work(event('c'), 'told.csv', 'told')
  const told = { file: 'told.csv', event: event('c'), state: 'accepted', receipt: { leaf: 'l' } }
  writeFileSync(join(made.folder.ack, 'told.csv.json'), JSON.stringify(told))
  work(event('d'), 'large.csv', 'x'.repeat(2000))
  writeFileSync(
    join(made.folder.ack, 'large.csv.json'),
    JSON.stringify({ ...told, file: 'large.csv', event: event('d') }),
  )
  writeFileSync(join(made.folder.ack, '.claimed.csv.tmp'), 'half of an')
  writeFileSync(join(made.folder.ack, `.claimed.csv.${event('a')}.tmp`), 'half of an')
  const directory = startDirectory(made.options)
  t.teardown(() => directory.stop())
  await until(() => readdirSync(made.folder.work).length === 0)
  t.same(made.deposits.taken.map(({ text }) => text).sort(), ['claimed', 'taken'])
  t.match(made.acknowledged('claimed.csv'), { state: 'accepted', event: event('a') })
  t.match(made.acknowledged('taken.csv'), { state: 'accepted', event: event('b') }, 'its own delivery is no duplicate')
  t.same(made.acknowledged('told.csv'), told, 'not told a second time')
  t.ok(listing(made.folder).includes('refused/ev.large.csv'))
})

t.test('an acknowledgement that its reader has put something else in place of', async (t) => {
  const made = drop(t)
  const elsewhere = join(made.root, '..', 'elsewhere')
  writeFileSync(elsewhere, 'not to be touched')
  for (const [index, plant] of [
    () => symlinkSync(elsewhere, join(made.folder.ack, 'a.csv.json')),
    () => writeFileSync(join(made.folder.ack, 'a.csv.json'), '{"event":"../../elsewhere","receipt":{"leaf":"x"}}'),
    () => writeFileSync(join(made.folder.ack, 'a.csv.json'), '{'.repeat(300_000)),
    () => writeFileSync(join(made.folder.ack, 'a.csv.json'), 'null'),
  ].entries()) {
    const { claim, seen } = await claimed(made, 'a.csv', `text ${index}`)
    rmSync(join(made.folder.ack, 'a.csv.json'), { force: true })
    plant()
    t.same(await settle(made.options, claim, seen), { state: 'settled' })
    t.match(made.acknowledged('a.csv'), { event: claim.event, receipt: { index: index + 1 } })
  }
  t.equal(readFileSync(elsewhere, 'utf8'), 'not to be touched')
})

t.test('stopped, what is in hand is finished and nothing is begun', async (t) => {
  const made = await running(t, drop(t))
  const held = Promise.withResolvers<undefined>()
  const reached = Promise.withResolvers<void>()
  made.deposits.before = () => {
    reached.resolve()
    return held.promise
  }
  put(made, 'a.csv', 'one')
  await reached.promise
  put(made, 'b.csv', 'two')
  const stopped = made.directory.stop()
  held.resolve(undefined)
  await stopped
  t.match(made.acknowledged('a.csv'), { state: 'accepted' })
  t.same(listing(made.folder), ['in/b.csv', 'ack/a.csv.json'])
})

t.test(
  'an agency that the registry no longer has: what lies there stays, claimed or not, until it is back',
  async (t) => {
    let asked = 0
    let inForce = false
    const made = drop(t, { inForce: () => asked++ >= 0 && inForce })
    const early = await claimed(made, 'early.csv', 'one\n')
    put(made, 'a.csv', 'two\n')
    const { directory, states, folder, deposits, acknowledged } = await running(t, made)
    await until(() => asked > 20)
    t.same(deposits.taken, [])
    t.same(listing(folder), ['in/a.csv', 'work/ev.early.csv'])
    t.same(states, [])
    inForce = true
    await until(() => acknowledged('a.csv') && acknowledged('early.csv'))
    t.equal(acknowledged('early.csv')?.event, early.claim.event)
    await directory.stop()
  },
)

t.test('taken out between two files of one look', async (t) => {
  let inForce = true
  const made = drop(t, { inForce: () => inForce })
  made.deposits.before = () => {
    inForce = false
    return undefined
  }
  await prepareFolder(made.folder)
  for (const name of ['a.csv', 'b.csv']) put(made, name, name)
  const { folder } = await running(t, made)
  await until(() => made.acknowledged('a.csv'))
  await until(() => !listing(folder).some((name) => name.startsWith('work/')))
  t.same(listing(folder), ['in/b.csv', 'ack/a.csv.json'])
})
