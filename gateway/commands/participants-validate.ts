import { type Command, parsed } from './command.ts'
import { examineFolder, policiesHere, toldViolations } from './participants-folder.ts'

/** Judges a folder of policies as the gateway would before it loads it, signatures apart. Exit code 1 when anything is wrong. */
export const participantsValidate: Command = {
  usage: '[DIR] [--json]   (DIR: participants/, purposes.json, routes.json, cedar/, lienthong.cedarschema)',
  title: {
    vi: 'Kiểm tra danh bạ cơ quan, mục đích, tuyến chuyển và chính sách: nêu mọi lỗi và cách sửa',
    en: 'Check participants, purposes, routes and policies: every violation, and what must be there',
  },
  async run(args) {
    const { values, positionals } = parsed(args, { json: { type: 'boolean' } } as const, 1)
    const { violations, content } = await examineFolder(positionals[0] ?? policiesHere())
    const { length } = content.participants
    const told =
      violations.length === 0 ? `hợp lệ · valid: ${length} cơ quan · participants\n` : toldViolations(violations)
    process.stdout.write(values.json ? `${JSON.stringify({ violations }, null, 2)}\n` : told)
    return violations.length === 0 ? 0 : 1
  },
}
