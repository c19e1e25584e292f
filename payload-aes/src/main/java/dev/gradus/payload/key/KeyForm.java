package dev.gradus.payload.key;

/** What a key is used for. A key has one form for ever, so that a weaker use can't be talked into it. */
public enum KeyForm {
    /** Keys for each session are derived from it; seals and opens envelopes. */
    DERIVED("derived"),
    /** Used as it is, for COSE of others; says nothing of freshness. */
    DIRECT("direct"),
    /** For AES-CBC, which is not authentic. */
    CBC("cbc");

    private final String text;

    KeyForm(String text) {
        this.text = text;
    }

    /** The form in a file. */
    public String text() {
        return text;
    }
}
