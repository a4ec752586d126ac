/** Which adapters a command of the kit is about, and how it shows that it is at work. */
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Usage } from './command.ts'

/** Where the adapters are, unless the command is told. */
export const adaptersHere = join(import.meta.dirname, '../../adapters')

const folderName = /^[a-z][a-z0-9-]*$/

/** The template of drafts is none. */
const isAdapter = (adapters: string, name: string): boolean =>
  folderName.test(name) && existsSync(join(adapters, name, 'manifest.json'))

/** The folder of the adapter `name` below `adapters`. Throws Usage with the names that there are. */
export function adapterFolder(adapters: string, name: string): string {
  if (isAdapter(adapters, name)) return resolve(adapters, name)
  throw new Usage(`không có bộ chuyển đổi · no such adapter: ${name}; ${adapterNames(adapters).join(' | ')}`)
}

/** The names of all adapters below `adapters`. Throws Usage when there is no such folder. */
export function adapterNames(adapters: string): readonly string[] {
  if (!existsSync(adapters)) throw new Usage(`không có thư mục · no such folder: ${adapters}`)
  return readdirSync(adapters).filter((name) => isAdapter(adapters, name))
}

/** Shows on one line of a terminal how far a long run is; nothing elsewhere. `done` takes the line away. */
export function progressLine(): { show(what: string, done: number, total: number): void; done(): void } {
  const { isTTY } = process.stderr
  let last = ''
  const write = (text: string): void => {
    if (isTTY && text !== last) process.stderr.write(`\r\x1b[K${text}`)
    last = text
  }
  return {
    show: (what, done, total) => write(`${what} ${total === 0 ? 0 : Math.floor((100 * done) / total)} %`),
    done: () => write(''),
  }
}
