/** Files that nobody but their owner may read: keys. */
import { statSync } from 'node:fs'
import { bilingual, type Text } from '../../schemas/validation/texts.ts'
import { StartRefused } from '../errors/start-refused.ts'

export const openToOthers: Text = {
  vi: 'nhóm hoặc người khác đọc được khóa này; chủ tệp phải là người chạy cổng, và chạy: chmod 600',
  en: 'group or others may read this key; whoever runs the gateway has to own the file, and: chmod 600',
}

/**
 * Whether group or others may read, write or run the file that `path` leads to, by its mode (POSIX); false on Windows, where the mode says
 * nothing of that. NOT looked at: access lists, the folders above, copies. Throws what stat throws.
 */
export const isOpenToOthers = (path: string): boolean =>
  process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0

/** Throws StartRefused when group or others may read the file, and what stat throws. */
export function requireOwnerOnly(path: string): void {
  if (isOpenToOthers(path)) throw new StartRefused(`${path}: ${bilingual(openToOthers)}`)
}
