import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeLists } from '../../schemas/generated/codes.ts'
import type { ParticipantFile } from '../identity/participant.ts'
import { registeredKeyIn } from '../identity/registered-key.ts'
import { Unusable } from '../identity/violation.ts'
import { type Command, parsed, Usage } from './command.ts'
import { examineFolder, policiesHere, toldViolations } from './participants-folder.ts'

const options = { group: { type: 'string', default: 'cong-an-xa' } } as const

/** `Phường Rạch Giá` is a `phường`: the first word alone is no name. */
const withoutCapital = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

/** The file of a further agency of a group, by the model of one that is registered: it differs in its place and in its key alone. */
export const participantsCommune: Command = {
  usage:
    '[--group cong-an-xa] COMMUNE PUBLIC.pem   (mã xã 5 số, khóa ký của đơn vị · 5-digit code, signing key of the post)',
  title: {
    vi: 'Viết tệp danh bạ của Công an một xã, theo mẫu một xã đã có trong nhóm',
    en: 'Write the registry file of the police of a commune, by the model of one that is in the group',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 2)
    const [code, keyFile] = positionals
    const commune = codeLists.communes.codes.find((known) => known.code === code)
    if (!commune) throw new Usage('mã xã phải có trong danh mục · a code of the list: schemas/codes/communes.json')
    if (keyFile === undefined) throw new Usage('thiếu khóa ký của đơn vị · which signing key?')
    const dir = policiesHere()
    const { content, violations } = await examineFolder(dir)
    if (violations.length > 0) {
      process.stderr.write(toldViolations(violations))
      return 1
    }
    const model = content.participants.find(({ group }) => group === values.group)
    if (!model) throw new Usage(`--group: chưa có cơ quan nào trong nhóm · no agency is in it: ${values.group}`)
    const id = `${values.group}-${commune.code}`
    if (content.participants.some((participant) => participant.id === id))
      throw new Usage(`đã có trong danh bạ · is registered already: ${id}`)
    const path = join(dir, 'participants', `${id}.json`)
    const { code: shared, group, clearanceMax, tags, purposes } = model
    try {
      const key = await registeredKeyIn(readFileSync(keyFile, 'utf8'))
      const file: ParticipantFile = {
        ...{ id, code: shared, group: group!, commune: commune.code },
        title: { vi: `Công an ${withoutCapital(commune.vi)}`, en: `${commune.en} police` },
        organIds: [],
        systems: model.systems.map(({ id: modelled, roles, source }) => {
          const system = `${id}:${modelled.slice(modelled.indexOf(':') + 1)}`
          return { id: system, uri: `urn:lienthong:${system}`, roles, ...(source && { source }) }
        }),
        jwks: { keys: [key] },
        ...{ clearanceMax, tags, purposes, channels: [] },
      }
      writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`, { flag: 'wx' })
      process.stdout.write(`${path}\n`)
      return 0
    } catch (error) {
      if (!(error instanceof Unusable)) throw error
      process.stderr.write(`${keyFile}: ${error.message}\n`)
      return 1
    }
  },
}
