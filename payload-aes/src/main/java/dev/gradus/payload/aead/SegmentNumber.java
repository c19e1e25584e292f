package dev.gradus.payload.aead;

/**
 * Which segment of which message.
 *
 * @param message the message's number, 0 to 2^40 - 1
 * @param index the segment's place, 0 to 2^32 - 2
 * @param last whether no other follows
 */
public record SegmentNumber(long message, long index, boolean last) {}
