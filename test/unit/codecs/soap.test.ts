import t from 'tap'
import { decodeSoap, encodeSoap, SOAP_11 } from '../../../adapters/codecs/soap.ts'

const bounds = { bytesMax: 65_536, nodesMax: 1_000, depthMax: 20, attributesMax: 10 }
const decode = (text: string) => decodeSoap(Buffer.from(text), bounds)
const envelope = (inner: string, ns = SOAP_11) => `<s:Envelope xmlns:s="${ns}">${inner}</s:Envelope>`
const code = (text: string) => {
  const outcome = decode(text)
  return outcome.ok ? outcome.value.kind : outcome.findings[0].code
}

t.test('what is encoded comes back, whatever its text holds', async (t) => {
  const hostile = `</m:X><m:Y>&lt;"' ]]> Đường\u0000\ud800\r\n`
  const outcome = decode(encodeSoap('urn:a"b', 'LayHoSo', [['X', hostile]]))
  if (!outcome.ok || outcome.value.kind !== 'payload') throw new Error('refused')
  const { element } = outcome.value
  t.strictSame([element.name, element.ns, element.children.length], ['LayHoSo', 'urn:a"b', 1])
  t.equal(element.children[0]?.text, hostile.replace('\u0000', '\ufffd').replace('\ud800', '\ufffd'))
})

t.test('a fault is a value with its code and detail', async (t) => {
  const fault = (faultcode: string) =>
    decode(
      envelope(
        `<s:Body><s:Fault><faultcode>${faultcode}</faultcode><faultstring>canary</faultstring><detail><x/></detail></s:Fault></s:Body>`,
      ),
    )
  t.match(fault('s:Client'), { ok: true, value: { kind: 'fault', code: 'Client', detail: [{ name: 'x' }] } })
  t.match(fault('s:Server.Busy'), { ok: true, value: { code: 'Server' } })
  t.match(fault('own'), { ok: true, value: { code: 'other' } })
})

t.test('only a SOAP 1.1 envelope with one element in one body passes', async (t) => {
  t.equal(code(envelope('<s:Header><h s:mustUnderstand="0"/></s:Header><s:Body><x/></s:Body>')), 'payload')
  t.equal(
    code(envelope('<s:Body><x/></s:Body>', 'http://www.w3.org/2003/05/soap-envelope')),
    'soap-version-unsupported',
  )
  t.equal(code('<Envelope><Body><x/></Body></Envelope>'), 'soap-version-unsupported')
  t.equal(code('<html><body><p>502</p></body></html>'), 'soap-envelope-missing')
  t.equal(code('<!DOCTYPE html><html></html>'), 'dtd-forbidden')
  t.equal(code(envelope('')), 'soap-body-missing')
  t.equal(code(envelope('<Body xmlns="urn:other"><x/></Body>')), 'soap-body-missing')
  t.equal(code(envelope('<s:Body/>')), 'soap-body-unexpected')
  t.equal(code(envelope('<s:Body><x/><y/></s:Body>')), 'soap-body-unexpected')
  t.equal(code(envelope('<s:Body><x/></s:Body><s:Body><x/></s:Body>')), 'soap-body-unexpected')
  t.equal(
    code(envelope('<s:Header><h s:mustUnderstand="1"/></s:Header><s:Body><x/></s:Body>')),
    'soap-header-not-understood',
  )
  t.equal(code(envelope('<s:Body><Fault xmlns="urn:other"/></s:Body>')), 'payload', 'a Fault of another namespace')
})

t.test('names that the source invented are in no finding', async (t) => {
  for (const text of ['<NguyenVanCanary/>', envelope('<s:Header><Canary s:mustUnderstand="1"/></s:Header><s:Body/>')])
    t.notMatch(JSON.stringify(decode(text)), /Canary/)
})
