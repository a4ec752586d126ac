import { diffFolders } from '../identity/registry-diff.ts'
import { type Command, parsed, Usage } from './command.ts'
import { examineFolder, toldChanges, toldViolations } from './participants-folder.ts'

/** Compares two folders of policies. Exit code 1 when anything widens access, or when it can't be told. */
export const participantsDiff: Command = {
  usage: 'OLD NEW [--json]   (thư mục chính sách · folders of policies)',
  title: {
    vi: 'So hai bản danh bạ và chính sách: điều gì nới rộng quyền',
    en: 'What changes, and what of it widens access',
  },
  async run(args) {
    const { values, positionals } = parsed(args, { json: { type: 'boolean' } } as const, 2)
    const [old, now] = positionals
    if (old === undefined || now === undefined) throw new Usage('cần hai thư mục · two folders are needed: OLD NEW')
    const [before, after] = await Promise.all([examineFolder(old), examineFolder(now)])
    const violations = [...before.violations, ...after.violations]
    if (violations.length > 0) {
      process.stderr.write(toldViolations(violations))
      return 1
    }
    const changes = diffFolders(before.covered, after.covered)
    process.stdout.write(values.json ? `${JSON.stringify({ changes }, null, 2)}\n` : toldChanges(changes))
    return changes.some(({ direction }) => direction === 'wider') ? 1 : 0
  },
}
