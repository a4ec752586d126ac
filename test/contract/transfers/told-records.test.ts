/** Whoever is told of a record by what stands beside a transfer is noted as served it: a directive about it reaches them. */
import t from 'tap'
import { entry } from '../dossiers/index-world.ts'
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
