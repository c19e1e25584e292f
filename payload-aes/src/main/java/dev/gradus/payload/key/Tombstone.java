package dev.gradus.payload.key;

import java.time.Instant;

/**
 * What is left of a key that was destroyed. Stays for ever, so that its id is never given again.
 *
 * @param id the key's
 * @param destroyed when
 */
public record Tombstone(KeyId id, Instant destroyed) {}
