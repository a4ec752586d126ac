import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadProcessConfig } from '../config/config.ts'
import { rotateTokenKey } from '../identity/keys.ts'
import { type Command, parsed, Usage } from './command.ts'

const options = { distrust: { type: 'boolean' } } as const

/** Puts a new token signing key into the data folder. A running gateway takes it up by itself and loses no live token; one with `--distrust` all of them. */
export const tokenRotateKey: Command = {
  usage: '[--distrust]',
  title: {
    vi: 'Thay khóa ký mã truy cập; --distrust: khóa cũ đã lộ, mọi mã cũ hết giá trị ngay',
    en: 'Replace the key that signs tokens; --distrust: the old key got out, its tokens end at once',
  },
  async run(args) {
    const { values } = parsed(args, options)
    const { dataDir } = loadProcessConfig()
    if (!existsSync(join(dataDir, 'keys', 'token.key')))
      throw new Usage(`chưa có khóa · there is no key yet: ${join(dataDir, 'keys', 'token.key')}`)
    const kid = await rotateTokenKey(dataDir, { distrust: values.distrust === true })
    process.stdout.write(`kid ${kid}\n`)
    return 0
  },
}
