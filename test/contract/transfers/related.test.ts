/** What stands beside acknowledged transfers: whoever is told of a record by it is noted as served that record, and what does not open gives nothing. */
import t from 'tap'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { acceptEarlier, owedAside } from '../../../gateway/release/transfers/accepting.ts'
import { entry, identifier } from '../dossiers/index-world.ts'
import { relatedWorld } from './related-world.ts'

const world = await relatedWorld(t)
const { list, handed, acknowledge } = world
t.beforeEach(() => world.anew())

const matter = entry('HS', ['7'])
const front = () => list('mttq', entry('PA', ['MTTQ:1']))
const police = () => list('cong-an', matter)

t.test(
  'who is told the dossier of a matter is noted as served what of it is another’s, and whoever may not know is not',
  async (t) => {
    await front()
    await police()
    const id = await handed('mttq', 'cong-an', ['MTTQ:1'])
    const before = await Promise.all([world.reached('mttq', 'PA'), world.reached('cong-an', 'HS')])
    t.strictSame(before, [['cong-an'], []], 'the document was handed out, and of the police’s matter nothing')
    await acknowledge(id, 'cong-an', '7')
    t.ok(await world.toldDossier(id, 'mttq'))
    t.strictSame(await world.reached('cong-an', 'HS'), ['mttq'])
    const rows = () => world.db.query("SELECT * FROM served WHERE receiver = 'mttq' ORDER BY via")
    const noted = await rows()
    await world.db.query('ALTER TABLE served RENAME TO served_away')
    t.ok(await world.toldDossier(id, 'mttq'), 'who is known costs no statement')
    await world.db.query('ALTER TABLE served_away RENAME TO served')
    t.strictSame(await rows(), noted)

    world.anew()
    await front()
    await list('cong-an', { ...matter, conceal: true })
    const other = await handed('mttq', 'cong-an', ['MTTQ:1'])
    await acknowledge(other, 'cong-an', '7')
    t.ok(await world.toldDossier(other, 'mttq'), 'its own')
    t.strictSame(await world.reached('cong-an', 'HS'), [])
  },
)

t.test(
  'a sender that is told the receiver’s number is reached, whichever came first, the number or the record',
  async (t) => {
    await front()
    await police()
    const id = await handed('mttq', 'cong-an', ['MTTQ:1'])
    await world.toldNumbers(id, 'cong-an', 'HS')
    await world.toldNumbers(id, 'mttq')
    t.strictSame(await world.reached('cong-an', 'HS'), [], 'the receiver’s own word to itself, and what nobody gave')
    await world.toldNumbers(id, 'mttq', 'HS')
    t.strictSame(await world.reached('cong-an', 'HS'), ['mttq'])

    for (const [number, renumbered] of [
      ['HS', false],
      ['7', false],
      ['7', true],
    ] as const) {
      world.anew()
      const early = await handed('mttq', 'cong-an', ['MTTQ:1'])
      await world.toldNumbers(early, 'mttq', number)
      await police()
      if (renumbered) await list('cong-an', entry('HS', ['8']))
      t.strictSame(await world.reached('cong-an', 'HS'), ['mttq'], `${number} ${renumbered}`)
    }

    world.anew()
    await list('cong-an', entry('HS', ['7']))
    const signed = await handed('mttq', 'cong-an', ['MTTQ:1'])
    await acknowledge(signed, 'cong-an', '7')
    await world.toldNumbers(signed, 'mttq')
    t.strictSame(await world.reached('cong-an', 'HS'), ['mttq'], 'what it signed')
  },
)

t.test('a number that was told before there was a record is that of one record, not of all that bear it', async (t) => {
  const like = (number: string) => ({ ...identifier(number), type: 'SO_THU_LY' })
  const other = () => list('cong-an', { ...entry('HX', []), identifiers: [like('7')] })
  const told = async (number: string) => world.toldNumbers(await handed('mttq', 'cong-an', ['MTTQ:1']), 'mttq', number)
  const reached = () => Promise.all([world.reached('cong-an', 'HS'), world.reached('cong-an', 'HX')])
  await told('7')
  await police()
  await other()
  t.strictSame(await reached(), [['mttq'], []], 'of the first that came')
  await list('cong-an', { ...entry('HX', []), identifiers: [like('9')] })
  t.strictSame(await reached(), [['mttq'], []], 'nor is it the other’s when that loses it')
  await other()
  await list('cong-an', entry('HS', ['8']))
  t.strictSame(await reached(), [['mttq'], []], 'nor when the first does')

  world.anew()
  await told('HS')
  await list('cong-an', { ...entry('HX', []), identifiers: [like('HS')] })
  await police()
  t.strictSame(await reached(), [['mttq'], []], 'where it is the key of one, of that')
})

t.test('what does not open at a start is set aside with one incident, and the start goes on', async (t) => {
  await front()
  const ids = [await handed('mttq', 'cong-an', ['MTTQ:1']), await handed('mttq', 'cong-an', ['MTTQ:1'])]
  for (const id of ids) await acknowledge(id, 'cong-an')
  for (const table of ['relation', 'number', 'transfer'])
    await world.db.query(`DELETE FROM acknowledged_${table} WHERE transfer = ANY($1)`, [ids])
  await world.db.query("UPDATE facet SET acknowledged = '{}'")
  const [damaged, whole] = ids as [string, string]
  await world.db.query('ALTER TABLE transfer DISABLE TRIGGER USER')
  const put = (facts: string) => world.db.query(`UPDATE transfer SET facts = ${facts} WHERE id = $1`, [damaged])
  const turned = 'set_byte(facts, 40, get_byte(facts, 40) # 1)'
  await put(turned)
  t.strictSame(await world.relations(), [])
  const aside: string[] = []
  const start = (keeping = world.keeping) => acceptEarlier(keeping, (transfer) => aside.push(transfer))
  await Promise.all([start(), start()])
  t.strictSame(aside, [damaged], 'by one node')
  t.strictSame(await world.relations(), ['cong-an resolver mttq PA'], 'the other is taken in')
  const incidents = () => world.incidents().filter((note) => note.includes(damaged))
  t.match(incidents(), [/does not open/])
  await start()
  t.strictSame([aside, incidents().length], [[damaged], 1], 'nor again at the next start')

  const { recordings } = world.keeping
  const gone = { ...recordings, settle: () => Promise.reject(new GatewayError('log-unavailable')) }
  await world.db.query('DELETE FROM acknowledgement_aside')
  await t.rejects(start({ ...world.keeping, recordings: gone }), { code: 'log-unavailable' })
  t.strictSame(
    [aside, incidents().length],
    [[damaged, damaged], 1],
    'of what the log has not yet its operator hears too',
  )
  const [row] = await world.db.query<{ origin: string }>('SELECT DISTINCT origin FROM recording')
  const owed = await owedAside(world.db, row!.origin)
  const heard: (string | undefined)[] = []
  await recordings.settleAll((id) => heard.push(owed.get(id)))
  t.strictSame([heard, incidents().length], [[damaged], 2], 'and whoever died before at its next start')
  t.strictSame(await owedAside(world.db, row!.origin), new Map(), 'once')

  await world.recall(whole, 'mttq')
  t.strictSame(await world.relations(), [])
  await put(turned)
  await world.db.query('ALTER TABLE transfer ENABLE TRIGGER USER')
  await world.db.query('DELETE FROM acknowledgement_aside')
  await start()
  t.strictSame(await world.relations(), ['cong-an resolver mttq PA'], 'once it is restored')
})
