/** Copies of the honest notebook adapter, each with one defect put in. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

const honest = join(import.meta.dirname, 'so-tay')
const root = join(import.meta.dirname, '../../..')

/** In one file of the adapter, by its name: what is replaced, and by what. */
export type Defect = readonly [file: string, from: string, to: string]

/** Puts the adapter with `defects` into `folder`. Throws when one of them finds nothing to replace. */
export function plant(folder: string, defects: readonly Defect[]): void {
  cpSync(honest, folder, { recursive: true })
  const back = `${relative(folder, root).split(sep).join('/')}/`
  for (const name of readdirSync(folder).filter((of) => of.endsWith('.ts'))) {
    const path = join(folder, name)
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll("'../../../../", `'${back}`))
  }
  for (const [file, from, to] of defects) {
    const path = join(folder, file)
    const text = readFileSync(path, 'utf8')
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`)
    writeFileSync(
      path,
      text.replace(from, () => to),
    )
  }
}
