/** A quarantine with persons about it, over deposits with everything real behind them. */
import { join } from 'node:path'
import type { Caller, CallerFacts } from '../../../gateway/identity/caller.ts'
import type { Registry } from '../../../gateway/identity/registry.ts'
import type { Inquiry, Operation } from '../../../gateway/release/inquiry.ts'
import { createHandling, type Handling } from '../../../gateway/release/quarantine/handling.ts'
import { newEventId } from '../../../gateway/telemetry/ids.ts'
import { childOf } from '../../../gateway/telemetry/traceparent.ts'
import { frontOf, prosecutorOf } from '../../support/policy.ts'
import { bytesOf, type World, type WorldOptions } from '../deposits/world.ts'

const actions = ['quarantine:list', 'quarantine:open', 'quarantine:settle'] as const

/** An officer of the agency that deposits here, one of another, and one of those who operate the gateway. */
export const front = (facts: Partial<CallerFacts> = {}): Caller => frontOf({ actions, ...facts })
export const stranger = (): Caller => prosecutorOf({ actions })
export const operator = (): Caller =>
  frontOf({
    agency: 'van-hanh',
    agencyCode: 'VH',
    system: 'van-hanh:truc',
    officer: 'vh-001',
    roles: ['operator'],
    actions,
  })

/** Every agency may have officers cleared for HAN_CHE. */
const registry = () => ({ participantOf: () => ({ clearanceMax: 'HAN_CHE' }) }) as unknown as Registry

export const why = 'Làm việc với mục cách ly.'

export type Doing = 'open' | 'try' | 'release' | 'return' | 'expire'

export interface Handlers {
  readonly handling: Handling
  /** As `caller`, by default an officer of the agency that deposits. */
  act<What extends Doing>(what: What, id: string, caller?: Caller): ReturnType<Handling[What]>
  correct(id: string, document: Parameters<typeof bytesOf>[0], caller?: Caller): ReturnType<Handling['correct']>
  /** Ids of what is there, oldest first; what a part of it came to stands beside it, as old, in no order. */
  ids(caller?: Caller): Promise<readonly string[]>
  /** The one item that is held. */
  held(): Promise<string>
}

/** `confirm`: by default whoever asks stays good. */
export const inquiryOf = (caller: Caller, operation: Operation, confirm = async () => {}): Inquiry => ({
  ...{ event: newEventId(), language: 'vi', trace: childOf(undefined), operation, caller, confirm },
})

/** `confirm`: as inquiryOf takes it. `ownerDays`: as createHandling does. */
export function handlersOf({ keeping, sources }: World, confirm?: () => Promise<void>, ownerDays = 30): Handlers {
  const handling = createHandling({ keeping, sources, registry, policy: () => 'p1', ownerDays })
  return {
    handling,
    act: (what, id, caller = front()) =>
      handling[what](inquiryOf(caller, `quarantine:${what}`, confirm), id, why) as ReturnType<Handling[typeof what]>,
    correct: (id, document, caller = front()) =>
      handling.correct(inquiryOf(caller, 'quarantine:correct', confirm), id, why, {
        ...{ status: 200, mediaType: 'application/json', body: bytesOf(document) },
      }),
    async ids(caller = front()) {
      const items = await handling.list(caller, {}, { first: 100, after: undefined })
      return items.map(({ id }) => id)
    },
    async held() {
      const items = await handling.list(front(), { state: 'held' }, { first: 100, after: undefined })
      if (items.length !== 1) throw new Error(`${items.length} items are held.`)
      return items[0]!.id
    },
  }
}

/** The same with the next version of its adapter. */
export const mended: WorldOptions = { adaptersDir: join(import.meta.dirname, '../../support/mended-adapters') }
