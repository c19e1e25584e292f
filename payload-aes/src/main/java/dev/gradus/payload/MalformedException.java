package dev.gradus.payload;

/** The bytes are no envelope. Ends parsing only and never leaves the package, so it needs no stack trace. */
final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
        super(message, null, false, false);
    }

    /** What was expected and what was found. */
    String detail() {
        return String.valueOf(getMessage());
    }
}
