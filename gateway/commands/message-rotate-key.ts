import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, loadProcessConfig } from '../config/config.ts'
import { GatewayError } from '../errors/problem.ts'
import { handover_s, rotateMessageKey } from '../identity/message-key-notes.ts'
import { Unusable } from '../identity/violation.ts'
import { distrustMessageKey } from '../store/message-keys.ts'
import { openDatabase } from '../store/pool.ts'
import { now_ms } from '../telemetry/clock.ts'
import { type Command, parsed, Usage } from './command.ts'

const options = { distrust: { type: 'string' } } as const

const elsewhere = [
  'khóa của nút khác: từ nay không còn đáng tin ở mọi nút; nút đó tự thay khóa khi đang chạy, nếu không thì chạy lệnh này ở đó trước khi khởi động lại',
  'the key of another node: no node trusts it from now on; that node takes a new one by itself if it runs, else run this command there before it starts again',
].join(' · ')

const notTold = [
  'đã thay khóa, nhưng chưa ghi được vào PostgreSQL rằng khóa đó đã lộ: các nút khác còn tin nó; chạy lại lệnh này, hoặc cho cổng ở đây chạy',
  'rotated, but PostgreSQL could not be told that the key got out: other nodes trust it still; run this command again, or the gateway of this folder',
].join(' · ')

/** Tells all nodes; false when none ever signed with it. Without a database of its own there are no others. */
async function distrustedByAll({ databaseUrl }: Config, kid: string, now_s: number): Promise<boolean> {
  if (databaseUrl === undefined) return false
  const db = openDatabase(databaseUrl)
  return distrustMessageKey(db, kid, now_s + handover_s).finally(db.close)
}

/** Whether the others know of a key of this folder: its gateway tells them too, but perhaps it was stopped for that very key. */
const isTold = (config: Config, kid: string, now_s: number): Promise<boolean> =>
  distrustedByAll(config, kid, now_s).then(
    () => true,
    (error: unknown) => {
      if (error instanceof GatewayError) return false
      throw error
    },
  )

/**
 * Puts a new key for answers and receipts into the data folder. A running gateway takes it up by itself; what the former one signed still verifies. A key
 * of another node is distrusted for all, and the one of this folder stays.
 */
export const messageRotateKey: Command = {
  usage: '[--distrust KID]',
  title: {
    vi: 'Thay khóa ký câu trả lời và biên nhận; biên nhận cũ vẫn kiểm chứng được bằng lịch sử khóa; --distrust: khóa này, của nút này hay nút khác, đã lộ, chữ ký của nó không còn đáng tin',
    en: 'Replace the key that signs answers and receipts; former receipts verify by the history of keys; --distrust: this key, of this node or any other, got out, its signatures are not to be trusted',
  },
  async run(args) {
    const { distrust } = parsed(args, options).values
    const config = loadProcessConfig()
    const { dataDir } = config
    const now_s = Math.floor(now_ms() / 1000)
    const path = join(dataDir, 'keys', 'message.key')
    if (!existsSync(path)) throw new Usage(`chưa có khóa · there is no key yet: ${path}`)
    try {
      process.stdout.write(`kid ${await rotateMessageKey(dataDir, now_s, distrust)}\n`)
      if (distrust === undefined || (await isTold(config, distrust, now_s))) return 0
      process.stderr.write(`${notTold}\n`)
      return 1
    } catch (error) {
      if (!(error instanceof Unusable) || distrust === undefined) throw error
      if (!(await distrustedByAll(config, distrust, now_s))) throw new Usage(`--distrust: ${error.message}`)
      process.stdout.write(`${elsewhere}\n`)
      return 0
    }
  },
}
