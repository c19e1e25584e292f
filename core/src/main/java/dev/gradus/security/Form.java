package dev.gradus.security;

/** How a message lies in a device's memory while it is made ready. */
public enum Form {
    /** One buffer for the plaintext and a second one for the sealed payload. */
    WHOLE,
    /** The payload is sealed in the buffer that it lies in. */
    IN_PLACE
}
