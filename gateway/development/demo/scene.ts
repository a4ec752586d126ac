/** What the scenes of handing over share: the systems that act, and how what is told is noted. */
import { readFileSync } from 'node:fs'
import { agencyClient, type Reply } from '../client.ts'
import type { RunFile } from '../run-file.ts'
import type { SigningSystem } from '../signing-system.ts'
import { paint } from './table.ts'
import { type Language, words } from './words.ts'

export interface Party extends SigningSystem {
  close(): void
}

/** The system of `agency`. Throws an Error when the running gateway knows none. */
export function partyOf(run: RunFile, agency: string): Party {
  const [system, own] = Object.entries(run.clients).find(([, client]) => client.agency === agency) ?? []
  if (system === undefined || own === undefined) throw new Error(`${agency} has no system`)
  const { call, close } = agencyClient(run, system)
  return { url: run.url, keyPem: readFileSync(own.assertion_key, 'utf8'), call, close }
}

export interface Telling {
  readonly run: RunFile
  readonly language: Language
  readonly print: (line: string) => void
}

export interface Told {
  /** What is not as it must be. */
  readonly wrong: readonly string[]
  /** `Audit-Receipt` of each answer that was needed for it. */
  readonly receipts: readonly string[]
}

export interface Scene extends Telling {
  readonly wrong: string[]
  readonly receipts: string[]
  say(key: keyof typeof words): string
  claim(holds: boolean, text: string): void
  noted(reply: Reply): Reply
}

/** Nothing is told yet. */
export function sceneOf(telling: Telling): Scene {
  const wrong: string[] = []
  const receipts: string[] = []
  return {
    ...{ ...telling, wrong, receipts },
    say: (key) => words[key][telling.language],
    claim(holds, text) {
      telling.print(`${holds ? paint('green', '✓') : paint('red', '✗')} ${text}`)
      if (!holds) wrong.push(text)
    },
    noted(reply) {
      receipts.push(String(reply.headers['audit-receipt'] ?? ''))
      return reply
    },
  }
}
