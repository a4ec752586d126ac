import { parseReceipt, type Receipt, receiptHeader } from '../audit/receipt.ts'
import { Usage } from './command.ts'

/** A receipt as a header has it, without the header's name; one in JSON, alone or in an acknowledgement or the answer to a push, is written so. */
export function headerOf(text: string): string {
  if (!text.trimStart().startsWith('{')) return text.trim().replace(/^audit-receipt:\s*/i, '')
  try {
    const given = JSON.parse(text)
    const { origin, index, leaf } = given.receipt ?? given
    return receiptHeader({ origin: String(origin), index, leaf })
  } catch {
    return text
  }
}

/** The receipt in either form. Throws Usage when it is none. */
export function receiptIn(text: string): Receipt {
  const receipt = parseReceipt(headerOf(text))
  if (!receipt) throw new Usage('--receipt: không phải Audit-Receipt · not an Audit-Receipt')
  return receipt
}
