/** A drop folder with what stands behind it played: what is taken, and what the gateway would answer. */
import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { Acknowledgement } from '../../gateway/exchange/acknowledgement.ts'
import type { DirectoryOptions, DirectoryState } from '../../gateway/exchange/directory.ts'
import { type Folder, folderAt } from '../../gateway/exchange/folder.ts'
import type { Delivery, Taken } from '../../gateway/release/deposits/deposits.ts'
import { dataFolder } from './data-folder.ts'

/** Takes everything once: the same bytes again are a duplicate with the receipt of the first time. */
export class FakeDeposits {
  readonly taken: { readonly event: string; readonly text: string }[] = []
  readonly #known = new Map<string, Taken>()
  /** Called before each; what it gives is the answer. */
  before: (delivery: Delivery) => Taken | undefined | Promise<Taken | undefined> = () => undefined

  async take(delivery: Delivery): Promise<Taken> {
    const instead = await this.before(delivery)
    if (instead) return instead
    const text = Buffer.from(delivery.document).toString('utf8')
    const digest = hash('sha256', text)
    const former = this.#known.get(digest)
    if (former) return { ...former, state: 'duplicate' } as Taken
    this.taken.push({ event: delivery.event, text })
    const receipt = { origin: 'gateway.test/log', index: this.taken.length, leaf: hash('sha256', digest, 'base64') }
    const taken: Taken = { state: 'accepted', event: delivery.event, taken: 1, rejected: [], receipt }
    this.#known.set(digest, taken)
    return taken
  }
}

export interface Drop {
  readonly root: string
  readonly folder: Folder
  readonly deposits: FakeDeposits
  readonly states: DirectoryState[]
  readonly options: DirectoryOptions
  /** The acknowledgement at `ack/<name>.json`; undefined when there is none. */
  acknowledged(name: string): Acknowledgement | undefined
}

/** Nothing is made on disk but the root; looks follow each other without waiting. */
export function drop(t: Test, change: Partial<DirectoryOptions> = {}): Drop {
  const root = join(dataFolder(t), 'drop')
  const folder = folderAt(root)
  const deposits = new FakeDeposits()
  const states: DirectoryState[] = []
  const options: DirectoryOptions = {
    agency: 'thanh-tra',
    folder,
    inForce: () => true,
    mediaType: 'text/csv',
    bytes_max: 1000,
    deposits,
    returns: { due: async () => [], told: async () => {} },
    recordTooLarge: async (_agency, event) => ({ origin: 'gateway.test/log', index: 0, leaf: event }),
    report: (state) => states.push(state),
    bounds: { look_interval_ms: 1 },
    retry: { backoff_ms: 1, backoffMax_ms: 4 },
    ...change,
  }
  const acknowledged = (name: string) => {
    try {
      return JSON.parse(readFileSync(join(folder.ack, `${name}.json`), 'utf8')) as Acknowledgement
    } catch {
      return undefined
    }
  }
  return { root, folder, deposits, states, options, acknowledged }
}

/** Everything that lies in the folder, as `in/a.csv`, without what differs from run to run. */
export const listing = (folder: Folder): string[] =>
  Object.entries(folder).flatMap(([place, path]) =>
    readdirSync(path).map((name) => `${place}/${name.replace(/ev-[a-z2-7]{26}/, 'ev')}`),
  )
