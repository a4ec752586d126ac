/**
 * The folder `den/` of the drop directory, where files are put that are handed over to the inspection system: a file that is there is claimed by one
 * rename, taken, answered in `den-tra/` under its name, and only then removed. What a crash leaves claimed is taken again, which is harmless.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomically } from './files.ts'
import { type InspectionHoldings, takeFile } from './intake.ts'

/** Between two looks. */
const LOOK_MS = 200

const names = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => /^[A-Za-z0-9][\w.-]*\.csv$/.test(name))
    .sort()

/** Looks now, and then again and again, as long as `isUp`; `taken` hears of each record that is new. */
export function watchIncoming(
  dropDir: string,
  holdings: InspectionHoldings,
  isUp: () => boolean,
  taken: (nativeKey: string) => void,
): void {
  const [incoming, claimed, answers] = ['den', 'den-xu-ly', 'den-tra'].map((name) => join(dropDir, name)) as [
    string,
    string,
    string,
  ]
  for (const folder of [incoming, claimed, answers]) mkdirSync(folder, { recursive: true, mode: 0o700 })

  const settle = (name: string): void => {
    const path = join(claimed, name)
    const before = holdings.cursor()
    writeAtomically(answers, name, takeFile(name, readFileSync(path), holdings).file)
    rmSync(path)
    for (const { nativeKey } of holdings.changesSince(before)!) taken(nativeKey)
  }
  const look = (): void => {
    if (!isUp()) return
    for (const name of names(claimed)) settle(name)
    for (const name of names(incoming)) {
      renameSync(join(incoming, name), join(claimed, name))
      settle(name)
    }
  }
  look()
  setInterval(look, LOOK_MS).unref()
}
