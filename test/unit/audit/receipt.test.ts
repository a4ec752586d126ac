import t from 'tap'
import { parseReceipt, receiptHeader } from '../../../gateway/audit/receipt.ts'

const leaf = Buffer.alloc(32, 9).toString('base64')
const receipt = { origin: 'gateway.test/log', index: 123, leaf }
const HEADER = `origin="gateway.test/log", index=123, leaf=:${leaf}:`

t.test('the header is the RFC 9651 dictionary of the design', async (t) => {
  t.equal(receiptHeader(receipt), HEADER)
  t.same(parseReceipt(HEADER), receipt)
  t.same(
    parseReceipt(`leaf=:${leaf}:,index=0 ,\torigin="a\\"b\\\\c"`),
    { origin: 'a"b\\c', index: 0, leaf },
    'order and white space',
  )
})

t.test('anything else is not a receipt', async (t) => {
  const bad = {
    empty: '',
    'a member missing': HEADER.replace('index=123, ', ''),
    'a member twice': HEADER.replace('index=123', 'index=123, index=124'),
    'twice instead of another': HEADER.replace('index=123', 'origin="gateway.test/log"'),
    'a member more': `${HEADER}, x=1`,
    'a parameter': `${HEADER};a=1`,
    'negative index': HEADER.replace('123', '-1'),
    'leading zero': HEADER.replace('123', '0123'),
    'sixteen digits': HEADER.replace('123', '1234567890123456'),
    decimal: HEADER.replace('123', '1.5'),
    'short leaf': HEADER.replace(leaf, 'AAAA'),
    'unpadded leaf': HEADER.replace('=:', ':'),
    'trailing comma': `${HEADER},`,
    'line break': HEADER.replace(', ', ',\r\n '),
    'not ASCII': HEADER.replace('gateway', 'cổng'),
    'too long': HEADER.replace('gateway', 'g'.repeat(600)),
  }
  for (const [what, value] of Object.entries(bad)) t.equal(parseReceipt(value), undefined, what)
})
