import { join } from 'node:path'
import { adaptersName, adaptersNamed, type SignedAdapter } from '../identity/signed-adapters.ts'
import { installedAdapter } from '../sources/adapters.ts'
import { adapterFolder, adaptersHere } from './adapter-folder.ts'
import { type Command, parsed } from './command.ts'
import { examineFolder, policiesHere, toldViolations } from './participants-folder.ts'
import { writeWhole } from './signing-person.ts'

const options = { keep: { type: 'boolean' } } as const

/** Writes which adapters may run: those of this program that the participants' systems name. Nobody has signed it then. */
export const participantsAdapters: Command = {
  usage: '[--keep] [DIR]   (--keep: giữ cả bản đã nêu, khi nâng cấp từng nút · beside those that stand there)',
  title: {
    vi: 'Ghi bộ chuyển đổi của chương trình này vào gói, để hai người ký',
    en: 'Put the adapters of this program into the bundle, for two persons to sign',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const dir = positionals[0] ?? policiesHere()
    const { content, violations } = await examineFolder(dir)
    if (violations.length > 0) {
      process.stderr.write(toldViolations(violations))
      return 1
    }
    const rows = await Promise.all(
      adaptersNamed(content.participants).map(async (adapter): Promise<SignedAdapter> => {
        adapterFolder(adaptersHere, adapter)
        const { manifest, digest } = await installedAdapter(adaptersHere, adapter)
        return { adapter, version: manifest.version, sha256: digest }
      }),
    )
    const isToday = (row: SignedAdapter) => rows.some(({ sha256 }) => sha256 === row.sha256)
    const kept = values.keep ? (content.adapters ?? []).filter((row) => !isToday(row)) : []
    const all = [...rows, ...kept].toSorted((a, b) => (a.adapter < b.adapter ? -1 : a.adapter > b.adapter ? 1 : 0))
    writeWhole(join(dir, adaptersName), `${JSON.stringify(all, null, 2)}\n`)
    for (const { adapter, version, sha256 } of all) process.stdout.write(`${adapter}@${version} ${sha256}\n`)
    return 0
  },
}
