/** The agencies that deposit, in their own formats: a newer state that is refused takes back the older, until a later one comes; and what they decide is told. */
import { join } from 'node:path'
import t from 'tap'
import type { Translation } from '../../../adapters/sdk/adapter.ts'
import { nativeKeyMac } from '../../../gateway/dossiers/facet.ts'
import { loadRegistry } from '../../../gateway/identity/registry.ts'
import { signReceipt } from '../../../gateway/identity/transfer-receipt.ts'
import { createPolicy } from '../../../gateway/policy/policy.ts'
import type { Delivery } from '../../../gateway/release/deposits/deposits.ts'
import { createAsking } from '../../../gateway/release/notices/asking.ts'
import { createTeller } from '../../../gateway/release/notices/telling.ts'
import { open } from '../../../gateway/release/sealed.ts'
import { recordsIn } from '../../../gateway/release/transfers/handed.ts'
import { createReceipting } from '../../../gateway/release/transfers/receipting.ts'
import { fakeTimers } from '../../support/fake-timers.ts'
import { handing } from '../../support/handing-in-process.ts'
import { shippedRegistry } from '../../support/identity.ts'
import { shipped } from '../../support/policy.ts'
import { messageKey } from '../../support/transfers.ts'
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

t.test(
  'what the inspectorate decides is told by what its files bring; what its first files had is the past',
  async (t) => {
    const { keeping, log, sources } = at
    const loaded = await loadRegistry(shippedRegistry)
    const routes = loaded.routes.routes.map((route) =>
      route.from === 'thanh-tra' && route.to === 'vien-kiem-sat' ? { ...route, notices: ['CHUYEN'] } : route,
    )
    const registry = { ...loaded, routes: { ...loaded.routes, routes } }
    const { next } = createTeller({
      ...{ keeping, timers: fakeTimers(Date.now() + 60_000), node: 'n' },
      ask: createAsking({ keeping, sources, log }),
      receipting: createReceipting({
        ...{ keeping, origin: log.origin, issuer: 'https://localhost:8443' },
        sign: (claims) => signReceipt(messageKey, claims),
      }),
      deciding: () => ({ policy: createPolicy(shipped), registry }),
      handOver: (ask) =>
        handing(
          registry,
          { ...ask, translation: open<Translation>(ask.translation) },
          { recordOf: recordsIn(keeping) },
        ),
    })
    const look = async () => {
      const made: string[] = []
      for (let told = await next('thanh-tra'); told; told = await next('thanh-tra'))
        made.push(...told.made.map(({ receiver }) => receiver))
      return made
    }
    await look()
    const matter = inspectorate.storyFacet('kien-nghi-da-khoi-to')
    const take = (n: number, stage?: string) =>
      at.take('', {
        ...{ agency: 'thanh-tra', transport: 'directory', mediaType: 'text/csv' },
        document: inspectorate.changed(matter, (cells) => {
          cells['Cập nhật'] = instant(n)
          if (stage !== undefined) cells['Giai đoạn'] = stage
        }).body,
      })
    t.match(await take(1, 'CHG'), { state: 'accepted' })
    t.strictSame(await look(), [], 'it had come to that before the inspectorate was first heard')
    t.match(await take(2), { state: 'accepted' })
    t.strictSame(await look(), [])
    t.match(await take(3, 'CHG'), { state: 'accepted' })
    t.strictSame(await look(), ['vien-kiem-sat'])
    t.match(await take(3, 'CHG'), { state: 'duplicate' })
    t.strictSame(await look(), [])
    const asked = at.entries().find(({ phase }) => phase === 'source-asked')
    t.match(asked!.detail.sources, [{ agency: 'thanh-tra', kept: true }], 'nobody is asked for what lies here')
  },
)
