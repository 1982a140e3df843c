// The messages that are remembered (src/scan/messages.ts): a hash table with open addressing, and their bytes in a row.
import { LONGEST, MAX_BYTES, MAX_MESSAGES, MESSAGE_BYTES, MESSAGE_SIZE, MESSAGE_SLOTS, MESSAGES, SLOTS } from './layout'
import { NONE } from './shape'

const K: u64 = 0x9e3779b97f4a7c15

/** As it is laid out in memory. */
@unmanaged
class Message {
  hash: u64
  key: i32
  at: i32
  length: i32
}

let count: i32 = 0
let size: i32 = 0

@inline
function messageOf(number: i32): Message {
  return changetype<Message>(MESSAGES + <usize>number * MESSAGE_SIZE)
}

/** The number of a message that is remembered, or NONE; `key` is who said it, and how bad it was. */
@inline
export function find(key: i32, start: usize, end: usize): i32 {
  const length = <i32>(end - start)
  const hash = hashOf(key, start, length)
  let slot = slotOf(hash)
  let number = numberIn(slot)
  while (number !== NONE) {
    const message = messageOf(number)
    const isLike = message.hash === hash && message.key === key && message.length === length
    if (isLike && isSame(start, MESSAGE_BYTES + message.at, length)) break
    slot = (slot + 1) & (SLOTS - 1)
    number = numberIn(slot)
  }
  return number
}

/** Where the bytes of a message are to be put before it is kept; 0 when it is too long. */
export function roomFor(length: i32): usize {
  if (length > LONGEST) return 0
  if (count === MAX_MESSAGES || size + length > MAX_BYTES) forget()
  return MESSAGE_BYTES + size
}

/** Keeps the message whose bytes are in the room for it; returns its number. */
export function keep(key: i32, length: i32): i32 {
  const number = count++
  const message = messageOf(number)
  message.hash = hashOf(key, MESSAGE_BYTES + size, length)
  message.key = key
  message.at = size
  message.length = length
  size += length
  let slot = slotOf(message.hash)
  while (load<i32>(MESSAGE_SLOTS + 4 * <usize>slot) !== 0) slot = (slot + 1) & (SLOTS - 1)
  store<i32>(MESSAGE_SLOTS + 4 * <usize>slot, number + 1)
  return number
}

/** The messages that are kept, and their bytes. */
export function kept(): i32 {
  return count
}

export function keptBytes(): i32 {
  return size
}

/** As many are kept from now on as another kernel has kept, whose tables were put here. */
export function restore(count_: i32, size_: i32): void {
  count = count_
  size = size_
}

export function forget(): void {
  memory.fill(MESSAGE_SLOTS, 0, 4 * SLOTS)
  count = 0
  size = 0
}

@inline
function numberIn(slot: i32): i32 {
  return load<i32>(MESSAGE_SLOTS + 4 * <usize>slot) - 1
}

@inline
function slotOf(hash: u64): i32 {
  return <i32>(hash >>> 32) & (SLOTS - 1)
}

@inline
function hashOf(key: i32, start: usize, length: i32): u64 {
  let hash = (<u64>key ^ (<u64>length << 32)) * K
  const end = start + length
  let at = start
  for (; at + 8 <= end; at += 8) hash = mix(hash, load<u64>(at))
  for (; at < end; at++) hash = mix(hash, load<u8>(at))
  return hash
}

@inline
function mix(hash: u64, word: u64): u64 {
  const mixed = (hash ^ word) * K
  return mixed ^ (mixed >>> 29)
}

@inline
function isSame(a: usize, b: usize, length: i32): bool {
  const end = a + length
  for (; a + 16 <= end; a += 16, b += 16)
    if (v128.any_true(v128.xor(v128.load(a), v128.load(b)))) return false
  for (; a < end; a++, b++) if (load<u8>(a) !== load<u8>(b)) return false
  return true
}
