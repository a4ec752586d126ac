/** The agencies that deposit, in their own formats: a newer state that is refused takes back the older, until a later one comes. */
import { join } from 'node:path'
import t from 'tap'
import { nativeKeyMac } from '../../../gateway/dossiers/facet.ts'
import type { Delivery } from '../../../gateway/release/deposits/deposits.ts'
import * as front from '../../unit/adapters/mttq/petitions.ts'
import * as inspectorate from '../../unit/adapters/thanh-tra/harness.ts'
import { depositing, world } from './world.ts'

const at = await world(t, {
  systems: [depositing('mttq', 'MTTQ', 'mttq'), depositing('thanh-tra', 'TTr', 'thanh-tra')],
  adaptersDir: join(import.meta.dirname, '../../../adapters'),
})

interface Indexed {
  readonly withheld: string | null
  readonly label_level: string
  readonly conceal: boolean
}

type Spoilt = 'rejected' | 'secret' | undefined
interface Agency {
  readonly delivery: Pick<Delivery, 'agency' | 'transport' | 'mediaType'>
  readonly nativeKey: string
  /** The record of day `n`. */
  document(n: number, spoilt?: Spoilt): Uint8Array
}

const instant = (n: number) => `0${n}/06/2026 08:00:00`
const export_ = inspectorate.storyFacet('kien-nghi-khoi-to')
const petition = front.storyFacet('mttq-phan-hoi')

const agencies: Readonly<Record<string, Agency>> = {
  'a file of the inspectorate': {
    delivery: { agency: 'thanh-tra', transport: 'directory', mediaType: 'text/csv' },
    nativeKey: export_.nativeKey,
    document: (n, spoilt) =>
      inspectorate.changed(export_, (cells) => {
        cells['Cập nhật'] = instant(n)
        if (spoilt === 'secret') cells['Độ bảo mật'] = 'BMNN-C'
        if (spoilt === 'rejected') cells['Giai đoạn'] = '??'
      }).body,
  },
  'a push of the Front': {
    delivery: { agency: 'mttq', transport: 'https-push', mediaType: 'application/json' },
    nativeKey: petition.nativeKey,
    document(n, spoilt) {
      const change = (native: front.Native) => {
        native.capNhatLuc = instant(n)
        if (spoilt === 'secret') native.cheDo.doMat = 'TM'
        if (spoilt === 'rejected') native.trangThai = '??'
      }
      const phanAnh = front.petition(petition, change)
      return Buffer.from(JSON.stringify({ suKien: 'CAP_NHAT', maSuKien: `e-${n}`, luc: 'x', phanAnh }))
    },
  },
}

for (const [name, { delivery, nativeKey, document }] of Object.entries(agencies))
  t.test(name, async (t) => {
    const { agency } = delivery
    const take = (n: number, spoilt?: Spoilt) => at.take('', { ...delivery, document: document(n, spoilt) })
    const indexed = async () => {
      const mac = nativeKeyMac(at.keys, agency, nativeKey)
      const [row] = await at.db.query<Indexed>('SELECT * FROM facet WHERE agency = $1 AND native_key_mac = $2', [
        agency,
        mac,
      ])
      return row!
    }
    for (const [first, why, reason, state] of [
      [1, 'rejected', 'newest-rejected', 'quarantined'],
      [4, 'secret', 'newest-refused', 'refused'],
    ] as const) {
      const [good, bad, later] = [first, first + 1, first + 2]
      const shown = (n: number) => `2026-06-0${n}T08:00:00+07:00`
      t.match(await take(good), { state: 'accepted' })
      const before = await indexed()
      t.equal(await at.served(nativeKey, agency), shown(good))
      t.match(await take(bad, why), { state })
      t.equal(await at.served(nativeKey, agency), reason)
      const conceal = why === 'secret' || before.conceal
      t.match(await indexed(), { withheld: why, label_level: 'CHUA_XAC_DINH', conceal })
      t.match(await take(good), { state: 'duplicate' })
      t.equal(await at.served(nativeKey, agency), reason, 'the former bytes again')
      t.match(await take(later), { state: 'accepted' })
      t.equal(await at.served(nativeKey, agency), shown(later))
      const { label_level, conceal: shownTo } = before
      t.match(await indexed(), { withheld: null, label_level, conceal: shownTo })
    }
  })
