package dev.gradus.cli.spi;

/** What the command line ends with. */
public final class ExitCode {

    /** All is done. */
    public static final int DONE = 0;

    /** Something failed: network, file, a check. */
    public static final int FAILED = 1;

    /** The call is wrong: an option, a setting, a value. */
    public static final int USAGE = 2;

    /** Refused by a rule: a message that is not to be trusted. */
    public static final int REFUSED = 3;

    private ExitCode() {}
}
