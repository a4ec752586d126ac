import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { HandedOver, Places } from '../../adapters/check/handed-over.ts'
import { readManifest } from '../../adapters/check/load.ts'
import { handedOverTo, placesOfForm } from '../../adapters/check/survey.ts'
import type { Told } from '../../adapters/sdk/adapter.ts'
import { bilingual } from '../../schemas/validation/texts.ts'
import { adapterFolder, adaptersHere } from './adapter-folder.ts'
import { type Command, needed, parsed, Usage } from './command.ts'

const states: Readonly<Record<HandedOver['state'], string>> = {
  written: 'viết được · can be written',
  refused: 'bị từ chối · refused',
  unread: 'không đọc được bằng bộ chuyển đổi của bên gửi · not read by the sender’s adapter',
}

/** What becomes of a place, by the codes of the findings that say so. */
const fates: Readonly<Record<string, string>> = {
  'no-place': 'không có chỗ · no place',
  'carried-in-part': 'một phần · in part',
}

const told = ({ vi, en }: Told): readonly string[] => [`    ${vi}`, `    ${en}`]

const toldPlaces = ({ rows, pair }: Places): readonly string[] => [
  ...rows.flatMap(({ shared, loss, because }) => [
    `${shared}: ${loss === undefined ? fates['no-place'] : `${fates['carried-in-part']}: ${bilingual(loss)}`}`,
    ...told(because),
  ]),
  ...(pair
    ? [
        `mang đủ · carried ${pair.carried.length}, một phần · in part ${pair.inPart.length}, không có chỗ · no place ${pair.without.length}`,
        `tài liệu mẫu · golden documents ${pair.documents}, bị từ chối · refused ${pair.refused}`,
      ]
    : []),
]

const toldDocument = ({ state, findings }: HandedOver): readonly string[] => [
  states[state],
  ...findings.flatMap(({ code, effect, pointer, expected, because }) => [
    `${pointer || '/'}: ${fates[code] ?? `${effect} ${code}`}${code === 'no-place' ? '' : `; ${expected ?? ''}`}`,
    ...because.flatMap(told),
  ]),
]

const options = {
  from: { type: 'string' },
  document: { type: 'string' },
  json: { type: 'boolean' },
  adapters: { type: 'string', default: adaptersHere },
} as const

/** Tells what an agency's form has no place for, by the manifest, and of one document of another agency by its findings. Exit code 1 when that can't be written. */
export const adapterPlaces: Command = {
  usage: 'AGENCY [--from AGENCY [--document FILE]] [--adapters FOLDER] [--json]',
  title: {
    vi: 'Dạng của một cơ quan không có chỗ cho điều gì: mọi thứ, của cơ quan kia, hay của một tài liệu',
    en: 'What an agency’s form has no place for: of everything, of another agency’s documents, or of one document',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const adapters = resolve(values.adapters)
    const to = adapterFolder(adapters, needed(positionals[0], 'AGENCY'))
    if (!readManifest(to).directions.some((direction) => direction === 'toNative'))
      throw new Usage(`${positionals[0]}: bộ chuyển đổi không viết · the adapter does not write (directions)`)
    const { from, document } = values
    const sender = from === undefined ? undefined : adapterFolder(adapters, from)
    const say = (result: object, lines: readonly string[]): void => {
      process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : `${lines.join('\n')}\n`)
    }
    if (document === undefined) {
      const places = await placesOfForm(to, from)
      say(places, toldPlaces(places))
      return 0
    }
    const result = await handedOverTo(to, sender ?? needed(sender, 'from'), new Uint8Array(readFileSync(document)))
    say(result, toldDocument(result))
    return result.state === 'written' ? 0 : 1
  },
}
