import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, loadProcessConfig } from '../config/config.ts'
import { GatewayError } from '../errors/problem.ts'
import { rotateTokenKey } from '../identity/keys.ts'
import { distrustedIn } from '../identity/retired-keys.ts'
import { openDistrustedKeys } from '../store/distrusted-keys.ts'
import { openDatabase } from '../store/pool.ts'
import { type Command, parsed, Usage } from './command.ts'

const options = { distrust: { type: 'boolean' } } as const

const notRemembered = [
  'đã thay khóa, nhưng chưa ghi được vào PostgreSQL rằng khóa cũ đã lộ: cổng sẽ tự ghi khi chạy; trước đó đừng khôi phục thư mục dữ liệu từ bản sao',
  'rotated, but PostgreSQL could not be told that the old key got out: the gateway tells it when it runs; restore no copy of the data folder before that',
].join(' · ')

/** Whether what is distrusted in the folder is remembered outside of it too. Without a database of its own that is left to the gateway. */
async function remembered({ dataDir, databaseUrl }: Config): Promise<boolean> {
  if (databaseUrl === undefined) return true
  const db = openDatabase(databaseUrl)
  try {
    await (await openDistrustedKeys(db)).distrust(await distrustedIn(dataDir))
    return true
  } catch (error) {
    if (error instanceof GatewayError) return false
    throw error
  } finally {
    await db.close()
  }
}

/** Puts a new token signing key into the data folder. A running gateway takes it up by itself and loses no live token; one with `--distrust` all of them. */
export const tokenRotateKey: Command = {
  usage: '[--distrust]',
  title: {
    vi: 'Thay khóa ký mã truy cập; --distrust: khóa cũ đã lộ, mọi mã cũ hết giá trị ngay',
    en: 'Replace the key that signs tokens; --distrust: the old key got out, its tokens end at once',
  },
  async run(args) {
    const { values } = parsed(args, options)
    const config = loadProcessConfig()
    const { dataDir } = config
    if (!existsSync(join(dataDir, 'keys', 'token.key')))
      throw new Usage(`chưa có khóa · there is no key yet: ${join(dataDir, 'keys', 'token.key')}`)
    const kid = await rotateTokenKey(dataDir, { distrust: values.distrust === true })
    process.stdout.write(`kid ${kid}\n`)
    if (await remembered(config)) return 0
    process.stderr.write(`${notRemembered}\n`)
    return 1
  },
}
