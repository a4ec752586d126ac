import { setTimeout as pause } from 'node:timers/promises'
import { monotonic_ms } from '../../telemetry/clock.ts'
import type { Reply } from '../client.ts'
import type { Party } from './scene.ts'

/** The gateway gives it to the receiver's system by itself. */
const DELIVERED_MS_MAX = 20_000

/** Looks until the receiver's system has it, or too long; gives what `call`'s agency, one of its ends, is told then. */
export async function delivered({ call }: Party, id: string): Promise<Reply['json']> {
  for (const began = monotonic_ms(); ; await pause(200)) {
    const { json } = await call(`/v1/transfers/${id}`)
    if (json?.state !== 'receipted' || monotonic_ms() - began > DELIVERED_MS_MAX) return json
  }
}
