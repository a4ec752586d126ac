/** What a sandbox system takes, keeps and tells of; the systems themselves are tested with their agencies. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { type Holdings, makeHoldings } from '../../../../adapters/sandbox/holdings.ts'
import { look, lookAt } from '../../../../adapters/sandbox/look.ts'
import type { Handed } from '../../../../adapters/sandbox/received.ts'
import { openRecords } from '../../../../adapters/sandbox/records.ts'
import { makeWorld } from '../../../../adapters/sandbox/world.ts'
import { dataFolder } from '../../../support/data-folder.ts'

const world = makeWorld({ seed: 5, dossiers: 12, only: 'cong-an' })
const files = (t: Test) => {
  const folder = dataFolder(t)
  return {
    ...{ seed: 5, dossiers: 12, port: 0, host: '', ca: '', cert: '', key: '' },
    requestsFile: join(folder, 'requests'),
    changesFile: join(folder, 'changes'),
    receivedFile: join(folder, 'received'),
  }
}
type Facts = { readonly kind: string }

/** The system as it comes up with what its files say. */
const begun = (settings: ReturnType<typeof files>): Holdings<Facts> => {
  const { earlier, shelf } = openRecords<Facts>(settings)
  return makeHoldings<Facts>(world, 'cong-an', earlier, shelf)
}

const handed = (number: string, native = 'tài liệu'): Handed<Facts> => ({
  ...{ sender: 'vien-kiem-sat', number, facts: { kind: 'TIN_BAO' }, native: Buffer.from(native) },
  keyOf: (serial) => `NHAN-${serial}`,
})

t.test('what is received is in the list, in the feed and by its key, also after a restart', async (t) => {
  const settings = files(t)
  const first = begun(settings)
  const [made] = first.all()
  first.touch(made!.nativeKey)
  const taken = first.receive(handed('1'))
  first.receive(handed('2'))
  t.match(taken, { kind: 'taken', received: { nativeKey: 'NHAN-1', facts: { kind: 'TIN_BAO' } } })
  t.equal(first.cursor(), 3)
  t.strictSame(
    first.changesSince(1)?.map(({ nativeKey }) => nativeKey),
    ['NHAN-1', 'NHAN-2'],
  )
  const second = begun(settings)
  t.strictSame(
    [second.all().slice(-2), second.changesSince(0)?.slice(-2), second.get('NHAN-2'), second.cursor()],
    [first.all().slice(-2), first.changesSince(0)?.slice(-2), first.get('NHAN-2'), 2],
    'the touch was noted by nobody: that is for the server',
  )
})

t.test(
  'the same number twice is one document; another document under it is a conflict, with nothing taken',
  async (t) => {
    const settings = files(t)
    const held = begun(settings)
    held.receive(handed('1'))
    t.match(held.receive(handed('1')), { kind: 'repeated', received: { nativeKey: 'NHAN-1' } })
    t.match(begun(settings).receive(handed('1')), { kind: 'repeated' }, 'after a restart too')
    t.strictSame(held.receive(handed('1', 'khác')), { kind: 'conflict' })
    t.match(held.receive({ ...handed('1', 'khác'), sender: 'toa-an' }), { kind: 'taken' }, 'numbers are a sender’s own')
    t.equal(held.cursor(), 2)
  },
)

t.test('weighing takes nothing', async (t) => {
  const held = makeHoldings<Facts>(world, 'cong-an')
  t.match(held.weigh(handed('1')), { kind: 'taken' })
  t.strictSame([held.get('NHAN-1'), held.cursor()], [undefined, 0])
})

t.test('a crash while writing: half a line is nothing, and what was kept but not told is told', async (t) => {
  const settings = files(t)
  begun(settings).receive(handed('1'))
  appendFileSync(settings.receivedFile, '{"sender":"vien-kiem-sat","num')
  writeFileSync(settings.changesFile, '')
  const held = begun(settings)
  t.strictSame(
    held.changesSince(0)?.map(({ nativeKey }) => nativeKey),
    ['NHAN-1'],
  )
  t.match(held.receive(handed('2')), { kind: 'taken', received: { nativeKey: 'NHAN-2' } })
  t.equal(begun(settings).cursor(), 2)
  t.equal(readFileSync(settings.changesFile, 'utf8'), 'NHAN-1\nNHAN-2\n')
})

t.test('a line that could not be written whole does not spoil the next', async (t) => {
  const settings = files(t)
  const held = begun(settings)
  held.receive(handed('1'))
  // As a disk leaves it that is full.
  appendFileSync(settings.receivedFile, '{"sender":"vien-kiem-sat","num')
  t.match(held.receive(handed('2')), { kind: 'taken' })
  t.match(held.receive(handed('3')), { kind: 'taken' })
  const again = begun(settings)
  t.strictSame(
    again
      .all()
      .slice(-3)
      .map(({ nativeKey }) => nativeKey),
    ['NHAN-1', 'NHAN-2', 'NHAN-3'],
  )
})

t.test('whoever looks sees what is held and received, and one document as it came', async (t) => {
  const held = makeHoldings<Facts>(world, 'cong-an')
  held.receive(handed('1'))
  t.match(
    look(held, { mode: 'slow' }, () => ['{"path":"/"}']),
    {
      ...{ misbehaviour: { mode: 'slow' }, changes: 1, asked: [{ path: '/' }] },
      made: [{ nativeKey: held.all()[0]!.nativeKey, stage: /^[A-Z_]+$/ }],
      received: [{ nativeKey: 'NHAN-1', sender: 'vien-kiem-sat', number: '1', bytes: 11 }],
    },
  )
  t.match(lookAt(held, 'NHAN-1'), { native: Buffer.from('tài liệu').toString('base64'), facts: { kind: 'TIN_BAO' } })
  t.match(lookAt(held, held.all()[0]!.nativeKey), { made: { facet: { report: {} } } })
  t.equal(lookAt(held, 'NHAN-2'), undefined)
})
