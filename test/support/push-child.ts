/**
 * A process that pushes what is due to Công an's system: node push-child.ts ROOT DATABASE_URL SYSTEM AHEAD_MS POINT
 *
 * SYSTEM: a SourceSystem as JSON. AHEAD_MS: how far ahead its clock is. POINT: `sent` kills it (SIGKILL) once the system has answered; else it prints
 * what came of it, and which keys the system's change feed has by now.
 */
import type { IndexPage } from '../../adapters/sdk/adapter.ts'
import type { Registry } from '../../gateway/identity/registry.ts'
import { createDoor } from '../../gateway/release/door.ts'
import { open, type Sealed, seal } from '../../gateway/release/sealed.ts'
import { createPusher } from '../../gateway/release/transfers/pushing.ts'
import { createSources, type SourceSystem } from '../../gateway/sources/sources.ts'
import { now_ms, systemTimers } from '../../gateway/telemetry/clock.ts'
import { newEventId } from '../../gateway/telemetry/ids.ts'
import { standing } from './deposits.ts'
import { openTransfers } from './receipted-transfers.ts'

const [root = '', databaseUrl = '', system = '', ahead_ms = '', point = ''] = process.argv.slice(2)
const agency = 'cong-an'
const { keeping, log, close } = await openTransfers(root, databaseUrl)
const sources = await createSources<Sealed>({ systems: [JSON.parse(system) as SourceSystem], seal, workers: 1 })
const pusher = createPusher({
  ...{
    keeping,
    door: createDoor(log, standing),
    node: newEventId(),
    mayHandOut: async () => ({ state: 'ok', by: { dossiers: [] } }),
  },
  timers: { ...systemTimers, now_ms: () => now_ms() + Number(ahead_ms) },
  registry: () =>
    ({ participantOf: () => ({ systems: [{ id: `${agency}:dieu-tra`, source: {} }] }) }) as unknown as Registry,
  sources: {
    takesAt: sources.takesAt,
    async hand(ask) {
      const handed = await sources.hand(ask)
      if (point === 'sent') process.kill(process.pid, 'SIGKILL')
      return handed
    },
  },
})
const told = await pusher.next(agency)
const page = await sources.page({ agency, kind: 'changes', cursor: '0' })
const keys = page.state === 'ok' ? open<IndexPage>(page.sealed).entries.map(({ nativeKey }) => nativeKey) : page.reason
process.stdout.write(JSON.stringify({ told, keys }))
await sources.close()
await close()
