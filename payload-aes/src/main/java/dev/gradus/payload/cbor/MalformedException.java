package dev.gradus.payload.cbor;

/** The bytes are no envelope. Ends parsing only and never leaves the package, so it needs no stack trace. */
public final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedException(String message) {
        super(message, null, false, false);
    }

    /** What was expected and what was found. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
