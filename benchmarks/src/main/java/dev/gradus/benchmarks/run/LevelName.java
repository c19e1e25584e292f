package dev.gradus.benchmarks.run;

/** The levels that can be measured. */
enum LevelName {
    /** Nothing is protected. */
    L0("L0"),
    /** A password at connect. */
    L1("L1"),
    /** Payloads sealed with AES-128-GCM. */
    L2_GCM("L2-A128GCM"),
    /** Payloads hidden with AES-128-CBC, as the source did. */
    L2_CBC("L2-AES128CBC"),
    /** The connection in TLS. */
    L3("L3-TLS");

    private final String label;

    LevelName(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** How the level is named on the command line too. */
    @Override
    public String toString() {
        return label;
    }
}
