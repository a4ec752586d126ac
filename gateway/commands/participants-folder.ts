/** What the commands on participants share: reading a folder of policies, and telling what is wrong or new in it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { bilingual } from '../../schemas/validation/texts.ts'
import { loadProcessConfig } from '../config/config.ts'
import { coveredIn } from '../identity/bundle.ts'
import { type FolderFiles, readPolicyFolder } from '../identity/policy-folder.ts'
import { type RegistryContent, registryContent } from '../identity/registry.ts'
import type { Change, Direction } from '../identity/registry-diff.ts'
import { registryBytesIn } from '../identity/registry-files.ts'
import { collector, type Violation, violationLine } from '../identity/violation.ts'
import { createPolicy } from '../policy/policy.ts'
import { policyTexts } from '../policy/texts.ts'
import { Usage } from './command.ts'

/** The folder that a gateway with the settings of this process would use. Throws ConfigError. */
export const policiesHere = (): string => loadProcessConfig().policiesDir ?? join(import.meta.dirname, '../../policies')

export interface Examined {
  /** With the bundle, if there is one. */
  readonly files: FolderFiles
  /** What a bundle covers. */
  readonly covered: FolderFiles
  readonly content: RegistryContent
  readonly violations: readonly Violation[]
}

/** Reads and judges the folder: participants, purposes, keys and policies. Whether it is signed is not looked at. */
export async function examineFolder(dir: string): Promise<Examined> {
  if (!existsSync(dir)) throw new Usage(`không có thư mục · no such folder: ${dir}`)
  const { report, violations } = collector()
  const files = await readPolicyFolder(dir, report)
  const covered = coveredIn(files)
  const content = await registryContent(registryBytesIn(covered, dir), report)
  try {
    createPolicy(policyTexts(covered))
  } catch (error) {
    const message = error instanceof Error ? error.message : 'unknown'
    report(join(dir, 'cedar'), '', { vi: message, en: message })
  }
  return { files, covered, content, violations }
}

/** Whether the person at the keyboard types `word`; `yes` says so beforehand. Throws Usage when there is nobody to ask. */
export async function agreed(yes: boolean | undefined, word: string, vi: string, en: string): Promise<boolean> {
  if (yes) return true
  if (!process.stdin.isTTY) throw new Usage('không có bàn phím để hỏi, dùng · nobody can be asked, use: --yes')
  const ask = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await ask.question(`${vi} Gõ "${word}" · ${en} Type "${word}": `)
  ask.close()
  return answer.trim().toLowerCase() === word
}

/** One line for each violation, and how many there are. */
export const toldViolations = (violations: readonly Violation[]): string =>
  [...violations.map(violationLine), `${violations.length} lỗi · ${violations.length} violations`, ''].join('\n')

const directionTexts: Readonly<Record<Direction, string>> = {
  wider: 'NỚI RỘNG · WIDENS',
  narrower: 'THU HẸP · NARROWS',
  neutral: 'KHÔNG ĐỔI QUYỀN · NEUTRAL',
}

const changeTexts = { added: 'thêm · added', removed: 'bỏ · removed', changed: 'đổi · changed' } as const

/** The changes under their directions, a line each. */
export function toldChanges(changes: readonly Change[]): string {
  if (changes.length === 0) return 'không có thay đổi · no change\n'
  const groups = Map.groupBy(changes, ({ direction }) => direction)
  return [...groups]
    .flatMap(([direction, of]) => [
      `${directionTexts[direction]} (${of.length})`,
      ...of.map(({ file, what, change, value }) =>
        `  ${changeTexts[change]}: ${file}: ${bilingual(what)} ${value}`.trimEnd(),
      ),
      '',
    ])
    .join('\n')
}
