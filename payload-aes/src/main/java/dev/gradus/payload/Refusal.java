package dev.gradus.payload;

import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;

/** Ends the opening of one envelope. Never leaves the package, so it needs no stack trace. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Opened.Rejected rejected;

    Refusal(Opened.Rejected rejected) {
        super(rejected.detail(), null, false, false);
        this.rejected = rejected;
    }

    Refusal(Outcome outcome, String detail) {
        this(new Opened.Rejected(outcome, detail));
    }

    Opened.Rejected rejected() {
        return rejected;
    }
}
