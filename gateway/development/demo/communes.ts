/** What the demonstration tells of commune police: one hour of receipt, two communes, and two answers of the law. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { vietnamTime } from '../../../schemas/consistency/moment.ts'
import { now_ms } from '../../telemetry/clock.ts'
import { newEventId } from '../../telemetry/ids.ts'
import { handOver } from '../signing-system.ts'
import { partyOf, type Scene } from './scene.ts'
import { paint } from './table.ts'

const report = join(import.meta.dirname, '../../../adapters/cong-an/sandbox/cong-an-xa.xml')
/** In which commune the report says that it was received. */
const WRITTEN_AT = '31078'
const AGO_MS = 30 * 3_600_000

const posts = [
  { agency: 'cong-an-xa-31078', commune: '31078', name: 'islandPost', expected: 'met' },
  { agency: 'cong-an-xa-30307', commune: '30307', name: 'wardPost', expected: 'overdue' },
] as const

interface Clock {
  readonly transfer: string
  readonly state: string
  readonly due: string
  readonly basis: { readonly limit: { readonly amount: number } }
}

/** Two posts hand a report over that each received 30 hours ago; the procuracy looks. Rejects as partyOf and Client. */
export async function tellCommunes({ run, say, claim, noted, print }: Scene): Promise<void> {
  const receivedAt = vietnamTime(new Date(now_ms() - AGO_MS).toISOString())
  print(paint('bold', say('communes')))
  const states: string[] = []
  const procuracy = partyOf(run, 'vien-kiem-sat')
  try {
    for (const { agency, commune, name } of posts) {
      const post = partyOf(run, agency)
      const body = readFileSync(report, 'utf8')
        .replaceAll(WRITTEN_AT, commune)
        .replace(/<dl:ThoiDiemTiepNhan>[^<]*/, `<dl:ThoiDiemTiepNhan>${receivedAt}`)
      const document = { to: 'cong-an', mediaType: 'text/xml', body: Buffer.from(body) }
      const sent = noted(await handOver(post, { ...document, key: newEventId() }))
      post.close()
      const { clocks = [] } = noted(await procuracy.call('/v1/clocks?first=100')).json
      const clock = (clocks as readonly Clock[]).find(({ transfer }) => transfer === sent.json?.transfer)
      states.push(clock?.state ?? `${sent.status} ${sent.json?.code}`)
      if (!clock) continue
      const [day = '', hour = ''] = clock.due.split('T')
      const until = `${hour.slice(0, 5)} ${day.split('-').reverse().join('/')}`
      const isKept = clock.state === 'met'
      const limit = `${clock.basis.limit.amount} ${say('hours')} · ${say(isKept ? 'inTime' : 'tooLate')} ${until}`
      print(`  ${paint('bold', 'CAX'.padEnd(6))}${say(name).padEnd(46)}${paint(isKept ? 'green' : 'red', limit)}`)
    }
  } finally {
    procuracy.close()
  }
  claim(
    posts.every(({ expected }, at) => states[at] === expected),
    say('bothSeen'),
  )
}
