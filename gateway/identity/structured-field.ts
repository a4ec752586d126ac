/** Structured fields for HTTP (RFC 9651) in their one serialisation: nothing that two readers could read differently. */
import {
  type Dictionary,
  isInnerList,
  parseDictionary,
  serializeDictionary,
  serializeInnerList,
  serializeItem,
} from 'structured-headers'

export {
  DisplayString,
  type InnerList,
  type Item,
  isInnerList,
  serializeDictionary,
  serializeInnerList,
  serializeItem,
} from 'structured-headers'

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

/** The member `key` of the dictionary in `text`, as §4.1 writes it, however it is written there (RFC 9421 §2.1.2); undefined when there is none. */
export function memberOf(text: string, key: string): string | undefined {
  try {
    const member = parseDictionary(text).get(key)
    return member && (isInnerList(member) ? serializeInnerList(member) : serializeItem(member))
  } catch {
    return undefined
  }
}
