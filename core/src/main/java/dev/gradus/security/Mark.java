package dev.gradus.security;

/** What a receiver may want to know of a payload that was delivered. */
public enum Mark {
    /** Nothing was known of the sender before, so that a replay from before can't be told. */
    FIRST_CONTACT,
    /** A message that the broker keeps, and that was delivered before. */
    SEEN_BEFORE,
    /** The process ended, or gave the message back, while it was being handled: a handler may have seen it already. */
    POSSIBLY_REPEATED
}
