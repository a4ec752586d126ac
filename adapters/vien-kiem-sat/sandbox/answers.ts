/** Answers of the procuracy's system, and its error form. */
import type { SandboxAnswer } from '../../sandbox/message.ts'

export const json = (status: number, value: unknown): SandboxAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(value),
})

/** `loi` says what is wrong, in a word of its own list. */
export const refusal = (status: number, loi: string): SandboxAnswer => json(status, { loi })
