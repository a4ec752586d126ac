import { bilingual } from '../../schemas/validation/texts.ts'
import { unservedIn } from '../identity/unserved.ts'
import { type Command, parsed } from './command.ts'
import { examineFolder, policiesHere, toldViolations } from './participants-folder.ts'

/** Judges a folder of policies as the gateway would before it loads it, signatures apart. Exit code 1 when anything is wrong. */
export const participantsValidate: Command = {
  usage: '[DIR] [--json]   (DIR: participants/, purposes.json, routes.json, cedar/, lienthong.cedarschema)',
  title: {
    vi: 'Kiểm tra danh bạ cơ quan, mục đích, tuyến chuyển và chính sách: nêu mọi lỗi và cách sửa, và cơ quan nào sẽ không thấy gì',
    en: 'Check participants, purposes, routes and policies: every violation, what must be there, and who will see nothing',
  },
  async run(args) {
    const { values, positionals } = parsed(args, { json: { type: 'boolean' } } as const, 1)
    const { violations, content } = await examineFolder(positionals[0] ?? policiesHere())
    const { participants, purposes, routes } = content
    const notes = violations.length === 0 && routes ? unservedIn(participants, purposes, routes).map(bilingual) : []
    const valid = [`hợp lệ · valid: ${participants.length} cơ quan · participants`, ...notes.map((note) => `! ${note}`)]
    const told = violations.length === 0 ? `${valid.join('\n')}\n` : toldViolations(violations)
    process.stdout.write(values.json ? `${JSON.stringify({ violations, notes }, null, 2)}\n` : told)
    return violations.length === 0 ? 0 : 1
  },
}
