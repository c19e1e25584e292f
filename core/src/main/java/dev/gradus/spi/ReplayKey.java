package dev.gradus.spi;

/**
 * The name of a record.
 *
 * @param scope which records it belongs to
 * @param name which of these: the sender id in hexadecimal, for topics with a slash and the topic's name after it
 */
public record ReplayKey(ReplayScope scope, String name) {}
