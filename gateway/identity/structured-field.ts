/** Structured fields for HTTP (RFC 9651) in their one serialisation: nothing that two readers could read differently. */
import { type Dictionary, parseDictionary, serializeDictionary } from 'structured-headers'

/**
 * The dictionary in `text` (§3.2); undefined when it is none or is written in another way than §4.1 writes it: with a member or
 * parameter twice, of which readers keep the last, with other white space, numbers or base64. What its members mean has not been checked.
 */
export function dictionaryIn(text: string): Dictionary | undefined {
  try {
    const dictionary = parseDictionary(text)
    return dictionary.size > 0 && serializeDictionary(dictionary) === text ? dictionary : undefined
  } catch {
    return undefined
  }
}
