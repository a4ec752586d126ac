import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client, Reply } from '../development/client.ts'
import { claimsIn } from '../identity/transfer-receipt.ts'
import { type Command, parsed } from './command.ts'
import { asSystem, inboxUsage, transferIn } from './inbox-client.ts'
import { reachingOptions } from './reached-gateway.ts'
import { refused } from './refused-reply.ts'

const options = {
  ...reachingOptions,
  out: { type: 'string' },
  receipt: { type: 'string' },
  attachments: { type: 'string' },
} as const

/** Puts what came beside the document into `folder`, each under its number. Gives the first reply that is not what was asked for. */
async function fetchAttachments(call: Client['call'], id: string, folder: string): Promise<Reply | undefined> {
  const receipt = await call(`/v1/inbox/${id}/receipt`)
  if (receipt.status !== 200) return receipt
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const { number } of claimsIn(receipt.text).message.attachments ?? []) {
    const reply = await call(`/v1/inbox/${id}/attachments/${number}`)
    if (reply.status !== 200) return reply
    writeFileSync(join(folder, number), reply.bytes, { mode: 0o600 })
  }
  return undefined
}

/** Fetches a document in the agency's own form, to standard output or a file of its owner alone, and the gateway's receipt. */
export const inboxGet: Command = {
  usage: `${inboxUsage} [--out FILE] [--receipt FILE] [--attachments FOLDER] ID`,
  title: {
    vi: 'Lấy một tài liệu được chuyển giao đến, và biên nhận của cổng',
    en: "Fetch a document that was handed over, and the gateway's receipt",
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const id = transferIn(positionals)
    return asSystem(values, async ({ call }) => {
      const document = await call(`/v1/inbox/${id}`)
      if (document.status !== 200) return refused(document)
      if (values.out === undefined) process.stdout.write(document.bytes)
      else writeFileSync(values.out, document.bytes, { mode: 0o600 })
      const refusal =
        values.attachments === undefined ? undefined : await fetchAttachments(call, id, values.attachments)
      if (refusal) return refused(refusal)
      if (values.receipt === undefined) return 0
      const receipt = await call(`/v1/inbox/${id}/receipt`)
      if (receipt.status !== 200) return refused(receipt)
      writeFileSync(values.receipt, receipt.bytes, { mode: 0o600 })
      return 0
    })
  },
}
