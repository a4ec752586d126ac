import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadProcessConfig } from '../config/config.ts'
import { rotateMessageKey } from '../identity/message-key-notes.ts'
import { Unusable } from '../identity/violation.ts'
import { now_ms } from '../telemetry/clock.ts'
import { type Command, parsed, Usage } from './command.ts'

const options = { distrust: { type: 'string' } } as const

/** Puts a new key for answers and receipts into the data folder. A running gateway takes it up by itself; what the former one signed still verifies. */
export const messageRotateKey: Command = {
  usage: '[--distrust KID]',
  title: {
    vi: 'Thay khóa ký câu trả lời và biên nhận; biên nhận cũ vẫn kiểm chứng được bằng lịch sử khóa; --distrust: khóa này đã lộ, chữ ký của nó không còn đáng tin',
    en: 'Replace the key that signs answers and receipts; former receipts verify by the history of keys; --distrust: this key got out, its signatures are not to be trusted',
  },
  async run(args) {
    const { distrust } = parsed(args, options).values
    const { dataDir } = loadProcessConfig()
    const path = join(dataDir, 'keys', 'message.key')
    if (!existsSync(path)) throw new Usage(`chưa có khóa · there is no key yet: ${path}`)
    try {
      process.stdout.write(`kid ${await rotateMessageKey(dataDir, Math.floor(now_ms() / 1000), distrust)}\n`)
      return 0
    } catch (error) {
      if (error instanceof Unusable) throw new Usage(`--distrust: ${error.message}`)
      throw error
    }
  },
}
