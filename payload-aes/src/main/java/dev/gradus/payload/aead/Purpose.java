package dev.gradus.payload.aead;

/** What is derived, by the name that goes into the derivation. The two forms never share a key. */
enum Purpose {
    KEY("Key"),
    NONCES("IV"),
    SEGMENT_KEY("SegKey"),
    SEGMENT_NONCES("SegIV");

    private final String text;

    Purpose(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
