/** What may be handed over to an agency: the true shared forms beside the golden documents of every adapter in a folder. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { validateTranslation } from '../../../schemas/generated/validators.js'
import type { Translation } from '../../sdk/adapter.ts'

export interface SharedSample {
  /** The name of the adapter's folder that it is from. */
  readonly agency: string
  /** `<agency>/golden/<name>.shared.json` */
  readonly file: string
  readonly translation: Translation
}

/** Those of one adapter's folder (absolute). Forms that are no valid translation, as `"absent"` is none, are passed over. Throws what reading throws. */
function samplesIn(folder: string): readonly SharedSample[] {
  const agency = basename(folder)
  const golden = join(folder, 'golden')
  if (!existsSync(golden)) return []
  const names = readdirSync(golden).filter((name) => name.endsWith('.shared.json'))
  return names.sort().flatMap((name): readonly SharedSample[] => {
    const translation: unknown = JSON.parse(readFileSync(join(golden, name), 'utf8'))
    if (validateTranslation(translation).length > 0) return []
    return [{ agency, file: `${agency}/golden/${name}`, translation: translation as Translation }]
  })
}

/** Those of the adapter in `folder` (absolute), then those of the folders beside it; each form once. Throws what reading throws. */
export function samplesFor(folder: string): readonly SharedSample[] {
  const others = readdirSync(dirname(folder))
    .map((name) => join(dirname(folder), name))
    .filter((of) => of !== folder)
  const all = [folder, ...others.sort()].flatMap(samplesIn)
  return [...new Map(all.toReversed().map((sample) => [JSON.stringify(sample.translation), sample])).values()].reverse()
}
